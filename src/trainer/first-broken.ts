/**
 * Where a run broke: the steps since its last checkpoint, all of whose numbers are finite, are done again. Training is
 * deterministic, so they break as they did, and the step before which all was well is known then as a whole.
 */
import { firstNonFinite, type NonFinite, type Numbers } from '../engine/index.ts';
import type { Checkpoint } from '../runs/index.ts';
import { restoreCheckpoint } from './saved.ts';
import type { Training } from './training.ts';

/** Beyond it a number of single precision is infinite. */
const largestSingle = 3.4028234663852886e38;
/** Milliseconds; what has not broken by then was broken by something else. */
const patience = 30_000;

export interface FirstBroken extends NonFinite {
  /** The step that it came from. */
  readonly step: number;
}

/**
 * The training is elsewhere afterwards: this is for one that has failed.
 * @param upTo the step by which it is known to have broken
 * @param name of the run, for messages
 * @returns undefined where it does not break again, or not in good time
 * @throws RunError where the checkpoint is not one of this training
 */
export async function findFirstBroken(
  training: Training,
  checkpoint: Checkpoint,
  upTo: number,
  name: string,
  clock: () => number,
): Promise<FirstBroken | undefined> {
  const { executable, feeder, plan } = training;
  restoreCheckpoint(training, checkpoint, name);
  const end = clock() + patience;
  for (let step = checkpoint.step; step < upTo && clock() < end; step++) {
    const before = executable.readState();
    feeder.fill(step);
    const outputs = await executable.step(feeder.arrays);
    if (allFinite(outputs) && allFinite(executable.readState())) continue;
    const double = Object.values(before).some((numbers) => numbers instanceof Float64Array);
    const found = firstNonFinite(plan.whole, before, feeder.arrays, double ? Number.MAX_VALUE : largestSingle);
    return found === undefined ? undefined : { ...found, step: step + 1 };
  }
  return undefined;
}

export function allFinite(arrays: Readonly<Record<string, Numbers>>): boolean {
  return Object.values(arrays).every((numbers) => numbers.every(Number.isFinite));
}
