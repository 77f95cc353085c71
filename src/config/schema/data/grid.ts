/** Data set `grid`: Gaussians on the points of a square grid centred at the origin. */
import { integer, number, object, typeName, exampled } from '../build.ts';
import { holdout } from './holdout.ts';
import { weights } from './weights.ts';

export const grid = object(
  'Points from Gaussians on a square grid that is centred at the origin; `side` times `side` modes.',
  {
    type: typeName('grid', 'Gaussians on a square grid, in 2 dimensions.'),
    side: exampled(integer('Modes along each side; 5 gives the usual 25.', { minimum: 1, maximum: 100 }), 5),
    spacing: exampled(number('Distance between neighbouring modes.', { exclusiveMinimum: 0, maximum: 1e6 }), 1),
    std: exampled(
      number('Standard deviation of each Gaussian, the same in both directions.', {
        exclusiveMinimum: 0,
        maximum: 1e6,
      }),
      0.05,
    ),
    weights: weights(10_000),
    holdout,
  },
);
