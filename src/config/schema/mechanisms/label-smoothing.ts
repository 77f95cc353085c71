/** Mechanism `label-smoothing`. */
import { defaulted, number, object, typeName } from '../build.ts';

export const labelSmoothing = object(
  'One-sided label smoothing: D is asked to be only this sure of real samples. With target `a` it minimises ' +
    '`a sp(-D(x)) + (1 - a) sp(D(x))` on them in place of `sp(-D(x))`; generated samples keep the target 0 ' +
    '(Salimans et al. 2016, section 3.4).',
  {
    type: typeName('label-smoothing', 'D is asked to be less than sure of real samples (Salimans et al. 2016).'),
    real: defaulted(
      number('The probability of "real" that D is asked for on real samples.', {
        exclusiveMinimum: 0.5,
        exclusiveMaximum: 1,
      }),
      0.9,
    ),
  },
);
