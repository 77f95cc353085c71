/** What an optimiser is: a pure function from parameters, gradient and its own state to the next of both. */
import type { Operand, Shape, Tensor } from '../../graph/index.ts';

/** The optimiser's own numbers, by name. */
export type OptimizerState = Readonly<Record<string, Tensor>>;

export interface Updated {
  readonly parameters: Tensor;
  readonly state: OptimizerState;
}

export interface Optimizer {
  /** What it carries from step to step for a vector of `size` parameters; all zeros before the first. */
  slots(size: number): Readonly<Record<string, Shape>>;
  /**
   * One step. Differentiable, also where the gradient is 0, so that updates can be simulated and differentiated
   * through (unrolled GANs).
   * @param parameters [size]
   * @param gradient [size], already clipped
   * @param learningRate a number where it never changes, else a tensor []
   */
  update(parameters: Tensor, gradient: Tensor, state: OptimizerState, learningRate: Operand): Updated;
}

/** Added inside a root whose derivative would be infinite at 0; far below anything that shows in float32. */
export const underRoot = 1e-24;
