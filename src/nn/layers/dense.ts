/** Layer `dense`: activation(x weight + bias). */
import type { LayerConfig } from '../../config/index.ts';
import { add, matmul, reshape } from '../../graph/index.ts';
import { activations } from '../activations.ts';
import { fillFrom, initializers } from '../initializers.ts';
import { sizeOf, type SampleShape } from '../shapes/index.ts';
import type { Layer } from './layer.ts';

/** @param input shape of one sample; its numbers are taken as one row */
export function denseLayer(config: Extract<LayerConfig, { dense: number }>, input: SampleShape): Layer {
  const inputs = sizeOf(input);
  const outputs = config.dense;
  const rule = initializers[config.initializer];
  const activation = activations[config.activation];
  return {
    parameters: {
      weight: {
        shape: [inputs, outputs],
        initialize: (target, random) => fillFrom(rule.weight(inputs, outputs), target, random),
      },
      ...(config.bias && {
        bias: {
          shape: [outputs],
          initialize: (target, random) => {
            if (rule.bias !== undefined) fillFrom(rule.bias(inputs), target, random);
          },
        },
      }),
    },
    samplewise: true,
    output: [outputs],
    apply: ({ weight, bias }, x) => {
      const rows = x.shape.length === 2 ? x : reshape(x, [x.shape[0]!, inputs]);
      const product = matmul(rows, weight!);
      return activation(bias === undefined ? product : add(product, bias));
    },
  };
}
