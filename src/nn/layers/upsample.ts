/** Layer `upsample`: nearest neighbour, each pixel repeated. */
import type { LayerConfigOf } from '../../config/index.ts';
import { broadcastTo, reshape } from '../../graph/index.ts';
import type { SampleShape } from '../shapes/index.ts';
import type { LayerBody } from './layer.ts';

/** @param input [channels, height, width] */
export function upsampleLayer(
  { upsample: factor }: LayerConfigOf<'upsample'>,
  input: SampleShape,
  output: SampleShape,
): LayerBody {
  const [channels, height, width] = input as [number, number, number];
  return {
    parameters: {},
    samplewise: true,
    apply: (_, x) => {
      const n = x.shape[0]!;
      const pixels = reshape(x, [n, channels, height, 1, width, 1]);
      return reshape(broadcastTo(pixels, [n, channels, height, factor, width, factor]), [n, ...output]);
    },
  };
}
