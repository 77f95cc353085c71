/** Data set `random`: Gaussians at random places. */
import { defaulted, exampled, integer, number, object, typeName } from '../build.ts';
import { holdout } from './holdout.ts';
import { weights } from './weights.ts';

export const random = object(
  'Points from Gaussians whose centres are drawn evenly from a box around the origin, `extent` to each side.',
  {
    type: typeName('random', 'Gaussians at random places, in any dimension.'),
    modes: exampled(integer('How many Gaussians there are.', { minimum: 1, maximum: 10_000 }), 10),
    dimensions: defaulted(integer('Numbers that a point has.', { minimum: 1, maximum: 4096 }), 2),
    extent: exampled(number('How far the box goes to each side.', { exclusiveMinimum: 0, maximum: 1e6 }), 2),
    std: exampled(
      number('Standard deviation of each Gaussian, the same in all directions.', { exclusiveMinimum: 0, maximum: 1e6 }),
      0.05,
    ),
    weights: weights(10_000),
    centres: defaulted(
      integer(
        'The places come from this number. It is apart from `training.seed`, so that runs with other seeds have the same data.',
        { minimum: 0, maximum: 4_294_967_295 },
      ),
      1,
    ),
    holdout,
  },
);
