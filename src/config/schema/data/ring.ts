/** Data set `ring`: Gaussians evenly spaced on a circle, the common first test of mode dropping. */
import { integer, number, object, typeName, exampled } from '../build.ts';
import { holdout } from './holdout.ts';
import { weights } from './weights.ts';

export const ring = object(
  'Points from Gaussians evenly spaced on a circle, mode i at the angle 2 pi i / modes (so the last is not the first again).',
  {
    type: typeName('ring', 'Gaussians evenly spaced on a circle, in 2 dimensions.'),
    modes: exampled(integer('How many Gaussians stand on the circle.', { minimum: 1, maximum: 1000 }), 8),
    radius: exampled(number('Radius of the circle.', { exclusiveMinimum: 0, maximum: 1e6 }), 2),
    std: exampled(
      number('Standard deviation of each Gaussian, the same in both directions.', {
        exclusiveMinimum: 0,
        maximum: 1e6,
      }),
      0.02,
    ),
    weights: weights(1000),
    holdout,
  },
);
