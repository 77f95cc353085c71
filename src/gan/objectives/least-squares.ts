/** Objective `least-squares` (Mao et al. 2017, equation 9: real is 1, fake is 0). */
import { add, mean, mul, square, sub } from '../../graph/index.ts';
import type { Objective } from './objective.ts';

export const leastSquares: Objective = {
  discriminator: (real, fake) => mul(add(mean(square(sub(real, 1))), mean(square(fake))), 0.5),
  generator: (fake) => mul(mean(square(sub(fake, 1))), 0.5),
};
