/** `modescope watch DIR`: findings of all logs below a folder, ours or anyone's, once or live. */
import type { Command } from 'commander';
import { watchLive, watchOnce, type WatchResult } from '../../monitor/index.ts';

import { lackingWords, notAGan } from '../../prose/index.ts';
import type { Finding } from '../../protocol/index.ts';
import { existingFolder } from '../files.ts';
import { exit, type Io } from '../io.ts';
import { createTerminal, type Terminal } from '../terminal.ts';
import type { Finish } from './index.ts';

interface WatchOptions {
  readonly once?: boolean;
  readonly json?: boolean;
}

export function addWatch(program: Command, io: Io, finish: Finish): void {
  program
    .command('watch')
    .description('judge all TensorBoard logs below a folder, as they grow')
    .argument('<dir>', 'the folder')
    .option('--once', 'judge what is there and end')
    .option('--json', 'findings as a JSON array; live: a new array in a line of its own whenever one changes')
    .action((dir: string, options: WatchOptions) => finish(watch(io, dir, options)));
}

export async function watch(io: Io, dir: string, { once, json }: WatchOptions): Promise<number> {
  const root = existingFolder(dir);
  const terminal = createTerminal(io.out, io.err);
  const problems = new Set<string>();
  const complain = (result: WatchResult) => {
    if (result.runs.length === 0) problem(`${dir}: has no TensorBoard logs in it`);
    for (const { run, message } of result.problems) problem(`${run === '' ? dir : `${dir}/${run}`}: ${message}`);
  };
  const problem = (text: string) => {
    if (!problems.has(text)) terminal.problem(text);
    problems.add(text);
  };
  if (once === true) {
    const result = watchOnce(root);
    complain(result);
    if (json === true) io.out.write(`${JSON.stringify(result.findings, null, 1)}\n`);
    else listAll(terminal, result);
    return exit.fine;
  }
  const told = new Map<string, string>();
  const hinted = new Set<string>();
  const live = (result: WatchResult) => {
    complain(result);
    if (json === true) io.out.write(`${JSON.stringify(result.findings)}\n`);
    else {
      for (const finding of result.findings) tellOnce(terminal, finding, told);
      for (const hint of hintsOf(result)) {
        if (!hinted.has(hint)) terminal.line(hint);
        hinted.add(hint);
      }
    }
  };
  if (json !== true) terminal.line(`watching ${dir} (Ctrl+C to leave)`);
  await watchLive(root, live, io.stop);
  return exit.fine;
}

/** What logs lack, each said once, with the number of logs where it is not that of all. */
function hintsOf({ readings, runs }: WatchResult): string[] {
  const words = readings.flatMap(({ isGan, lacking }) =>
    isGan ? lacking.map((each) => lackingWords(each)) : [notAGan()],
  );
  return [...new Set(words)].map((each) => {
    const count = words.filter((word) => word === each).length;
    return `· hint${count < runs.length ? ` (${count} of ${runs.length} logs)` : ''}: ${each}`;
  });
}

function listAll(terminal: Terminal, result: WatchResult): void {
  const { runs, findings } = result;
  for (const run of runs) {
    const own = findings.filter((finding) => finding.run === run);
    terminal.line(`${run === '' ? '.' : run}: ${own.length === 0 ? 'nothing found' : ''}`.trimEnd());
    for (const finding of own) terminal.finding(finding);
  }
  for (const hint of hintsOf(result)) terminal.line(hint);
}

function tellOnce(terminal: Terminal, finding: Finding, told: Map<string, string>): void {
  const key = `${finding.run}\n${finding.rule}\n${finding.raised}`;
  const state = `${finding.severity} ${String(finding.to)}`;
  if (told.get(key) === state) return;
  told.set(key, state);
  if (finding.run !== '') terminal.line(`${finding.run}:`);
  terminal.finding(finding);
}
