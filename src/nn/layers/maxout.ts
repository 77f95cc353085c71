/** Layer `maxout` (Goodfellow et al. 2013, section 3): the largest of each unit's weighted sums. */
import type { LayerConfigOf } from '../../config/index.ts';
import { add, matmul, reduceMax, reshape, transpose } from '../../graph/index.ts';
import { sizeOf, type SampleShape } from '../shapes/index.ts';
import type { LayerBody } from './layer.ts';
import { weightsAndBias } from './weights.ts';

/** @param input shape of one sample; its numbers are taken as one row */
export function maxoutLayer(config: LayerConfigOf<'maxout'>, input: SampleShape): LayerBody {
  const { maxout: units, pieces } = config;
  const inputs = sizeOf(input);
  const sums = units * pieces;
  const { weightOf, ...weights } = weightsAndBias(config, {
    shape: [inputs, sums],
    inputs,
    outputs: sums,
    units: sums,
    matrix: (weight) => transpose(weight),
  });
  return {
    ...weights,
    samplewise: true,
    apply: (parameters, x) => {
      const n = x.shape[0]!;
      const product = matmul(reshape(x, [n, inputs]), weightOf(parameters));
      const { bias } = parameters;
      // The pieces of a unit lie side by side
      return reduceMax(reshape(bias === undefined ? product : add(product, bias), [n, units, pieces]), 2);
    },
  };
}
