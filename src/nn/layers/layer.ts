/** What a layer is once its input's shape is known: parameters to learn, and a function of them. */
import type { Shape, Tensor } from '../../graph/index.ts';
import type { Random } from '../../random/index.ts';
import type { SampleShape } from '../shapes/index.ts';

/** One learned tensor of a layer. */
export interface Parameter {
  readonly shape: Shape;
  /** Fills the numbers before the first step; they are 0 when it is called. */
  readonly initialize: (target: Float64Array, random: Random) => void;
}

export interface Layer<Name extends string = string> {
  /** By name, in the order in which they lie in the network's vector. */
  readonly parameters: Readonly<Record<Name, Parameter>>;
  /** Whether what comes out for a sample depends on that sample alone, not on others of the batch. */
  readonly samplewise: boolean;
  /** Shape of one sample that comes out. */
  readonly output: SampleShape;
  /**
   * @param parameters of the shapes above
   * @param x a batch, [n, ...input]
   * @returns [n, ...output]
   */
  apply(parameters: Readonly<Record<Name, Tensor>>, x: Tensor): Tensor;
}

/** What a layer's own file says of it; what comes out is said by its shape rule (src/nn/shapes). */
export type LayerBody = Omit<Layer, 'output'>;
