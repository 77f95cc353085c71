/** What convolutions have in common: the window that they slide over an image. */
import { defaulted, integer } from '../build.ts';

export const window = {
  kernel: defaulted(integer('Height and width of the window, in pixels.', { minimum: 1, maximum: 63 }), 4),
  stride: defaulted(
    integer('How many pixels the window moves on. With kernel 4 and padding 1, stride 2 halves or doubles the size.', {
      minimum: 1,
      maximum: 63,
    }),
    2,
  ),
  padding: defaulted(
    integer('How many zeros are put around the (larger) image on each side.', { minimum: 0, maximum: 62 }),
    1,
  ),
};
