/** Objective `relativistic`, paired (Jolicoeur-Martineau 2018, equations 7 and 8, with the loss of a standard GAN). */
import { mean, softplus, sub } from '../../graph/index.ts';
import type { Objective } from './objective.ts';

export const relativistic: Objective = {
  discriminator: (real, fake) => mean(softplus(sub(fake, real))),
  generator: (fake, real) => mean(softplus(sub(real(), fake))),
};
