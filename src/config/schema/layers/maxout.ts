/** Layer `maxout`: the largest of several weighted sums. */
import { boolean, defaulted, exampled, integer, object } from '../build.ts';
import { initializer } from '../initializer.ts';

export const maxout = object(
  'A fully connected layer without an activation of its own: each output is the largest of some weighted sums of all ' +
    'inputs, its pieces (Goodfellow et al. 2013).',
  {
    maxout: exampled(integer('How many numbers the layer puts out.', { minimum: 1, maximum: 8192 }), 200),
    pieces: defaulted(integer('Weighted sums for each output.', { minimum: 2, maximum: 32 }), 5),
    initializer: defaulted(initializer, 'glorot-uniform'),
    bias: defaulted(boolean('Whether a learned number is added to each weighted sum.'), true),
  },
);
