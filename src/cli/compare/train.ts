/** Trains what has not been trained yet, some at a time, each in a process of its own. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lookAtRun, writeControl, type ListedRun } from '../../runs/index.ts';
import type { Overrides } from '../checked-config.ts';
import { shown } from '../files.ts';
import { CliError, type Io } from '../io.ts';
import { endOf, startTrainer, words } from '../trainer.ts';
import type { Contestant } from './contestants.ts';
import { runsIn } from './results.ts';

/** Milliseconds. */
const waitEvery = 100;
const longestWait = 3000;

export interface Task {
  readonly contestant: Contestant;
  readonly seed: number;
}

export interface TrainingOptions {
  /** The comparison's folder. */
  readonly folder: string;
  readonly jobs: number;
  readonly overrides: Overrides;
  readonly begun: (task: Task) => void;
  /** The run has ended; measured here. @throws CliError where it cannot be used */
  readonly ended: (task: Task, run: string) => void;
}

/**
 * Trains all tasks; finished runs found in the folder count, unfinished ones are gone on with from their checkpoints.
 * Asked to stop, it stops the runs in good order and returns.
 * @throws CliError of the first run that could not be used, once those beside it have ended
 */
export async function trainAll(io: Io, tasks: readonly Task[], options: TrainingOptions): Promise<void> {
  const queue = [...tasks];
  const errors: unknown[] = [];
  const { stop } = io;
  const work = async (): Promise<void> => {
    while (!stop.aborted && errors.length === 0) {
      const task = queue.shift();
      if (task === undefined) return;
      try {
        await trainOne(io, task, options);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.jobs, tasks.length) }, work));
  if (errors.length > 0) throw errors[0];
}

async function trainOne(io: Io, task: Task, options: TrainingOptions): Promise<void> {
  const { contestant, seed } = task;
  const earlier = await settled(() =>
    runsIn(options.folder, contestant.label).find(({ manifest }) => manifest.seed === seed),
  );
  if (earlier?.state === 'running' || earlier?.state === 'paused') {
    const { pid } = earlier.manifest;
    throw new CliError(`${shown(earlier.folder)}: the run is ${earlier.state} (process ${pid}); stop it first`);
  }
  options.begun(task);
  if (earlier?.state === 'finished') {
    options.ended(task, earlier.folder);
    return;
  }
  const trainer = await startTrainer(
    io,
    earlier === undefined ? newRun(task, options) : ['--resume', earlier.folder],
    (named) => (named === contestant.path ? contestant.file : shown(named)),
  );
  const askToStop = () => writeControl(trainer.folder, 'stop');
  if (io.stop.aborted) askToStop();
  else io.stop.addEventListener('abort', askToStop, { once: true });
  await endOf(trainer.ended);
  io.stop.removeEventListener('abort', askToStop);
  const { state, manifest } = lookAtRun(trainer.folder);
  // A game that ends in nothing but NaN is a result; a full disk is none.
  const wrecked = state === 'failed' && /NaN/.test(manifest.reason ?? '');
  if (state === 'finished' || wrecked) options.ended(task, trainer.folder);
  else if (!io.stop.aborted) {
    const why = words(manifest.reason ?? trainer.lastWords());
    throw new CliError(`${contestant.file}:1:1 the run of seed ${seed} ${state}${why}; go on with --resume`);
  }
}

/** A trainer whose comparison was killed ends by itself in a moment. */
async function settled(look: () => ListedRun | undefined): Promise<ListedRun | undefined> {
  let run = look();
  for (let waited = 0; run?.state === 'running' && waited < longestWait; waited += waitEvery) {
    await sleep(waitEvery);
    run = look();
  }
  return run;
}

function newRun({ contestant, seed }: Task, { folder, overrides }: TrainingOptions): string[] {
  const { steps, engine } = overrides;
  const given = Object.entries({ steps, seed, engine }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );
  return ['--config', contestant.path, '--runs', join(folder, contestant.label), ...given];
}
