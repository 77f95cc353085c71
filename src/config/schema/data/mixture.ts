/** Data set `mixture`: Gaussians with means, deviations and weights of one's own, in any dimension. */
import { list, number, numberOrList, object, typeName, exampled } from '../build.ts';
import { holdout } from './holdout.ts';
import { weights } from './weights.ts';

const coordinate = number('One coordinate of a mean.', { maximum: 1e6 });
const mean = list('The mean of one mode: one number for each dimension.', coordinate, { minItems: 1, maxItems: 4096 });

export const mixture = object(
  'Points from Gaussians with means, deviations and weights of your own, in any dimension.',
  {
    type: typeName('mixture', 'Gaussians at means of your own, in any dimension.'),
    means: exampled(
      list('The means, one list of coordinates for each mode; all of the same length.', mean, {
        minItems: 1,
        maxItems: 1000,
      }),
      [
        [-1, 0],
        [1, 0],
      ],
    ),
    stds: exampled(
      numberOrList('Standard deviation, the same in all directions: one number for all modes, or one for each.', {
        exclusiveMinimum: 0,
        maximum: 1e6,
        maxItems: 1000,
      }),
      0.1,
    ),
    weights: weights(1000),
    holdout,
  },
);
