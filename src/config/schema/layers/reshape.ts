/** Layer `reshape`: the same numbers in another shape. */
import { exampled, integer, list, object } from '../build.ts';

export const reshape = object(
  'The same numbers in another shape, such as the row of numbers of a `dense` layer as an image to enlarge. ' +
    'Images are `[channels, height, width]`.',
  {
    reshape: exampled(
      list(
        'The new shape of a sample; it must have as many numbers as the old one.',
        integer('The length along one axis.', { minimum: 1, maximum: 65_536 }),
        { minItems: 1, maxItems: 4 },
      ),
      [64, 7, 7],
    ),
  },
);
