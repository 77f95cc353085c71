/** The weights and biases of layers that are weighted sums. */
import type { Initializer } from '../../config/index.ts';
import { sizeOfShape, type Shape } from '../../graph/index.ts';
import { fillBias, fillWeights } from '../initializers.ts';
import type { Parameter } from './layer.ts';

export interface WeightsOf {
  readonly shape: Shape;
  /** How many numbers one output is a weighted sum of, and how many outputs one input goes into. */
  readonly inputs: number;
  readonly outputs: number;
  /** Length of the bias. */
  readonly units: number;
}

export function weightsAndBias(
  { initializer, bias }: { readonly initializer: Initializer; readonly bias: boolean },
  { shape, inputs, outputs, units }: WeightsOf,
): Record<string, Parameter> {
  return {
    weight: {
      shape,
      initialize: (target, random) =>
        fillWeights(
          initializer,
          { inputs, outputs, rows: shape[0]!, columns: sizeOfShape(shape.slice(1)) },
          target,
          random,
        ),
    },
    ...(bias && {
      bias: { shape: [units], initialize: (target, random) => fillBias(initializer, inputs, target, random) },
    }),
  };
}
