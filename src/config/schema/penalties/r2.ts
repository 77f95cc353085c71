/** Penalty `r2`. */
import { defaulted, object, typeName } from '../build.ts';
import { weight } from './weight.ts';

export const r2 = object(
  "R2: `weight` times the mean squared norm of D's gradient at generated samples, without the usual 1/2 " +
    '(Mescheder et al. 2018, equation 10). Beside `r1`, with the relativistic objective, it is R3GAN.',
  {
    type: typeName('r2', "D's gradient is kept small at generated samples."),
    weight: defaulted(weight, 0.05),
  },
);
