/** What a mechanism is: a change of the game itself, at one or more of the places below. */
import type { Tensor } from '../../graph/index.ts';
import type { PlayerState } from '../state.ts';

export interface Mechanism {
  /**
   * The D that G meets in its turn.
   * @param now D and its optimiser as they stand, held still
   * @param learn one simulated update of D on this turn's samples, differentiable also by them
   * @returns D's parameters
   */
  readonly opponent?: (now: PlayerState, learn: (state: PlayerState) => PlayerState) => Tensor;
}

/** Makes a mechanism from its part of the config. */
export type CreateMechanism<Config> = (config: Config) => Mechanism;
