/** A projection in numbers. */
import type { ProjectionUpdate } from '../../src/protocol/index.ts';

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

function rowOf(mode: number, real: Int16Array, generated: Int16Array): ProjectionRow {
  const countIn = (modes: Int16Array): number => modes.reduce((sum, each) => sum + (each === mode ? 1 : 0), 0);
  return { mode, real: countIn(real), generated: countIn(generated) };
}
