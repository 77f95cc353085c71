/** Numbers that say how a game goes, as tensors of a step. Their names are the log's tags (docs/architecture.md). */
import { add, div, mul, reshape, sqrt, square, sum, type Tensor } from '../graph/index.ts';

export type Signals = Readonly<Record<string, Tensor>>;

/**
 * The effective share of samples that G's gradient comes from, in [1/n, 1]: (sum g)^2 / (n sum g^2), where g_i is the
 * norm of the loss's gradient at sample i. 0 where all g are 0 and there is no such share.
 * @param gradient of G's loss by its samples, [n, ...]
 */
export function gradientShare(gradient: Tensor): Tensor {
  const n = gradient.shape[0]!;
  const squares = sum(square(reshape(gradient, [n, -1])), 1);
  const total = square(sum(sqrt(squares)));
  // Far below any gradient that moves a float32 parameter
  return div(total, add(mul(sum(squares), n), 1e-30));
}
