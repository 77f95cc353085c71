/** Data set `spiral`: arms that wind around the origin. */
import { defaulted, exampled, integer, number, object, typeName } from '../build.ts';
import { holdout } from './holdout.ts';

export const spiral = object(
  'Points along arms that wind around the origin: the distance `radius s` at the angle `2 pi (turns s + arm / arms)`, s from 0 to 1.',
  {
    type: typeName('spiral', 'Arms that wind around the origin, in 2 dimensions.'),
    arms: defaulted(integer('How many arms there are.', { minimum: 1, maximum: 100 }), 2),
    turns: defaulted(number('How often an arm goes around the origin.', { exclusiveMinimum: 0, maximum: 100 }), 1.5),
    radius: exampled(number('How far an arm reaches.', { exclusiveMinimum: 0, maximum: 1e6 }), 2),
    std: exampled(
      number('Standard deviation of the noise around an arm, the same in both directions.', {
        minimum: 0,
        maximum: 1e6,
      }),
      0.05,
    ),
    holdout,
  },
);
