/** Matrix products. */
import { shapeError } from './errors.ts';
import { make, sameShape, type Rules } from './rule.ts';
import { broadcastShape, broadcastTo } from './shape-ops.ts';
import type { Tensor } from './tensor.ts';

export const productRules: Rules<'matmul'> = {
  matmul: {
    shape: ([a, b], { transposeA, transposeB }) => {
      const shapes = [a!.shape, b!.shape];
      if (a!.shape.length < 2 || b!.shape.length < 2) throw shapeError('matmul', shapes, 'needs two axes at least');
      if (!sameShape(a!.shape.slice(0, -2), b!.shape.slice(0, -2))) {
        throw shapeError('matmul', shapes, 'leading axes differ');
      }
      const [m, inner] = lastTwo(a!, transposeA);
      const [innerB, n] = lastTwo(b!, transposeB);
      if (inner !== innerB) {
        const how = `${transposeA ? ', the first transposed' : ''}${transposeB ? ', the second transposed' : ''}`;
        throw shapeError('matmul', shapes, `inner lengths are ${inner} and ${innerB}${how}`);
      }
      return [...a!.shape.slice(0, -2), m, n];
    },
    derivative: (y, adjoint, index) => {
      const [a, b] = [y.inputs[0]!, y.inputs[1]!];
      const { transposeA, transposeB } = y.attributes;
      if (index === 0) {
        return transposeA
          ? matmul(b, adjoint, { transposeA: transposeB, transposeB: true })
          : matmul(adjoint, b, { transposeB: !transposeB });
      }
      return transposeB
        ? matmul(adjoint, a, { transposeA: true, transposeB: transposeA })
        : matmul(a, adjoint, { transposeA: !transposeA });
    },
  },
};

export interface MatmulOptions {
  /** Takes the first with its last two axes swapped. */
  readonly transposeA?: boolean;
  /** Takes the second with its last two axes swapped. */
  readonly transposeB?: boolean;
}

/**
 * [.., m, k] x [.., k, n] = [.., m, n]; leading axes are broadcast.
 * @throws GraphError where shapes do not fit.
 */
export function matmul(a: Tensor, b: Tensor, options: MatmulOptions = {}): Tensor {
  const attributes = { transposeA: options.transposeA ?? false, transposeB: options.transposeB ?? false };
  const [leadingA, leadingB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  if (sameShape(leadingA, leadingB)) return make('matmul', productRules, [a, b], attributes);
  const leading = broadcastShape('matmul', [leadingA, leadingB]);
  const whole = (x: Tensor): Tensor => broadcastTo(x, [...leading, ...x.shape.slice(-2)]);
  return make('matmul', productRules, [whole(a), whole(b)], attributes);
}

function lastTwo(x: Tensor, transposed: boolean): readonly [number, number] {
  const [rows, columns] = [x.shape.at(-2)!, x.shape.at(-1)!];
  return transposed ? [columns, rows] : [rows, columns];
}
