/** Objective `wasserstein` (Arjovsky et al. 2017, equation 2, with D as the critic). */
import { mean, neg, sub } from '../../graph/index.ts';
import type { Objective } from './objective.ts';

export const wasserstein: Objective = {
  discriminator: (real, fake) => sub(mean(fake), mean(real)),
  generator: (fake) => neg(mean(fake)),
};
