/** `modescope report RUN --out FILE`: a run as one page that stands alone. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { contentOf } from '../../report/index.ts';
import { writeUserFile } from '../files.ts';
import { exit, type Io } from '../io.ts';
import type { Finish } from './index.ts';

interface ReportOptions {
  readonly out: string;
  readonly language: string;
}

export function addReport(program: Command, io: Io, finish: Finish): void {
  program
    .command('report')
    .description('write a run as one HTML page: verdict, findings, curves, samples, how it was made')
    .argument('<run>', "the run's folder")
    .requiredOption('--out <file>', 'the page, F.html')
    .option('--language <name>', 'of the page: en or zh-cn', 'en')
    .action((run: string, options: ReportOptions) => finish(Promise.resolve(report(io, run, options))));
}

export function report(io: Io, run: string, { out, language }: ReportOptions): number {
  writeUserFile(out, contentOf('report', resolve(run), out, { language, version: io.version }));
  io.out.write(`${out}: the report of ${run}\n`);
  return exit.fine;
}
