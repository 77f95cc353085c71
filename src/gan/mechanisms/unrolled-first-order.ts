/**
 * Mechanism `unrolled-first-order`: D some updates ahead, held still. Metz et al. 2016 call what is left out the second
 * term of the gradient (equation 13).
 */
import type { MechanismConfig } from '../../config/index.ts';
import { stop } from '../../graph/index.ts';
import type { CreateMechanism } from './mechanism.ts';
import { ahead } from './unrolled.ts';

export const unrolledFirstOrder: CreateMechanism<Extract<MechanismConfig, { type: 'unrolled-first-order' }>> = ({
  steps,
}) => ({
  opponent: (now, learn) => stop(ahead(now, learn, steps).parameters),
});
