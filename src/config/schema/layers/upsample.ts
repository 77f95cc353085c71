/** Layer `upsample`: a larger image by repeating its pixels. */
import { exampled, integer, object } from '../build.ts';

export const upsample = object(
  'Enlarges an image by repeating each pixel (nearest neighbour). Followed by a `conv2d` with stride 1 it is a way to ' +
    'larger images without the chequered patterns that transposed convolutions tend to (Odena et al. 2016).',
  {
    upsample: exampled(
      integer('How many times as high and as wide the image becomes.', { minimum: 2, maximum: 64 }),
      2,
    ),
  },
);
