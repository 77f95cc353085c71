/** Shapes and numbers of what builders make, and what they say where shapes do not fit. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  broadcastTo,
  concat,
  constant,
  conv,
  convFilter,
  convTranspose,
  div,
  elu,
  gather,
  gelu,
  grad,
  GraphError,
  input,
  logSigmoid,
  logSumExp,
  matmul,
  maximum,
  mean,
  minimum,
  mul,
  pad,
  reduceMax,
  reshape,
  selu,
  silu,
  slice,
  square,
  sub,
  sum,
  topologicalOrder,
  transpose,
  where,
  type Shape,
  type Tensor,
} from '../../../src/graph/index.ts';
import { apart, randomOf, valueAt, worst } from './points.ts';

const of = (...shape: number[]): Tensor => input('x', shape);

describe('broadcasting', () => {
  it.each<[Shape, Shape, Shape]>([
    // NumPy's own examples (numpy.org/doc/stable/user/basics.broadcasting.html)
    [[256, 256, 3], [3], [256, 256, 3]],
    [
      [8, 1, 6, 1],
      [7, 1, 5],
      [8, 7, 6, 5],
    ],
    [[5, 4], [1], [5, 4]],
    [[5, 4], [4], [5, 4]],
    [
      [15, 3, 5],
      [15, 1, 5],
      [15, 3, 5],
    ],
    [
      [15, 3, 5],
      [3, 1],
      [15, 3, 5],
    ],
    [[4, 1], [3], [4, 3]],
    [[], [2, 3], [2, 3]],
  ])('%j with %j is %j', (a, b, expected) => {
    expect(add(of(...a), of(...b)).shape).toEqual(expected);
    expect(mul(of(...b), of(...a)).shape).toEqual(expected);
    expect(where(of(...a), 1, of(...b)).shape).toEqual(expected);
  });

  it('is a node of its own where shapes differ, and none where they do not', () => {
    const primitives = (y: Tensor): string[] => topologicalOrder([y]).map(({ primitive }) => primitive);
    expect(primitives(add(of(2, 3), of(2, 3)))).not.toContain('broadcast');
    expect(primitives(add(of(2, 3), 1)).filter((primitive) => primitive === 'broadcast')).toHaveLength(1);
  });

  it('repeats as NumPy does, for any two shapes that fit', async () => {
    const side = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        side,
        fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
        fc.nat(3),
        async (whole, ones, missing) => {
          const shapes = [whole, whole.map((length, axis) => (ones[axis] === true ? 1 : length)).slice(missing)];
          const at = apart(randomOf(1), shapes);
          const actual = await valueAt(shapes, ([a, b]) => sub(a!, b!), at);
          expect(actual).toEqual(differencesOf(whole, at[0]!, shapes[1]!, at[1]!));
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** a - b by indices, as the definition says: an index of b is a's last ones, 0 along lengths of 1. */
function differencesOf(shape: Shape, a: Float64Array, shapeB: Shape, b: Float64Array): number[] {
  return Array.from(a, (value, at) => {
    let rest = at;
    const index = shape.map(() => 0);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    const last = index.slice(shape.length - shapeB.length);
    return value - b[shapeB.reduce((sofar, length, axis) => sofar * length + (length === 1 ? 0 : last[axis]!), 0)]!;
  });
}

describe('shapes', () => {
  it.each<[string, Tensor, Shape]>([
    ['a vector of numbers', constant([1, 2, 3]), [3]],
    ['a number', constant(2), []],
    ['a number over a shape', constant(2, [2, 3]), [2, 3]],
    ['sum of all', sum(of(2, 3)), []],
    ['sum over the last axis', sum(of(2, 3), -1), [2]],
    ['sum, axes kept', sum(of(2, 3, 4), [0, 2], { keepDims: true }), [1, 3, 1]],
    ['mean, axes kept', mean(of(2, 3), undefined, { keepDims: true }), [1, 1]],
    ['largest', reduceMax(of(2, 3, 4), [1]), [2, 4]],
    ['log sum exp', logSumExp(of(2, 3), -1), [2]],
    ['log sum exp, axis kept', logSumExp(of(2, 3), 1, { keepDims: true }), [2, 1]],
    ['matmul', matmul(of(2, 3), of(3, 5)), [2, 5]],
    ['matmul, both transposed', matmul(of(3, 2), of(5, 3), { transposeA: true, transposeB: true }), [2, 5]],
    ['matmul with one set of weights', matmul(of(7, 2, 3), of(3, 5)), [7, 2, 5]],
    ['matmul, leading axes broadcast', matmul(of(7, 1, 2, 3), of(4, 3, 5)), [7, 4, 2, 5]],
    ['transpose', transpose(of(2, 3, 4)), [4, 3, 2]],
    ['transpose in an order', transpose(of(2, 3, 4), [1, -1, 0]), [3, 4, 2]],
    ['reshape', reshape(of(2, 6), [3, 4]), [3, 4]],
    ['reshape with an open length', reshape(of(2, 6), [4, -1, 1]), [4, 3, 1]],
    ['broadcast', broadcastTo(of(3, 1), [2, 3, 4]), [2, 3, 4]],
    ['concat', concat([of(2, 3), of(2, 1), of(2, 2)], -1), [2, 6]],
    ['slice', slice(of(5, 2), 0, 1, 4), [3, 2]],
    ['pad', pad(of(5, 2), 1, 1, 2), [5, 5]],
    ['gather', gather(of(5, 2), 0, [4, 4, 0, 1, 1, 1]), [6, 2]],
    ['conv', conv(of(8, 3, 7, 6), of(5, 3, 3, 2), { strides: [2, 1], pads: [1, 0, 1, 0] }), [8, 5, 4, 5]],
    // PyTorch, ConvTranspose2d(64, 32, 4, stride=2, padding=1) on 7 x 7
    [
      'transposed conv',
      convTranspose(of(8, 64, 7, 7), of(64, 32, 4, 4), { strides: [2, 2], pads: [1, 1, 1, 1], size: [14, 14] }),
      [8, 32, 14, 14],
    ],
    [
      'conv by its filter',
      convFilter(of(8, 3, 7, 6), of(8, 5, 4, 5), { strides: [2, 1], pads: [1, 0, 1, 0], size: [3, 2] }),
      [5, 3, 3, 2],
    ],
  ])('%s', (_, y, expected) => {
    expect(y.shape).toEqual(expected);
  });

  it('what changes nothing is no node', () => {
    const x = of(2, 3);
    for (const same of [
      reshape(x, [2, -1]),
      broadcastTo(x, [2, 3]),
      slice(x, 0, 0, 2),
      pad(x, 0, 0, 0),
      concat([x], 0),
    ]) {
      expect(same).toBe(x);
    }
  });

  it('constants do not share the caller’s numbers', () => {
    const numbers = [1, 2];
    const x = constant(numbers);
    numbers[0] = 9;
    expect(x.attributes).toEqual({ values: Float64Array.of(1, 2) });
  });
});

describe('functions made of primitives', () => {
  const at = [-2, -0.5, 0, 0.5, 3];
  it.each<[string, (x: Tensor) => Tensor, (x: number) => number]>([
    ['log sigmoid', logSigmoid, (x) => Math.log(1 / (1 + Math.exp(-x)))],
    ['elu', (x) => elu(x, 0.7), (x) => (x > 0 ? x : 0.7 * (Math.exp(x) - 1))],
    ['silu', silu, (x) => x / (1 + Math.exp(-x))],
    ['maximum with a number', (x) => maximum(x, 0.2), (x) => Math.max(x, 0.2)],
    ['minimum with a number', (x) => minimum(0.2, x), (x) => Math.min(x, 0.2)],
  ])('%s', async (_, f, expected) => {
    const actual = await valueAt([[at.length]], ([x]) => f(x!), [Float64Array.from(at)]);
    for (const [i, x] of at.entries()) expect(actual[i]).toBeCloseTo(expected(x), 13);
  });

  it('gelu is x times the normal distribution, selu has the published constants', async () => {
    const x = [Float64Array.of(-1, 1, 2)];
    // The distribution at -1, 1, 2: .1586552539, .8413447461, .9772498681; 1.0507 and 1.7581 (e^-1 - 1): Klambauer et al.
    const [geluAt, seluAt] = [
      [-0.15865525393145707, 0.8413447460685429, 1.9544997361036416],
      [-1.1113307378125625, 1.0507009873554805, 2.101401974710961],
    ];
    const [byGelu, bySelu] = [await valueAt([[3]], ([t]) => gelu(t!), x), await valueAt([[3]], ([t]) => selu(t!), x)];
    expect(worst(byGelu, geluAt)).toBeLessThan(1e-14);
    expect(worst(bySelu, seluAt)).toBeLessThan(1e-14);
  });

  it('the derivative of log sum exp is the softmax, however large the numbers', async () => {
    const softmax = await valueAt([[3]], ([x]) => grad(logSumExp(x!, 0), [x!])[0]!, [
      Float64Array.of(1000, 1001, 1002),
    ]);
    const whole = 1 + Math.E + Math.E ** 2;
    for (const [i, value] of softmax.entries()) expect(value).toBeCloseTo(Math.exp(i) / whole, 12);
  });

  it('ties: a maximum gives its derivative to the second, the largest of several shares it', async () => {
    const x = [Float64Array.of(2, 2, 1)];
    expect(await valueAt([[3]], ([t]) => grad(sum(maximum(t!, 2)), [t!])[0]!, x)).toEqual([0, 0, 0]);
    expect(await valueAt([[3]], ([t]) => grad(sum(maximum(2, t!)), [t!])[0]!, x)).toEqual([1, 1, 0]);
    expect(await valueAt([[3]], ([t]) => grad(reduceMax(t!), [t!])[0]!, x)).toEqual([0.5, 0.5, 0]);
  });
});

describe('what does not fit is named with its shapes', () => {
  const geometry = { strides: [1, 1], pads: [0, 0, 0, 0] } as const;
  it.each<[() => Tensor, string, Shape[]]>([
    [() => add(of(2, 3), of(2)), 'add: [2, 3] and [2]: lengths differ where neither is 1', [[2, 3], [2]]],
    [
      () => div(of(2, 3), of(4, 3)),
      'div: [2, 3] and [4, 3]: lengths differ where neither is 1',
      [
        [2, 3],
        [4, 3],
      ],
    ],
    [() => where(of(2), of(3), 0), 'where: [2] and [3] and []: lengths differ where neither is 1', [[2], [3], []]],
    [
      () => matmul(of(4, 2), of(3, 5)),
      'matmul: [4, 2] and [3, 5]: inner lengths are 2 and 3',
      [
        [4, 2],
        [3, 5],
      ],
    ],
    [
      () => matmul(of(4, 2), of(2, 5), { transposeB: true }),
      'matmul: [4, 2] and [2, 5]: inner lengths are 2 and 5, the second transposed',
      [
        [4, 2],
        [2, 5],
      ],
    ],
    [() => matmul(of(4), of(4, 2)), 'matmul: [4] and [4, 2]: needs two axes at least', [[4], [4, 2]]],
    [() => reshape(of(2, 3), [4]), 'reshape: [2, 3] and [4]: counts of numbers differ', [[2, 3], [4]]],
    [
      () => reshape(of(2, 3), [4, -1]),
      'reshape: [2, 3] and [4, -1]: no length for -1 makes the counts of numbers equal',
      [
        [2, 3],
        [4, -1],
      ],
    ],
    [() => broadcastTo(of(2), [3]), 'broadcast: [2] and [3]: the first cannot be repeated to the second', [[2], [3]]],
    [
      () => concat([of(2, 3), of(3, 3)], 1),
      'concat: [2, 3] and [3, 3]: may differ along axis 1 only',
      [
        [2, 3],
        [3, 3],
      ],
    ],
    [() => concat([], 0), 'concat: needs one tensor at least', []],
    [() => sum(of(2, 3), 2), 'sum of [2, 3]: there is no axis 2', [[2, 3]]],
    [() => sum(of(2, 3), [1, -1]), 'sum of [2, 3]: an axis is named twice in [1, -1]', [[2, 3]]],
    [() => transpose(of(2, 3), [0, 0]), 'transpose of [2, 3]: [0, 0] is not an order of its axes', [[2, 3]]],
    [() => slice(of(2, 3), 1, 2, 4), 'slice of [2, 3]: 2 to 4 is no part of axis 1', [[2, 3]]],
    [() => slice(of(2, 3), 1, 2, 2), 'slice of [2, 3]: 2 to 2 is no part of axis 1', [[2, 3]]],
    [() => pad(of(2), 0, -1, 0), 'pad of [2]: -1 before and 0 after must be whole numbers from 0 up', [[2]]],
    [() => gather(of(2), 0, [2]), 'gather of [2]: indices must be whole numbers from 0 to 1', [[2]]],
    [() => constant([1, 2], [3]), 'constant: [3]: needs 3 numbers, got 2', [[3]]],
    [() => of(0), 'input of [0]: lengths must be positive whole numbers', [[0]]],
    [() => elu(of(2), -1), 'elu of [2]: alpha must not be below 0, is -1', [[2]]],
    [() => grad(square(of(2)), [])[0]!, 'grad: [2]: only a scalar, of shape [], has a gradient', [[2]]],
    [
      () => conv(of(1, 3, 5, 5), of(2, 1, 3, 3), geometry),
      'conv: [1, 3, 5, 5] and [2, 1, 3, 3]: channels are 3 and 1',
      [
        [1, 3, 5, 5],
        [2, 1, 3, 3],
      ],
    ],
    [
      () => conv(of(1, 1, 2, 5), of(2, 1, 3, 3), geometry),
      'conv: [1, 1, 2, 5] and [2, 1, 3, 3]: a filter of 3 is larger than the padded input',
      [
        [1, 1, 2, 5],
        [2, 1, 3, 3],
      ],
    ],
    [
      () => convTranspose(of(1, 2, 3, 3), of(2, 1, 3, 3), { ...geometry, size: [6, 5] }),
      'convTranspose: [1, 2, 3, 3] and [2, 1, 3, 3]: a size of 6 x 5 belongs to 4 x 3, not 3 x 3',
      [
        [1, 2, 3, 3],
        [2, 1, 3, 3],
      ],
    ],
  ])('%#', (make, message, shapes) => {
    expect(make).toThrow(GraphError);
    expect(make).toThrow(expect.objectContaining({ message, shapes }) as Error);
  });
});
