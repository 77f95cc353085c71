/** Penalty `r1`. */
import { defaulted, object, typeName } from '../build.ts';
import { weight } from './weight.ts';

export const r1 = object(
  "R1: `weight` times the mean squared norm of D's gradient at real samples, without the usual 1/2 " +
    '(Mescheder et al. 2018, equation 9).',
  {
    type: typeName('r1', "D's gradient is kept small at real samples."),
    weight: defaulted(weight, 0.05),
  },
);
