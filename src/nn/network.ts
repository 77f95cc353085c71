/**
 * A network as a function of one flat vector that holds all its parameters. One vector means one chain of optimiser
 * nodes for the whole network instead of one for each tensor in it, which is a sixth of the time of a small step.
 */
import type { LayerConfig } from '../config/index.ts';
import { concat, GraphError, reshape, sizeOfShape, slice, type Shape, type Tensor } from '../graph/index.ts';
import type { Random } from '../random/index.ts';
import { createSequence, type LayerNoise } from './layers/index.ts';
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
  /** Those that are learned first, then those that are carried. */
  readonly slices: readonly ParameterSlice[];
  /** Whether what comes out for a sample depends on that sample alone: then batches may be put together. */
  readonly samplewise: boolean;
  /** Shape of one sample that comes out. */
  readonly output: SampleShape;
  /** The vector before the first step. Each tensor has a stream of its own, split by its name. */
  initial(random: Random): Float64Array;
  /**
   * As it is trained.
   * @param parameters [size]
   * @param x a batch, [n, ...input]
   * @returns [n, ...output]
   */
  apply(parameters: Tensor, x: Tensor): Tensor;
  /** As `apply`, what each layer makes, first to last. */
  applyEach(parameters: Tensor, x: Tensor): readonly Tensor[];
  /** As `apply`, as it is used once trained: what comes out for a sample depends on that sample alone. */
  sample(parameters: Tensor, x: Tensor): Tensor;
  /**
   * Moves what an optimiser does not: averages over batches and the like. Absent where there is nothing of the kind.
   * @param before the parameters before an update
   * @param after what the optimiser made of them, [size]
   * @param x the batch of the update; where it is not known, what depends on it stays as it was
   * @returns [size]
   */
  carry?(before: Tensor, after: Tensor, x?: Tensor): Tensor;
}

/**
 * @param layers first to last; that they fit has been checked (src/check)
 * @param input shape of one sample
 * @param origin the network's place in the config (`generator`), for messages
 * @param noise for layers that are random in training
 */
export function createNetwork(
  layers: readonly LayerConfig[],
  input: SampleShape,
  origin: string,
  noise: LayerNoise = none,
): Network {
  const whole = createSequence(layers, input, { key: 'layers', origin: `${origin}.layers`, noise });
  const entries = Object.entries(whole.parameters);
  const ordered = [
    ...entries.filter(([, { carried }]) => carried === undefined),
    ...entries.filter(([, { carried }]) => carried === true),
  ];
  let size = 0;
  const slots = ordered.map(([name, parameter]) => {
    const start = size;
    size += sizeOfShape(parameter.shape);
    return { parameter, slot: { name, shape: parameter.shape, start, end: size } };
  });
  const learned = slots.findLast(({ parameter }) => parameter.carried === undefined)?.slot.end ?? 0;
  const tensorsOf = (parameters: Tensor): Record<string, Tensor> =>
    Object.fromEntries(slots.map(({ slot }) => [slot.name, sliceOf(parameters, slot)]));

  return {
    size,
    slices: slots.map(({ slot }) => slot),
    samplewise: whole.samplewise,
    output: whole.output,
    initial(random) {
      const vector = new Float64Array(size);
      for (const { parameter, slot } of slots) {
        parameter.initialize(vector.subarray(slot.start, slot.end), random.split(slot.name));
      }
      return vector;
    },
    apply: (parameters, x) => whole.apply(tensorsOf(parameters), x, 'training'),
    applyEach: (parameters, x) => whole.each(tensorsOf(parameters), x, 'training'),
    sample: (parameters, x) => whole.apply(tensorsOf(parameters), x, 'sampling'),
    ...(learned < size && {
      carry(before: Tensor, after: Tensor, x?: Tensor) {
        const moved = whole.carry?.(tensorsOf(before), x) ?? {};
        const carried = slots
          .filter(({ parameter }) => parameter.carried === true)
          .map(({ slot: { name, start, end } }) => {
            const next = moved[name];
            return next === undefined ? slice(after, 0, start, end) : reshape(next, [end - start]);
          });
        return concat([slice(after, 0, 0, learned), ...carried], 0);
      },
    }),
  };
}

/** The parameters of a network after an update, what it carries included. */
export function carried(network: Pick<Network, 'carry'>, before: Tensor, after: Tensor, x: Tensor | undefined): Tensor {
  return network.carry?.(before, after, x) ?? after;
}

const none: LayerNoise = (origin, shape) => {
  throw new GraphError('argument', 'createNetwork', [shape], `there is no noise for ${origin}`);
};

function sliceOf(parameters: Tensor, { shape, start, end }: ParameterSlice): Tensor {
  return reshape(slice(parameters, 0, start, end), shape);
}
