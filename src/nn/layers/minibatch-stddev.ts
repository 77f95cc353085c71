/** Layer `minibatch-stddev` (Karras et al. 2017, section 3, in groups as in their published code). */
import type { LayerConfig } from '../../config/index.ts';
import { add, broadcastTo, concat, mean, reshape, sqrt, square, sub } from '../../graph/index.ts';
import { sizeOf, type SampleShape } from '../shapes/index.ts';
import type { LayerBody } from './layer.ts';

/** @param input shape of one sample; its numbers are taken as one row */
export function minibatchStddevLayer(
  config: Extract<LayerConfig, { 'minibatch-stddev': number }>,
  input: SampleShape,
): LayerBody {
  const group = config['minibatch-stddev'];
  const inputs = sizeOf(input);
  return {
    parameters: {},
    samplewise: false,
    apply: (_, x) => {
      const n = x.shape[0]!;
      const groups = reshape(x, [-1, group, inputs]);
      const variance = mean(square(sub(groups, mean(groups, 1, { keepDims: true }))), 1);
      // 1e-8 as in their code: differentiable where all samples are the same
      const deviation = mean(sqrt(add(variance, 1e-8)), 1);
      const each = reshape(broadcastTo(reshape(deviation, [n / group, 1]), [n / group, group]), [n, 1]);
      return concat([reshape(x, [n, inputs]), each], 1);
    },
  };
}
