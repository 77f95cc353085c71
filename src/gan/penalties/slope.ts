/** How steep the discriminator is, as a function of its parameters: differentiating it again is what penalties are. */
import { add, grad, reshape, sqrt, square, sum, type Tensor } from '../../graph/index.ts';
import type { PenaltyContext } from './penalty.ts';

/** Squared norm of the gradient of D's score at each of some samples, [n]. */
export function squaredSlopes(score: PenaltyContext['score'], samples: Tensor): Tensor {
  const [gradient] = grad(sum(score(samples)), [samples]);
  return sum(square(reshape(gradient!, [samples.shape[0]!, -1])), 1);
}

/** The norm itself, [n], with a derivative of 0 where it is 0. */
export function slopes(score: PenaltyContext['score'], samples: Tensor): Tensor {
  return sqrt(add(squaredSlopes(score, samples), 1e-24));
}
