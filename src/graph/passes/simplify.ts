/** Algebra that leaves the numbers as they are: neutral elements, shapes of shapes, transpositions inside products. */
import { neg } from '../elementwise.ts';
import { matmul } from '../products.ts';
import { sameShape } from '../rule.ts';
import { reshape, transpose } from '../shape-ops.ts';
import type { Tensor } from '../tensor.ts';
import { rewrite, type Pass } from './pass.ts';
import { uniformValue } from './uniform.ts';

export const simplify: Pass = {
  name: 'simplify',
  apply: (program) => rewrite(program, simplified),
};

function simplified(node: Tensor): Tensor {
  const [a, b] = node.inputs;
  switch (node.primitive) {
    case 'mul':
      if (uniformValue(a!) === 1) return b!;
      if (uniformValue(b!) === 1) return a!;
      if (uniformValue(a!) === -1) return neg(b!);
      if (uniformValue(b!) === -1) return neg(a!);
      return node;
    case 'div':
      return uniformValue(b!) === 1 ? a! : node;
    case 'add':
      if (uniformValue(a!) === 0) return b!;
      return uniformValue(b!) === 0 ? a! : node;
    case 'sub':
      if (uniformValue(a!) === 0) return neg(b!);
      return uniformValue(b!) === 0 ? a! : node;
    case 'neg':
      return a!.primitive === 'neg' ? a!.inputs[0]! : node;
    case 'reshape':
      if (sameShape(node.shape, a!.shape)) return a!;
      return a!.primitive === 'reshape' ? reshape(a!.inputs[0]!, node.shape) : node;
    case 'broadcast':
      return sameShape(node.shape, a!.shape) ? a! : node;
    case 'sum':
      return node.attributes.axes.length === 0 ? a! : node;
    case 'transpose':
      if (node.attributes.permutation.every((from, axis) => from === axis)) return a!;
      return a!.primitive === 'transpose'
        ? simplified(
            transpose(
              a!.inputs[0]!,
              node.attributes.permutation.map((axis) => a!.attributes.permutation[axis]!),
            ),
          )
        : node;
    case 'matmul':
      return withoutTransposes(node);
    default:
      return node;
  }
}

/** A product takes its inputs transposed at no cost. */
function withoutTransposes(node: Tensor & { primitive: 'matmul' }): Tensor {
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
