/**
 * Forms of a few nodes together that run faster than each alone. Every one was measured (docs/performance.md says
 * against what), computes the same numbers up to rounding, and can be left out.
 */
import { sizeOfShape, type Tensor } from '../../graph/index.ts';
import { biasedConvolution } from './convolutions.ts';
import type { ModelBuilder } from './builder.ts';
import { scaledMask } from './scaled-mask.ts';

/** What a peephole may ask about the program around a node. */
export interface Surroundings {
  /** Name of a tensor's value; computed now if it has not been yet. */
  readonly name: (tensor: Tensor) => string;
  /** How many nodes and outputs use a tensor. */
  readonly uses: (tensor: Tensor) => number;
  /** The nodes among them. */
  readonly users: (tensor: Tensor) => readonly Tensor[];
}

export interface Peephole {
  readonly name: string;
  /** Name of the node's value, or undefined where the form does not apply. */
  emit(node: Tensor, around: Surroundings, model: ModelBuilder): string | undefined;
}

/** x W + b as one Gemm, which then takes the activation in as well. */
const biasedProduct: Peephole = {
  name: 'biased-product',
  emit(node, around, model) {
    if (node.primitive !== 'add') return undefined;
    for (const [a, b] of [
      [node.inputs[0]!, node.inputs[1]!],
      [node.inputs[1]!, node.inputs[0]!],
    ] as const) {
      if (a.primitive !== 'matmul' || a.shape.length !== 2 || around.uses(a) !== 1) continue;
      if (b.primitive !== 'broadcast') continue;
      const bias = b.inputs[0]!;
      if (sizeOfShape(bias.shape) !== a.shape[1]) continue;
      const { transposeA, transposeB } = a.attributes;
      return model.node('Gemm', [around.name(a.inputs[0]!), around.name(a.inputs[1]!), around.name(bias)], {
        transA: Number(transposeA),
        transB: Number(transposeB),
      });
    }
    return undefined;
  },
};

/** The sum over the rows of a matrix, as a bias's gradient is, as a product with ones: a fifth of ReduceSum's time. */
const onesProduct: Peephole = {
  name: 'ones-product',
  emit(node, around, model) {
    if (node.primitive !== 'sum') return undefined;
    const x = node.inputs[0]!;
    const { axes } = node.attributes;
    if (x.shape.length !== 2 || axes.length !== 1 || axes[0] !== 0) return undefined;
    return model.node('MatMul', [model.filled(x.shape[0]!, 1), around.name(x)]);
  },
};

/** A product of a column and a row is a multiplication with broadcasting. */
const outerProduct: Peephole = {
  name: 'outer-product',
  emit(node, around, model) {
    if (node.primitive !== 'matmul' || node.shape.length !== 2) return undefined;
    const [a, b] = [node.inputs[0]!, node.inputs[1]!];
    if (sizeOfShape(a.shape) !== node.shape[0] || sizeOfShape(b.shape) !== node.shape[1]) return undefined;
    const shaped = (x: Tensor, rows: number, columns: number): string =>
      x.shape[0] === rows && x.shape[1] === columns
        ? around.name(x)
        : model.node('Reshape', [around.name(x), model.integers([rows, columns])]);
    return model.node('Mul', [shaped(a, node.shape[0], 1), shaped(b, 1, node.shape[1])]);
  },
};

/** The sum of squares, as in every norm, in one sweep. */
const sumOfSquares: Peephole = {
  name: 'sum-of-squares',
  emit(node, around, model) {
    if (node.primitive !== 'sum' || node.attributes.axes.length === 0) return undefined;
    const square = node.inputs[0]!;
    if (square.primitive !== 'mul' || square.inputs[0] !== square.inputs[1] || around.uses(square) !== 1) {
      return undefined;
    }
    return model.node('ReduceSumSquare', [around.name(square.inputs[0]!)], { axes: node.attributes.axes, keepdims: 0 });
  },
};

export const allPeepholes: readonly Peephole[] = [
  biasedProduct,
  biasedConvolution,
  scaledMask,
  sumOfSquares,
  onesProduct,
  outerProduct,
];
