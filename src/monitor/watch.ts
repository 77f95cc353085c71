/** All logs below a folder: judged once, or followed until told to stop. */
import { join } from 'node:path';
import { setImmediate as immediately, setTimeout as sleep } from 'node:timers/promises';
import type { Finding, Lacking } from '../protocol/index.ts';
import { FollowedRun, isProblemOfTheLog } from './follow.ts';
import { findLogs } from './source.ts';

/** What is wrong with the log of a run, in one line. */
export interface WatchProblem {
  /** The run's folder relative to the folder that is watched. */
  readonly run: string;
  readonly message: string;
}

/** What a log that was made elsewhere is taken for. */
export interface WatchReading {
  readonly run: string;
  readonly isGan: boolean;
  /** Rules that nothing can be said of, and what the log would have to hold for them. */
  readonly lacking: readonly Lacking[];
}

export interface WatchResult {
  /** Folders with event files, relative to the folder that is watched; '' for itself. */
  readonly runs: readonly string[];
  readonly findings: readonly Finding[];
  readonly problems: readonly WatchProblem[];
  /** Of logs made elsewhere that have something in them. */
  readonly readings: readonly WatchReading[];
}

/** Between looks at logs that grow, and at the folder for new ones. */
const lookEvery = 250;
const searchEvery = 2000;

/**
 * Reads every log at or below `dir` to its end.
 * @throws EventError `read-failed` when `dir` itself cannot be read
 */
export function watchOnce(dir: string): WatchResult {
  const runs = findLogs(dir);
  const findings: Finding[] = [];
  const problems: WatchProblem[] = [];
  const readings: WatchReading[] = [];
  for (const run of runs) {
    const followed = new FollowedRun(join(dir, run), run, dir);
    const message = readToEnd(followed);
    if (message !== undefined) problems.push({ run, message });
    findings.push(...followed.findings);
    readings.push(...readingOf(run, followed));
  }
  return { runs, findings, problems, readings };
}

function readingOf(run: string, { manifest, monitor }: FollowedRun): WatchReading[] {
  if (manifest !== null || monitor.tags.roles.size === 0) return [];
  return [{ run, isGan: monitor.tags.isGan, lacking: monitor.lacking }];
}

/** Reads what there is; the problem that the log has, if any. */
function readToEnd(followed: FollowedRun): string | undefined {
  try {
    do followed.read();
    while (followed.behind);
  } catch (error) {
    if (!isProblemOfTheLog(error)) throw error;
    return error.message;
  }
  return followed.newProblem();
}

/** The same a piece at a time, so that a signal to end is heard in between. */
async function readOn(followed: FollowedRun, signal: AbortSignal): Promise<string | undefined> {
  try {
    do {
      followed.read(undefined, Date.now() / 1000);
      await immediately();
    } while (followed.behind && !signal.aborted);
  } catch (error) {
    if (!isProblemOfTheLog(error)) throw error;
    return error.message;
  }
  return followed.newProblem();
}

/**
 * Follows every log at or below `dir`, new ones too. `onChange` gets the whole state: once when all has been read for
 * the first time, then whenever a finding or a problem changes. Ends when the signal says so.
 * @throws EventError `read-failed` when `dir` itself cannot be read at the begin
 */
export async function watchLive(
  dir: string,
  onChange: (result: WatchResult) => void,
  signal: AbortSignal,
): Promise<void> {
  const over = (): boolean => signal.aborted;
  const followed = new Map<string, FollowedRun>();
  const problems = new Map<string, string>();
  let searched = Number.NEGATIVE_INFINITY;
  let first = true;
  while (!signal.aborted) {
    let changed = first;
    if (Date.now() - searched >= searchEvery) {
      searched = Date.now();
      for (const run of findLogs(dir)) {
        if (!followed.has(run)) followed.set(run, new FollowedRun(join(dir, run), run, dir));
      }
    }
    for (const [run, one] of followed) {
      const before = JSON.stringify(one.findings);
      const message = await readOn(one, signal);
      if (over()) return;
      if (message !== undefined) problems.set(run, message);
      changed ||= message !== undefined || JSON.stringify(one.findings) !== before;
    }
    if (changed) {
      onChange({
        runs: [...followed.keys()],
        findings: [...followed.values()].flatMap((one) => one.findings),
        problems: [...problems].map(([run, message]) => ({ run, message })),
        readings: [...followed].flatMap(([run, one]) => readingOf(run, one)),
      });
    }
    first = false;
    await sleep(lookEvery, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
