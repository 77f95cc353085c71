/** Keeps a gradient from being too large. */
import type { GradientClip } from '../../config/index.ts';
import { add, div, maximum, minimum, mul, sqrt, square, sum, type Tensor } from '../../graph/index.ts';
import { underRoot } from './optimizer.ts';

/** Euclidean norm of a whole gradient, []. */
export function gradientNorm(gradient: Tensor): Tensor {
  return sqrt(add(sum(square(gradient)), underRoot));
}

/**
 * By norm as PyTorch's `clip_grad_norm_` does: times min(1, limit / (norm + 1e-6)); or number by number.
 * @param clip undefined leaves the gradient as it is
 */
export function clipGradient(gradient: Tensor, clip: GradientClip | undefined): Tensor {
  if (clip === undefined) return gradient;
  if ('value' in clip) return maximum(minimum(gradient, clip.value), -clip.value);
  return mul(gradient, minimum(div(clip.norm, add(gradientNorm(gradient), 1e-6)), 1));
}
