/** What a penalty is: a term of the discriminator's loss, or a bound on its parameters. */
import type { Shape, Tensor } from '../../graph/index.ts';

/** What a penalty may look at. */
export interface PenaltyContext {
  /** D's scores of samples, [n, 1] of [n, ...]; a sample's score depends on that sample alone. */
  readonly score: (samples: Tensor) => Tensor;
  /** The batch of the turn, and what G made in it; [n, ...] each. Held still: not a way to G's parameters. */
  readonly real: Tensor;
  readonly fake: Tensor;
  /** Fresh numbers in [0, 1), once each turn. */
  readonly uniform: (shape: Shape) => Tensor;
}

/** One of the two. */
export interface Penalty<Config> {
  /** What is added to D's loss, [], its weight included. */
  readonly term?: (config: Config, context: PenaltyContext) => Tensor;
  /** What D's parameters, [size], are put to after each of its updates. */
  readonly constrain?: (config: Config, parameters: Tensor) => Tensor;
}
