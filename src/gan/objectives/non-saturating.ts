/** Objective `non-saturating`: G raises log D(G(z)) instead (Goodfellow et al. 2014, section 3). */
import { mean, neg, softplus } from '../../graph/index.ts';
import { minimax } from './minimax.ts';
import type { Objective } from './objective.ts';

export const nonSaturating: Objective = {
  ...minimax,
  // -log D(G(z)); ln 2 at equilibrium
  generator: (fake) => mean(softplus(neg(fake))),
};
