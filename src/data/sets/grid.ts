/** Data set `grid`: `side` times `side` modes around the origin, column by column. */
import type { DataSet } from './index.ts';
import { gaussians, sharesOf } from '../gaussians.ts';

export const grid: DataSet<'grid'> = ({ side, spacing, std, weights, holdout }, { random }) => {
  const at = (i: number): number => (i - (side - 1) / 2) * spacing;
  return gaussians(
    sharesOf(weights, side * side).map((weight, i) => ({
      mean: [at(Math.floor(i / side)), at(i % side)],
      std,
      weight,
    })),
    holdout,
    random,
  );
};
