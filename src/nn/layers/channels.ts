/** One number for each channel of an image, or for each number of a row. */
import { add, reshape, type Shape, type Tensor } from '../../graph/index.ts';
import type { SampleShape } from '../shapes/index.ts';

/** @param bias [channels], absent: nothing is added */
export function addToChannels(x: Tensor, bias: Tensor | undefined): Tensor {
  return bias === undefined ? x : add(x, overChannels(bias, x.shape));
}

/** Made ready to meet a batch of a shape, [n, channels, ...]. */
export function overChannels(perChannel: Tensor, batch: Shape): Tensor {
  return reshape(
    perChannel,
    batch.map((_, axis) => (axis === 1 ? -1 : 1)),
  );
}

/** How many of them a sample has. */
export function channelsOf(input: SampleShape): number {
  return input[0]!;
}
