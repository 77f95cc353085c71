/** Data set `moons`: two half circles that reach into each other. */
import { exampled, number, object, typeName } from '../build.ts';
import { holdout } from './holdout.ts';

export const moons = object(
  'Points around two half circles of radius 1 that reach into each other: `(cos t, sin t)` and `(1 - cos t, 1/2 - sin t)`, as scikit-learn places them.',
  {
    type: typeName('moons', 'Two half circles that reach into each other, in 2 dimensions.'),
    std: exampled(
      number('Standard deviation of the noise around them, the same in both directions.', {
        minimum: 0,
        maximum: 1e6,
      }),
      0.05,
    ),
    holdout,
  },
);
