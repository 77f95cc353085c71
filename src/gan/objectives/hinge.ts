/** Objective `hinge` (Lim and Ye 2017; Miyato et al. 2018, equations 16 and 17). */
import { add, mean, neg, relu, sub } from '../../graph/index.ts';
import type { Objective } from './objective.ts';

export const hinge: Objective = {
  discriminator: (real, fake) => add(mean(relu(sub(1, real))), mean(relu(add(1, fake)))),
  generator: (fake) => neg(mean(fake)),
};
