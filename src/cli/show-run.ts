/** Shows a run in the terminal while it goes on, from its log alone: progress, findings as they come. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isProblemOfTheLog, type FollowedRun } from '../monitor/index.ts';
import type { Finding } from '../protocol/index.ts';
import { progressLine, type Terminal } from './terminal.ts';

/** Between looks at the log. */
const lookEvery = 200;

export interface ShowOptions {
  readonly terminal: Terminal;
  /** No more will come: what is there is read to its end, then it is over. Asked before each look. */
  readonly ended: () => boolean;
  /** Findings of before are not told again. */
  readonly quietly?: boolean;
  /** Someone else keeps this run's findings.jsonl. */
  readonly readOnly?: boolean;
  /** Wakes it up to look at once. */
  readonly wake?: AbortSignal;
  /** Leaves without an end. */
  readonly leave?: AbortSignal;
}

/**
 * Shows a run until it has ended.
 * @throws EventError or RunError only when the log could not be read at the last look
 */
export async function showRun(run: FollowedRun, options: ShowOptions): Promise<void> {
  const { terminal, ended, wake, leave } = options;
  const told = new Map<string, string>();
  if (options.quietly === true) {
    readToEnd(run);
    for (const finding of run.findings) told.set(keyOf(finding), stateOf(finding));
  }
  while (leave?.aborted !== true) {
    const last = ended();
    try {
      if (readToEnd(run) && options.readOnly !== true) run.keepFindings();
    } catch (error) {
      // A log can be unreadable for a moment; at the end it is a problem.
      if (last || !isProblemOfTheLog(error)) throw error;
    }
    for (const finding of run.findings) {
      if (told.get(keyOf(finding)) === stateOf(finding)) continue;
      told.set(keyOf(finding), stateOf(finding));
      terminal.finding(finding);
    }
    const problem = run.newProblem();
    if (problem !== undefined) terminal.problem(problem);
    const status = run.status();
    const paused = status.state === 'paused' ? ' · paused' : '';
    if (status.step > 0 && !last) terminal.progress(`${progressLine(status)}${paused}`);
    if (last) break;
    await pause(wake, leave);
  }
  terminal.clear();
}

/** True when findings changed. */
function readToEnd(run: FollowedRun): boolean {
  let changed = false;
  do changed = run.read().findingsChanged || changed;
  while (run.behind);
  return changed;
}

async function pause(...signals: readonly (AbortSignal | undefined)[]): Promise<void> {
  const pending = signals.filter((signal) => signal !== undefined && !signal.aborted) as AbortSignal[];
  const signal = AbortSignal.any(pending);
  await sleep(lookEvery, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

const keyOf = ({ rule, from, raised }: Finding) => `${rule} ${from} ${raised}`;
const stateOf = ({ severity, to }: Finding) => `${severity} ${to === null ? 'open' : 'over'}`;
