/** Layer `dropout`: some numbers set to 0 at random. */
import { exampled, number, object } from '../build.ts';

export const dropout = object(
  'In training, sets a share of the numbers to 0 at random, others each time, and multiplies the rest by `1 / (1 - share)` ' +
    '(Srivastava et al. 2014). Samples for the log are made without it.',
  {
    dropout: exampled(number('The share that is set to 0.', { exclusiveMinimum: 0, maximum: 0.95 }), 0.3),
  },
);
