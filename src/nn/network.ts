/**
 * A network as a function of one flat vector that holds all its parameters. One vector means one chain of optimiser
 * nodes for the whole network instead of one for each tensor in it, which is a sixth of the time of a small step.
 */
import type { LayerConfig } from '../config/index.ts';
import { named, reshape, sizeOfShape, slice, type Shape, type Tensor } from '../graph/index.ts';
import type { Random } from '../random/index.ts';
import { createLayer } from './layers/index.ts';
import type { SampleShape } from './shapes/index.ts';

/** Where one learned tensor lies in the vector. */
export interface ParameterSlice {
  /** E.g. `layers[0].weight`. */
  readonly name: string;
  readonly shape: Shape;
  readonly start: number;
  readonly end: number;
}

export interface Network {
  /** Length of the parameter vector. */
  readonly size: number;
  readonly slices: readonly ParameterSlice[];
  /** Whether what comes out for a sample depends on that sample alone: then batches may be put together. */
  readonly samplewise: boolean;
  /** Shape of one sample that comes out. */
  readonly output: SampleShape;
  /** The vector before the first step. Each tensor has a stream of its own, split by its name. */
  initial(random: Random): Float64Array;
  /**
   * @param parameters [size]
   * @param x a batch, [n, ...input]
   * @returns [n, ...output]
   */
  apply(parameters: Tensor, x: Tensor): Tensor;
}

/**
 * @param layers first to last; that they fit has been checked (src/check)
 * @param input shape of one sample
 * @param origin the network's place in the config (`generator`), for messages
 */
export function createNetwork(layers: readonly LayerConfig[], input: SampleShape, origin: string): Network {
  let shape = input;
  let size = 0;
  const placed = layers.map((config, position) => {
    const layer = createLayer(config, shape);
    shape = layer.output;
    const slices = Object.entries(layer.parameters).map(([key, parameter]) => {
      const start = size;
      size += sizeOfShape(parameter.shape);
      const slot: ParameterSlice = {
        name: `layers[${position}].${key}`,
        shape: parameter.shape,
        start,
        end: size,
      };
      return { key, parameter, slot };
    });
    return { layer, slices, origin: `${origin}.layers[${position}]` };
  });

  return {
    size,
    slices: placed.flatMap(({ slices }) => slices.map(({ slot }) => slot)),
    samplewise: placed.every(({ layer }) => layer.samplewise),
    output: shape,
    initial(random) {
      const vector = new Float64Array(size);
      for (const { parameter, slot } of placed.flatMap(({ slices }) => slices)) {
        parameter.initialize(vector.subarray(slot.start, slot.end), random.split(slot.name));
      }
      return vector;
    },
    apply: (parameters, x) =>
      placed.reduce((inside, { layer, slices, origin: place }) => {
        const tensors = slices.map(({ key, slot }) => [key, sliceOf(parameters, slot)] as const);
        return named(layer.apply(Object.fromEntries(tensors), inside), place);
      }, x),
  };
}

function sliceOf(parameters: Tensor, { shape, start, end }: ParameterSlice): Tensor {
  return reshape(slice(parameters, 0, start, end), shape);
}
