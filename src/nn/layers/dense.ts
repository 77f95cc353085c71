/** Layer `dense`: activation(x weight + bias). */
import type { LayerConfigOf } from '../../config/index.ts';
import { add, matmul, reshape, transpose } from '../../graph/index.ts';
import { activations } from '../activations.ts';
import { sizeOf, type SampleShape } from '../shapes/index.ts';
import type { LayerBody } from './layer.ts';
import { weightsAndBias } from './weights.ts';

/** @param input shape of one sample; its numbers are taken as one row */
export function denseLayer(config: LayerConfigOf<'dense'>, input: SampleShape): LayerBody {
  const inputs = sizeOf(input);
  const outputs = config.dense;
  const activation = activations[config.activation];
  const { weightOf, ...weights } = weightsAndBias(config, {
    shape: [inputs, outputs],
    inputs,
    outputs,
    units: outputs,
    matrix: (weight) => transpose(weight),
  });
  return {
    ...weights,
    samplewise: true,
    apply: (parameters, x) => {
      const product = matmul(reshape(x, [x.shape[0]!, inputs]), weightOf(parameters));
      const { bias } = parameters;
      return activation(bias === undefined ? product : add(product, bias));
    },
  };
}
