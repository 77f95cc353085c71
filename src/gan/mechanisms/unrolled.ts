/** Mechanism `unrolled` (Metz et al. 2016, section 2.2, equations 7 to 10): the gradient runs through the updates. */
import type { MechanismConfig } from '../../config/index.ts';
import type { PlayerState } from '../state.ts';
import type { CreateMechanism } from './mechanism.ts';

export const unrolled: CreateMechanism<Extract<MechanismConfig, { type: 'unrolled' }>> = ({ steps }) => ({
  opponent: (now, learn) => ahead(now, learn, steps).parameters,
});

/** D after some simulated updates. */
export function ahead(now: PlayerState, learn: (state: PlayerState) => PlayerState, steps: number): PlayerState {
  let state = now;
  for (let i = 0; i < steps; i++) state = learn(state);
  return state;
}
