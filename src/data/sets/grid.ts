/** Data set `grid`: `side` times `side` modes around the origin, column by column. */
import type { DataSet } from './index.ts';
import { gaussians } from '../gaussians.ts';

export const grid: DataSet<'grid'> = ({ side, spacing, std, holdout }, { random }) => {
  const at = (i: number): number => (i - (side - 1) / 2) * spacing;
  return gaussians(
    Array.from({ length: side * side }, (_, i) => ({
      mean: [at(Math.floor(i / side)), at(i % side)],
      std,
      weight: 1 / (side * side),
    })),
    holdout,
    random,
  );
};
