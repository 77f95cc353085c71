/** What a step carries from call to call, as tensors. */
import type { Tensor } from '../graph/index.ts';
import type { OptimizerState } from '../nn/index.ts';

/** The two players that every game has. Their sides are named after them: who else plays moves with one of the two. */
export type Side = 'generator' | 'discriminator';

/** One player's numbers, all of which a step replaces. */
export interface PlayerState {
  /** All parameters, one vector. */
  readonly parameters: Tensor;
  readonly optimizer: OptimizerState;
  /** What samples are made with, where those are not the parameters. */
  readonly average?: Tensor;
}

/** Of all players, by their names. */
export type GameState = Readonly<Record<Side, PlayerState> & Record<string, PlayerState>>;
