/** Penalty `dragan`. */
import { defaulted, object, typeName } from '../build.ts';
import { weight } from './weight.ts';

export const dragan = object(
  "DRAGAN: `weight` times the mean of `(norm of D's gradient - 1)^2`, at real samples moved by up to half a standard " +
    'deviation of the batch (Kodali et al. 2017).',
  {
    type: typeName('dragan', "D's gradient is drawn to norm 1 around the real samples (DRAGAN)."),
    weight: defaulted(weight, 10),
  },
);
