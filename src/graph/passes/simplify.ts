/** Algebra that leaves the numbers as they are: neutral elements, shapes of shapes, transpositions inside products. */
import { neg } from '../elementwise.ts';
import { matmul } from '../products.ts';
import { sameShape } from '../rule.ts';
import { reshape, transpose } from '../shape-ops.ts';
import type { Primitive, Tensor, TensorOf } from '../tensor.ts';
import { rewrite, type Pass } from './pass.ts';
import { uniformValue } from './uniform.ts';

export const simplify: Pass = {
  name: 'simplify',
  apply: (program) => rewrite(program, simplified),
};

type Rewrites = { readonly [P in Primitive]?: (node: TensorOf<P> & Tensor, a: Tensor, b: Tensor) => Tensor };

const rewrites: Rewrites = {
  mul: (node, a, b) => {
    if (uniformValue(a) === 1) return b;
    if (uniformValue(b) === 1) return a;
    if (uniformValue(a) === -1) return neg(b);
    return uniformValue(b) === -1 ? neg(a) : node;
  },
  div: (node, a, b) => (uniformValue(b) === 1 ? a : node),
  add: (node, a, b) => {
    if (uniformValue(a) === 0) return b;
    return uniformValue(b) === 0 ? a : node;
  },
  sub: (node, a, b) => {
    if (uniformValue(a) === 0) return neg(b);
    return uniformValue(b) === 0 ? a : node;
  },
  neg: (node, a) => (a.primitive === 'neg' ? a.inputs[0]! : node),
  reshape: (node, a) => {
    if (sameShape(node.shape, a.shape)) return a;
    return a.primitive === 'reshape' ? reshape(a.inputs[0]!, node.shape) : node;
  },
  broadcast: (node, a) => (sameShape(node.shape, a.shape) ? a : node),
  sum: (node, a) => (node.attributes.axes.length === 0 ? a : node),
  transpose: (node, a) => {
    const { permutation } = node.attributes;
    if (permutation.every((from, axis) => from === axis)) return a;
    if (a.primitive !== 'transpose') return node;
    return simplified(
      transpose(
        a.inputs[0]!,
        permutation.map((axis) => a.attributes.permutation[axis]!),
      ),
    );
  },
  matmul: (node) => withoutTransposes(node),
};

function simplified(node: Tensor): Tensor {
  // The table pairs each primitive with its own rewrite; the compiler cannot follow the pair through a union
  const rewriteOne = rewrites[node.primitive] as ((node: Tensor, a: Tensor, b: Tensor) => Tensor) | undefined;
  return rewriteOne?.(node, node.inputs[0]!, node.inputs[1]!) ?? node;
}

/** A product takes its inputs transposed at no cost. */
function withoutTransposes(node: TensorOf<'matmul'> & Tensor): Tensor {
  let { transposeA, transposeB } = node.attributes;
  let [a, b] = [node.inputs[0]!, node.inputs[1]!];
  if (swapsLastTwo(a)) [a, transposeA] = [a.inputs[0]!, !transposeA];
  if (swapsLastTwo(b)) [b, transposeB] = [b.inputs[0]!, !transposeB];
  return a === node.inputs[0] && b === node.inputs[1] ? node : matmul(a, b, { transposeA, transposeB });
}

function swapsLastTwo(x: Tensor): boolean {
  if (x.primitive !== 'transpose') return false;
  const { permutation } = x.attributes;
  const last = permutation.length - 1;
  return permutation.every((from, axis) => from === (axis === last ? last - 1 : axis === last - 1 ? last : axis));
}
