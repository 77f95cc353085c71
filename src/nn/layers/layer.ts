/** What a layer is once its input's shape is known: parameters to learn, and a function of them. */
import type { Shape, Tensor } from '../../graph/index.ts';
import type { Random } from '../../random/index.ts';
import type { SampleShape } from '../shapes/index.ts';

/** One tensor of a layer that training changes. */
export interface Parameter {
  readonly shape: Shape;
  /** Fills the numbers before the first step; they are 0 when it is called. */
  readonly initialize: (target: Float64Array, random: Random) => void;
  /** Not learned by a gradient, but moved by `carry` after each update: averages and the like. */
  readonly carried?: true;
}

/**
 * What a layer is run for: some do not do the same when samples are made to be looked at. `settling` is training once
 * more, on the batch of an update, for what is carried.
 */
export type Mode = 'training' | 'settling' | 'sampling';

/**
 * Fresh numbers in [0, 1) for a layer that is random in training: others at each use of it, but those of the first one
 * again when `settling`.
 * @param origin the layer's place in the config
 */
export type LayerNoise = (origin: string, shape: Shape, mode: 'training' | 'settling') => Tensor;

/** Where a layer stands, and what it may draw from. */
export interface Place {
  readonly origin: string;
  readonly noise: LayerNoise;
}

export type Tensors = Readonly<Record<string, Tensor>>;

export interface Layer {
  /** By name, in the order in which they lie in the network's vector; those that are carried come last there. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Whether what comes out for a sample depends on that sample alone, not on others of the batch. */
  readonly samplewise: boolean;
  /** Shape of one sample that comes out. */
  readonly output: SampleShape;
  /**
   * @param parameters of the shapes above
   * @param x a batch, [n, ...input]
   * @returns [n, ...output]
   */
  apply(parameters: Tensors, x: Tensor, mode: Mode): Tensor;
  /**
   * What becomes of carried parameters after an update; those that are not in it stay as they are.
   * @param parameters before the update
   * @param x the batch of the update, where it is known
   */
  carry?(parameters: Tensors, x: Tensor | undefined): Tensors;
}

/** What a layer's own file says of it; what comes out is said by its shape rule (src/nn/shapes). */
export type LayerBody = Omit<Layer, 'output'>;
