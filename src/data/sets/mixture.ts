/** Data set `mixture`: Gaussians at given means, with weights that need not sum to 1. */
import type { DataSet } from './index.ts';
import { DataError } from '../errors.ts';
import { gaussians, sharesOf } from '../gaussians.ts';

export const mixture: DataSet<'mixture'> = ({ means, stds, weights, holdout }, { random }) => {
  const dimensions = means[0]?.length ?? 0;
  if (means.some((mean) => mean.length !== dimensions)) {
    throw new DataError('ragged', 'data.means: all means need the same number of coordinates');
  }
  if (typeof stds !== 'number' && stds.length !== means.length) {
    throw new DataError('ragged', `data.stds: ${stds.length} numbers for ${means.length} means; give one for each`);
  }
  const shares = sharesOf(weights, means.length);
  return gaussians(
    means.map((mean, i) => ({
      mean,
      std: typeof stds === 'number' ? stds : stds[i]!,
      weight: shares[i]!,
    })),
    holdout,
    random,
  );
};
