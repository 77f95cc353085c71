/** Whether a model fits into memory, before anything of it is made: a process that runs out of it ends without a word. */
import { totalmem } from 'node:os';
import type { StepPlan } from '../gan/index.ts';
import { memoryOf, optimise } from '../graph/index.ts';
import { TooLargeError } from './errors.ts';

/** Bytes that this process may have at most: those of the machine, or of the container that it runs in. */
export function availableMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(totalmem(), constrained) : totalmem();
}

/** @throws TooLargeError where the step, with the numbers that it starts from, needs more than `available` bytes */
export function requireMemory({ whole, slices }: Pick<StepPlan, 'whole' | 'slices'>, available: number): void {
  const { state, inputs, values } = memoryOf(optimise(whole));
  // The first numbers are drawn in double precision, which takes as much as the state and its successor
  const needed = 2 * state + inputs + values;
  if (needed <= available) return;
  // Gradients and the steps of an optimiser are among the values, each as large as the parameters
  if (inputs + values > 2 * state) throw new TooLargeError('training.batch', 'the batch', needed, available);
  const sizeOf = (name: string): number => slices[name]!.at(-1)?.end ?? 0;
  const largest = Object.keys(slices).sort((a, b) => sizeOf(b) - sizeOf(a))[0]!;
  throw new TooLargeError(`${largest}.layers`, `the parameters of the ${largest}`, needed, available);
}
