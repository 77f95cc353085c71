/** Every primitive, and forms of several that engines treat in their own way. */
import {
  abs,
  add,
  concat,
  conv,
  convFilter,
  convTranspose,
  div,
  elu,
  erf,
  exp,
  gather,
  gelu,
  greater,
  leakyRelu,
  log,
  logSigmoid,
  logSumExp,
  mask,
  matmul,
  maximum,
  mean,
  minimum,
  mul,
  neg,
  pad,
  reduceMax,
  relu,
  reshape,
  selu,
  sigmoid,
  sign,
  silu,
  slice,
  softplus,
  sqrt,
  square,
  stop,
  sub,
  sum,
  tanh,
  transpose,
  where,
  type Shape,
  type Tensor,
} from '../../../src/graph/index.ts';

export interface Case {
  readonly name: string;
  readonly inputs: Readonly<Record<string, Shape>>;
  readonly f: (x: Readonly<Record<string, Tensor>>) => Tensor;
  /** Inputs are drawn above 0 only. */
  readonly positive?: boolean;
  /** Sums of many products are rounded more. */
  readonly products?: boolean;
}

const one = (name: string, f: (x: Tensor) => Tensor, positive = false): Case => ({
  name,
  inputs: { x: [3, 4] },
  f: ({ x }) => f(x!),
  positive,
});

const two = (name: string, f: (a: Tensor, b: Tensor) => Tensor, a: Shape = [3, 4], b: Shape = [3, 4]): Case => ({
  name,
  inputs: { a, b },
  f: (x) => f(x['a']!, x['b']!),
});

const product = (name: string, f: (a: Tensor, b: Tensor) => Tensor, a: Shape, b: Shape): Case => ({
  ...two(name, f, a, b),
  products: true,
});

const geometry = { strides: [2, 1], pads: [1, 0, 1, 2] } as const;
const plain = { strides: [1, 1], pads: [0, 0, 0, 0] } as const;

export const cases: readonly Case[] = [
  one('neg', neg),
  one('exp', exp),
  one('log', log, true),
  one('sqrt', sqrt, true),
  one('square', square),
  one('tanh', tanh),
  one('sigmoid', sigmoid),
  one('softplus', softplus),
  one('log sigmoid', logSigmoid),
  one('erf', erf),
  one('abs', abs),
  one('sign', sign),
  one('relu', relu),
  one('leaky relu', (x) => leakyRelu(x, 0.2)),
  one('mask of slope 0', (x) => mask(x, 0)),
  one('mask of slope .2', (x) => mask(x, 0.2)),
  one('mask of slope -1', (x) => mask(x, -1)),
  one('elu', elu),
  one('elu with alpha', (x) => elu(x, 0.7)),
  one('selu', selu),
  one('gelu', gelu),
  one('silu', silu),
  one('stop', (x) => mul(stop(x), x)),
  two('add', add),
  two('sub', sub),
  { ...two('div', div), positive: true },
  two('mul', mul),
  two('mul, a row', mul, [3, 4], [4]),
  two('add, row and column', add, [3, 1], [4]),
  two('maximum', maximum),
  two('minimum', minimum),
  two('greater', (a, b) => mul(greater(a, b), a)),
  { name: 'where', inputs: { a: [3, 4], b: [3, 4], c: [3, 4] }, f: ({ a, b, c }) => where(c!, a!, b!) },
  { name: 'where, scalars', inputs: { c: [3, 4] }, f: ({ c }) => where(c!, 2, neg(square(c!))) },
  ...[
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ].map(([transposeA, transposeB]) =>
    product(
      `matmul ${transposeA ? "a'" : 'a'} ${transposeB ? "b'" : 'b'}`,
      (a, b) => matmul(a, b, { transposeA: transposeA!, transposeB: transposeB! }),
      transposeA ? [5, 3] : [3, 5],
      transposeB ? [4, 5] : [5, 4],
    ),
  ),
  product('matmul, column by row', matmul, [3, 1], [1, 4]),
  product("matmul, row' by row", (a, b) => matmul(a, b, { transposeA: true }), [1, 3], [1, 4]),
  product('matmul, batched', matmul, [2, 3, 5], [2, 5, 4]),
  product('matmul, batched, transposed', (a, b) => matmul(a, b, { transposeB: true }), [2, 3, 5], [2, 4, 5]),
  product('matmul, [n,1,k] x [n,k,1]', matmul, [4, 1, 3], [4, 3, 1]),
  product('matmul and bias', (a, b) => add(matmul(a, b), slice(reshape(b, [20]), 0, 3, 7)), [3, 5], [5, 4]),
  one('transpose', (x) => mul(transpose(x), 2)),
  one('reshape', (x) => reshape(x, [2, 6])),
  one('sum of rows', (x) => sum(x, 0)),
  one('sum of columns', (x) => sum(x, 1, { keepDims: true })),
  one('sum of squares', (x) => sum(square(x), 1)),
  one('mean', (x) => mean(x)),
  one('largest of a row', (x) => reduceMax(x, 1)),
  one('log sum exp', (x) => logSumExp(x, 1)),
  two('concat', (a, b) => concat([a, b], 1), [3, 4], [3, 2]),
  one('slice', (x) => slice(x, 1, 1, 3)),
  one('pad', (x) => mul(pad(x, 1, 1, 2), 3)),
  one('gather with repetition', (x) => gather(x, 0, [2, 0, 2, 1])),
  one('gather of columns', (x) => gather(x, 1, [3, 3, 0])),
  product('conv', (x, filter) => conv(x, filter, plain), [2, 3, 5, 4], [2, 3, 3, 2]),
  product('conv, strides and pads', (x, filter) => conv(x, filter, geometry), [2, 3, 6, 4], [2, 3, 3, 3]),
  product(
    'transposed conv',
    (y, filter) => convTranspose(y, filter, { ...geometry, size: [6, 4] }),
    [2, 2, 3, 4],
    [2, 3, 3, 3],
  ),
  product('conv by its filter', (x, y) => convFilter(x, y, { ...geometry, size: [3, 3] }), [2, 3, 6, 4], [2, 2, 3, 4]),
];
