/** One number for each channel of an image. */
import { add, reshape, type Tensor } from '../../graph/index.ts';

/** @param x [n, channels, height, width]; @param bias [channels], absent: nothing is added */
export function addToChannels(x: Tensor, bias: Tensor | undefined): Tensor {
  return bias === undefined ? x : add(x, reshape(bias, [1, -1, 1, 1]));
}
