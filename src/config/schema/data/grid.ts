/** Data set `grid`: Gaussians on the points of a square grid centred at the origin. */
import { integer, number, object, typeName } from '../build.ts';
import { holdout } from './holdout.ts';

export const grid = object(
  'Points from Gaussians on a square grid that is centred at the origin; `side` times `side` modes.',
  {
    type: typeName('grid', 'Gaussians on a square grid, in 2 dimensions.'),
    side: integer('Modes along each side; 5 gives the usual 25.', { minimum: 1, maximum: 100 }),
    spacing: number('Distance between neighbouring modes.', { exclusiveMinimum: 0, maximum: 1e6 }),
    std: number('Standard deviation of each Gaussian, the same in both directions.', {
      exclusiveMinimum: 0,
      maximum: 1e6,
    }),
    holdout,
  },
);
