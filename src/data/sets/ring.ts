/** Data set `ring`: mode i at the angle 2 pi i / modes, so that the last is not the first again. */
import type { DataSet } from './index.ts';
import { gaussians, sharesOf } from '../gaussians.ts';

export const ring: DataSet<'ring'> = ({ modes, radius, std, weights, holdout }, { random }) =>
  gaussians(
    sharesOf(weights, modes).map((weight, i) => {
      const angle = (2 * Math.PI * i) / modes;
      return { mean: [radius * Math.cos(angle), radius * Math.sin(angle)], std, weight };
    }),
    holdout,
    random,
  );
