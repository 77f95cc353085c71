/**
 * Layer `batch-norm` (Ioffe and Szegedy 2015). In training it goes by the batch at hand. Samples to be looked at are made
 * with averages over the batches of the generator's updates, so that what becomes of a latent depends on it alone.
 */
import type { LayerConfigOf } from '../../config/index.ts';
import { add, div, mean, mul, reshape, sizeOfShape, sqrt, square, sub, type Tensor } from '../../graph/index.ts';
import { activations } from '../activations.ts';
import type { SampleShape } from '../shapes/index.ts';
import { channelsOf, overChannels } from './channels.ts';
import type { LayerBody } from './layer.ts';

/** Added to the variance, and the share of a new batch in the averages: as in PyTorch. */
const least = 1e-5;
const momentum = 0.1;

/** @param input [channels, ...]; each channel is normalised on its own */
export function batchNormLayer(config: LayerConfigOf<'batch-norm'>, input: SampleShape): LayerBody {
  const shape = [channelsOf(input)];
  const activation = activations[config.activation];
  return {
    parameters: {
      gain: { shape, initialize: (target) => void target.fill(1) },
      bias: { shape, initialize: () => undefined },
      mean: { shape, initialize: () => undefined, carried: true },
      variance: { shape, initialize: (target) => void target.fill(1), carried: true },
    },
    samplewise: false,
    apply: (parameters, x, mode) => {
      const { mean: center, variance } = mode === 'sampling' ? parameters : momentsOf(x);
      const deviation = overChannels(sqrt(add(variance, least)), x.shape);
      const normal = div(sub(x, overChannels(center, x.shape)), deviation);
      const scaled = mul(normal, overChannels(parameters['gain']!, x.shape));
      return activation(add(scaled, overChannels(parameters['bias']!, x.shape)));
    },
    carry: ({ mean: center, variance }, x) => {
      if (x === undefined) return {};
      const batch = momentsOf(x);
      const count = sizeOfShape(x.shape) / shape[0]!;
      const towards = (average: Tensor, now: Tensor): Tensor => add(mul(average, 1 - momentum), mul(now, momentum));
      // The average is one of unbiased variances
      const unbiased = mul(batch.variance, count / Math.max(count - 1, 1));
      return { mean: towards(center!, batch.mean), variance: towards(variance!, unbiased) };
    },
  };
}

/** Of each channel, over all else, [channels]. */
function momentsOf(x: Tensor): { readonly mean: Tensor; readonly variance: Tensor } {
  const others = x.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis]));
  const center = mean(x, others, { keepDims: true });
  return { mean: reshape(center, [-1]), variance: mean(square(sub(x, center)), others) };
}
