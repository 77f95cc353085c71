/** What a mechanism is: a change of the game itself, at one or more of the places below. */
import type { Shape, Tensor } from '../../graph/index.ts';
import type { Objective } from '../objectives/index.ts';
import type { PlayerState } from '../state.ts';

export interface Mechanism {
  /**
   * The D that G meets in its turn.
   * @param now D and its optimiser as they stand, held still
   * @param learn one simulated update of D on this turn's samples, differentiable also by them
   * @returns D's parameters
   */
  readonly opponent?: (now: PlayerState, learn: (state: PlayerState) => PlayerState) => Tensor;
  /** Several generators, each making an equal part of every batch. */
  readonly generators?: { readonly count: number; readonly sharedLayers: number; readonly sharedNoise: boolean };
  /** What the game is played for, in place of the config's objective. It is given what D puts out as it is. */
  readonly objective?: (plain: Objective) => Objective;
  /** How many samples D judges at once. */
  readonly pack?: number;
  /**
   * What D sees of a batch.
   * @param normal fresh normal numbers, once each turn for each kind of batch
   */
  readonly seen?: (samples: Tensor, normal: (shape: Shape) => Tensor) => Tensor;
  /** D's score of samples, a logit [n, 1], from what it puts out, [n, outputs]. */
  readonly score?: (output: Tensor) => Tensor;
  /** What is added to G's loss for the samples of its turn, [n, ...], weight included, and its tag in the log. */
  readonly generatorTerm?: (samples: Tensor) => { readonly tag: string; readonly term: Tensor };
}

/** Makes a mechanism from its part of the config. */
export type CreateMechanism<Config> = (config: Config) => Mechanism;
