/** What a step carries from call to call, as tensors. */
import type { Tensor } from '../graph/index.ts';
import type { OptimizerState } from '../nn/index.ts';
import type { NetworkName } from './feeds.ts';

/** One player's numbers, all of which a step replaces. */
export interface PlayerState {
  /** All parameters, one vector. */
  readonly parameters: Tensor;
  readonly optimizer: OptimizerState;
}

export type GameState = Readonly<Record<NetworkName, PlayerState>>;
