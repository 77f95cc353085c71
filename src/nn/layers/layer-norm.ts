/** Layer `layer-norm` (Ba et al. 2016); over images as WGAN-GP's critic has it, with gain and bias for each channel. */
import type { LayerConfigOf } from '../../config/index.ts';
import { add, div, mean, mul, sqrt, square, sub } from '../../graph/index.ts';
import { activations } from '../activations.ts';
import type { SampleShape } from '../shapes/index.ts';
import { channelsOf, overChannels } from './channels.ts';
import type { LayerBody } from './layer.ts';

/** Added to the variance: as in PyTorch. */
const least = 1e-5;

/** @param input [channels, ...] */
export function layerNormLayer(config: LayerConfigOf<'layer-norm'>, input: SampleShape): LayerBody {
  const shape = [channelsOf(input)];
  const activation = activations[config.activation];
  return {
    parameters: {
      gain: { shape, initialize: (target) => void target.fill(1) },
      bias: { shape, initialize: () => undefined },
    },
    samplewise: true,
    apply: ({ gain, bias }, x) => {
      const own = x.shape.map((_, axis) => axis).slice(1);
      const centered = sub(x, mean(x, own, { keepDims: true }));
      const variance = mean(square(centered), own, { keepDims: true });
      const normal = div(centered, sqrt(add(variance, least)));
      return activation(add(mul(normal, overChannels(gain!, x.shape)), overChannels(bias!, x.shape)));
    },
  };
}
