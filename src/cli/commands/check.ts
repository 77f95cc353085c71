/** `modescope check FILE…`: what the editor would say of a config, without an editor. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { diagnose, problemLine, type Problem } from '../../check/index.ts';
import { describePoints } from '../../data/index.ts';
import { readConfigFile } from '../files.ts';
import { exit, type Io } from '../io.ts';
import type { Finish } from './index.ts';

export function addCheck(program: Command, io: Io, finish: Finish): void {
  program
    .command('check')
    .description('say what is wrong with a config, as the editor does; exit with status 1 on errors')
    .argument('<file...>', 'configs, *.gan.json')
    .option('--json', 'as a JSON array')
    .action((files: string[], options: { json?: boolean }) => finish(check(io, files, options.json === true)));
}

export async function check(io: Io, files: readonly string[], json: boolean): Promise<number> {
  const found: { readonly file: string; readonly problem: Problem }[] = [];
  for (const file of files) {
    const text = await readConfigFile(file);
    const problems = await diagnose(text, { file: resolve(file), describeData: describePoints });
    found.push(...problems.map((problem) => ({ file, problem })));
    if (!json && problems.length === 0) io.out.write(`${file}: no problems\n`);
  }
  if (json) io.out.write(`${JSON.stringify(found.map(asJson), null, 1)}\n`);
  else for (const { file, problem } of found) io.out.write(`${problemLine(file, problem)}\n`);
  return found.some(({ problem }) => problem.severity === 'error') ? exit.error : exit.fine;
}

function asJson({ file, problem }: { readonly file: string; readonly problem: Problem }) {
  const { range, severity, code, path, message, fix } = problem;
  const { line, column, endLine, endColumn } = range;
  return {
    file,
    line,
    column,
    endLine,
    endColumn,
    severity,
    code,
    path,
    message,
    ...(fix === undefined ? {} : { fix }),
  };
}
