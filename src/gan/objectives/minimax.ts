/** Objective `minimax`: the game as first written (Goodfellow et al. 2014, equation 1). */
import { add, mean, neg, softplus } from '../../graph/index.ts';
import type { Objective } from './objective.ts';

export const minimax: Objective = {
  // -log D(x) - log(1 - D(G(z))) with logits; 2 ln 2 at equilibrium
  discriminator: (real, fake) => add(mean(softplus(neg(real))), mean(softplus(fake))),
  // log(1 - D(G(z)))
  generator: (fake) => neg(mean(softplus(fake))),
};
