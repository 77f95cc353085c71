/**
 * Spectral normalisation (Miyato et al. 2018, section 2.1 and algorithm 1): weights divided by their largest singular
 * value. That is estimated by one step of power iteration at each use, from a direction that is carried from update to
 * update, so that the estimate gets better while the weights hardly move.
 */
import { add, div, matmul, reshape, sqrt, square, stop, sum, type Tensor } from '../../graph/index.ts';
import type { Parameter } from './layer.ts';

/** The carried direction of a matrix with so many rows. */
export function directionOf(rows: number): Parameter {
  return {
    shape: [rows],
    initialize: (target, random) => {
      random.fillNormal(target);
      const length = Math.hypot(...target);
      for (let i = 0; i < target.length; i++) target[i] = Math.fround(target[i]! / length);
    },
    carried: true,
  };
}

/**
 * The largest singular value, []. As in the paper its gradient is taken with both directions held still.
 * @param matrix [rows, columns]
 * @param direction [rows]
 */
export function spectralNorm(matrix: Tensor, direction: Tensor): Tensor {
  const { left, right } = iterated(matrix, direction);
  return reshape(matmul(matmul(left, matrix), right, { transposeB: true }), []);
}

/** The direction after one step of power iteration, [rows]. */
export function nextDirection(matrix: Tensor, direction: Tensor): Tensor {
  return reshape(iterated(matrix, direction).left, direction.shape);
}

/** Left and right singular vectors as rows, held still. */
function iterated(matrix: Tensor, direction: Tensor): { readonly left: Tensor; readonly right: Tensor } {
  const [fixed, from] = [stop(matrix), stop(direction)];
  const right = unit(matmul(reshape(from, [1, -1]), fixed));
  return { left: unit(matmul(right, fixed, { transposeB: true })), right };
}

function unit(row: Tensor): Tensor {
  return div(row, sqrt(add(sum(square(row)), 1e-24)));
}
