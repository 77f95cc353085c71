/** Layer `minibatch-discrimination` (Salimans et al. 2016, section 3.2). */
import type { LayerConfig } from '../../config/index.ts';
import { abs, concat, exp, matmul, neg, reshape, sub, sum } from '../../graph/index.ts';
import { sizeOf, type SampleShape } from '../shapes/index.ts';
import type { LayerBody } from './layer.ts';
import { weightsAndBias } from './weights.ts';

/** @param input shape of one sample; its numbers are taken as one row */
export function minibatchDiscriminationLayer(
  config: Extract<LayerConfig, { 'minibatch-discrimination': number }>,
  input: SampleShape,
): LayerBody {
  const { 'minibatch-discrimination': kernels, dimensions } = config;
  const inputs = sizeOf(input);
  const projections = kernels * dimensions;
  const { weightOf, ...weights } = weightsAndBias(
    { initializer: config.initializer, bias: false },
    { shape: [inputs, projections], inputs, outputs: projections, units: projections, matrix: (weight) => weight },
  );
  return {
    ...weights,
    samplewise: false,
    apply: (parameters, x) => {
      const n = x.shape[0]!;
      const rows = reshape(x, [n, inputs]);
      const projected = matmul(rows, weightOf(parameters));
      const apart = abs(sub(reshape(projected, [n, 1, projections]), reshape(projected, [1, n, projections])));
      const close = exp(neg(sum(reshape(apart, [n, n, kernels, dimensions]), 3)));
      // Without the sample itself, which is as close as can be
      return concat([rows, sub(sum(close, 1), 1)], 1);
    },
  };
}
