/** Penalty `gradient`: WGAN-GP. */
import { defaulted, object, typeName } from '../build.ts';
import { weight } from './weight.ts';

export const gradient = object(
  "WGAN-GP: `weight` times the mean of `(norm of D's gradient - 1)^2`, at points drawn between real and generated samples " +
    '(Gulrajani et al. 2017, section 4). 10 for images, 0.1 for points.',
  {
    type: typeName('gradient', "D's gradient is drawn to norm 1 between real and generated samples (WGAN-GP)."),
    weight: defaulted(weight, 10),
  },
);
