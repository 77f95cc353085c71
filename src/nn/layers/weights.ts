/** The weights and biases of layers that are weighted sums, with spectral normalisation where it is asked for. */
import type { Initializer } from '../../config/index.ts';
import { div, sizeOfShape, type Shape, type Tensor } from '../../graph/index.ts';
import { fillBias, fillWeights } from '../initializers.ts';
import type { LayerBody, Tensors } from './layer.ts';
import { directionOf, nextDirection, spectralNorm } from './spectral-norm.ts';

export interface WeightsOf {
  readonly shape: Shape;
  /** How many numbers one output is a weighted sum of, and how many outputs one input goes into. */
  readonly inputs: number;
  readonly outputs: number;
  /** Length of the bias. */
  readonly units: number;
  /** The weights as a matrix with one row for each unit. */
  readonly matrix: (weight: Tensor) => Tensor;
}

interface WeightsConfig {
  readonly initializer: Initializer;
  readonly bias: boolean;
  readonly spectralNorm?: boolean;
}

/** Parameters `weight`, `bias` and what goes with them, and the weight as it is used. */
export interface Weights extends Pick<LayerBody, 'parameters' | 'carry'> {
  readonly weightOf: (parameters: Tensors) => Tensor;
}

export function weightsAndBias(config: WeightsConfig, { shape, inputs, outputs, units, matrix }: WeightsOf): Weights {
  const { initializer, bias, spectralNorm: normalised = false } = config;
  const lengths = { inputs, outputs, rows: shape[0]!, columns: sizeOfShape(shape.slice(1)) };
  const parameters = {
    weight: {
      shape,
      initialize: (target, random) => fillWeights(initializer, lengths, target, random),
    },
    ...(bias && {
      bias: { shape: [units], initialize: (target, random) => fillBias(initializer, inputs, target, random) },
    }),
  } satisfies LayerBody['parameters'];
  if (!normalised) return { parameters, weightOf: ({ weight }) => weight! };
  return {
    parameters: { ...parameters, direction: directionOf(units) },
    weightOf: ({ weight, direction }) => div(weight!, spectralNorm(matrix(weight!), direction!)),
    carry: ({ weight, direction }) => ({ direction: nextDirection(matrix(weight!), direction!) }),
  };
}
