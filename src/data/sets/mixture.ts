/** Data set `mixture`: Gaussians at given means, with weights that need not sum to 1. */
import type { DataSet } from './index.ts';
import { DataError } from '../errors.ts';
import { gaussians } from '../gaussians.ts';

export const mixture: DataSet<'mixture'> = ({ means, stds, weights, holdout }, { random }) => {
  const dimensions = means[0]?.length ?? 0;
  if (means.some((mean) => mean.length !== dimensions)) {
    throw new DataError('ragged', 'data.means: all means need the same number of coordinates');
  }
  for (const [key, list] of Object.entries({ stds, weights })) {
    if (Array.isArray(list) && list.length !== means.length) {
      throw new DataError('ragged', `data.${key}: ${list.length} numbers for ${means.length} means; give one for each`);
    }
  }
  const total = weights === undefined ? means.length : weights.reduce((sum, weight) => sum + weight, 0);
  return gaussians(
    means.map((mean, i) => ({
      mean,
      std: typeof stds === 'number' ? stds : stds[i]!,
      weight: (weights === undefined ? 1 : weights[i]!) / total,
    })),
    holdout,
    random,
  );
};
