/**
 * `modescope follow DIR --since MS` (not in the help; `npm start` uses it): shows the runs that others start in a
 * `runs` folder, one after the other, as if they had been started here.
 */
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Option, type Command } from 'commander';
import { FollowedRun, isProblemOfTheLog } from '../../monitor/index.ts';
import { listRuns, type ListedRun } from '../../runs/index.ts';
import { shown } from '../files.ts';
import { exit, type Io } from '../io.ts';
import { integerBetween } from '../options.ts';
import { showRun } from '../show-run.ts';
import { summaryOf } from '../summary.ts';
import { createTerminal } from '../terminal.ts';
import type { Finish } from './index.ts';

/** Between looks for a new run. */
const searchEvery = 300;

export function addFollow(program: Command, io: Io, finish: Finish): void {
  program
    .command('follow', { hidden: true })
    .argument('<dir>', 'a folder named runs; it need not be there yet')
    .addOption(
      new Option('--since <ms>', 'only runs that began later, in milliseconds since 1970')
        .argParser(integerBetween(0, Number.MAX_SAFE_INTEGER))
        .default(0),
    )
    .action((dir: string, { since }: { since: number }) => finish(follow(io, dir, since)));
}

export async function follow(io: Io, dir: string, since: number): Promise<number> {
  const terminal = createTerminal(io.out, io.err);
  const shownAlready = new Set<string>();
  while (!io.stop.aborted) {
    const next = nextRun(dir, since, shownAlready);
    if (next === undefined) {
      await sleep(searchEvery, undefined, { signal: io.stop }).catch((error: unknown) => {
        if (!io.stop.aborted) throw error;
      });
      continue;
    }
    shownAlready.add(next.folder);
    terminal.line(`\n${shown(next.manifest.configFile)} began; the run is in ${shown(next.folder)}`);
    const run = new FollowedRun(next.folder, '');
    const over = () => !['running', 'paused'].includes(run.status().state);
    try {
      await showRun(run, { terminal, ended: over, leave: io.stop, readOnly: true });
    } catch (error) {
      // One run's log is gone or unreadable; the next one may be fine.
      if (!isProblemOfTheLog(error)) throw error;
      terminal.problem(error.message);
      continue;
    }
    for (const line of summaryOf(run)) terminal.line(line);
    const { reason } = run.status();
    if (reason !== undefined) terminal.problem(reason);
  }
  return exit.fine;
}

/** The oldest run that has not been shown, so that none is left out. */
function nextRun(dir: string, since: number, shownAlready: ReadonlySet<string>): ListedRun | undefined {
  return listRuns(dirname(resolve(dir))).runs.findLast(
    ({ folder, manifest }) => !shownAlready.has(folder) && Date.parse(manifest.started) >= since,
  );
}
