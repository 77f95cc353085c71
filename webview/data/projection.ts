/** A projection in numbers. */
import type { InspectionWish, ProjectionUpdate } from '../../src/protocol/index.ts';

/** How many samples are near a mode, -1: near none. */
export interface ProjectionRow {
  readonly mode: number;
  readonly real: number;
  readonly generated: number;
}

/** One row for each mode, and last one for what is near none where there is any; of data without modes one for all. */
export function rowsOf({ modes, realModes, generatedModes }: ProjectionUpdate): readonly ProjectionRow[] {
  const rows = Array.from({ length: modes }, (_, mode) => rowOf(mode, realModes, generatedModes));
  const none = rowOf(-1, realModes, generatedModes);
  return modes > 0 && none.real + none.generated === 0 ? rows : [...rows, none];
}

/** What to ask to look at a generated point; null where there is none. */
export function wishOf({ of, steps, samples }: ProjectionUpdate, point: number): InspectionWish | null {
  const [step, sample] = [steps[point], samples[point]];
  return step === undefined || sample === undefined ? null : { step, of, sample };
}

/** The generated point that is looked at; -1 where it is not among those that are laid out. */
export function pointOf({ of, steps, samples }: ProjectionUpdate, wish: InspectionWish | null): number {
  return wish?.of === of ? samples.findIndex((sample, i) => sample === wish.sample && steps[i] === wish.step) : -1;
}

function rowOf(mode: number, real: Int16Array, generated: Int16Array): ProjectionRow {
  const countIn = (modes: Int16Array): number => modes.reduce((sum, each) => sum + (each === mode ? 1 : 0), 0);
  return { mode, real: countIn(real), generated: countIn(generated) };
}
