/** What `train` and `resume` have in common: a trainer, shown until it ends, and the exit status that follows. */
import os from 'node:os';
import { FollowedRun } from '../monitor/index.ts';
import { engineFailure, fallbackEngine } from '../protocol/index.ts';
import { writeControl } from '../runs/index.ts';
import { shown } from './files.ts';
import { CliError, exit, type Io } from './io.ts';
import { showRun } from './show-run.ts';
import { isWarning, summaryOf } from './summary.ts';
import { createTerminal } from './terminal.ts';
import { startTrainer, words, type RunningTrainer } from './trainer.ts';

export interface FollowOptions {
  readonly strict: boolean;
  /** How the config is named to the user. */
  readonly config: string;
  /** The run has a past, whose findings are not told again. */
  readonly resumed: boolean;
}

/** @returns the exit status. @throws CliError when the run failed */
export async function followTrainer(io: Io, trainer: RunningTrainer, options: FollowOptions): Promise<number> {
  const terminal = createTerminal(io.out, io.err);
  for (const line of trainer.skipped) terminal.line(`left out: ${line}`);
  yieldToTrainer();
  const askToStop = () => {
    terminal.line('stopping after this step (Ctrl+C again to kill) …');
    writeControl(trainer.folder, 'stop');
  };
  if (io.stop.aborted) askToStop();
  else io.stop.addEventListener('abort', askToStop, { once: true });
  const run = new FollowedRun(trainer.folder, '');
  try {
    await showRun(run, {
      terminal,
      ended: () => trainer.ended.aborted,
      wake: trainer.ended,
      quietly: options.resumed,
    });
  } finally {
    io.stop.removeEventListener('abort', askToStop);
    run.keepFindings();
  }
  const { state, reason } = run.status();
  const failure = state === 'failed' || state === 'crashed' ? engineFailure(trainer.end()) : undefined;
  const engine = run.manifest?.engine.name;
  if (failure !== undefined && engine !== undefined && engine !== fallbackEngine && !io.kill.aborted) {
    terminal.line(
      `the engine "${engine}" broke off (${failure}); going on from the last checkpoint with "${fallbackEngine}"`,
    );
    const next = await startTrainer(io, ['--resume', trainer.folder, '--engine', fallbackEngine], shown);
    return followTrainer(io, next, { ...options, resumed: true });
  }
  // Of a folder that someone has removed there is nothing to sum up.
  const gone = run.manifest === null;
  if (!gone) for (const line of summaryOf(run)) terminal.line(line);
  if (state === 'failed' || state === 'crashed' || gone) {
    const why = io.kill.aborted ? 'was killed' : state === 'failed' ? 'failed' : 'ended unexpectedly';
    throw new CliError(`${options.config}:1:1 the run ${why}${words(reason ?? trainer.lastWords())}`);
  }
  const warned = run.findings.some(({ severity }) => isWarning(severity));
  return options.strict && warned ? exit.findings : exit.fine;
}

/** Judging may wait; training may not. */
function yieldToTrainer(): void {
  try {
    os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch (error) {
    // Some systems do not allow it; then it runs like any other process.
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
