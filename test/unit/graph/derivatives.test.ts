/**
 * Every primitive's derivative, at first and second order, along random directions, for random small shapes, against
 * central differences in double precision.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  abs,
  add,
  broadcastTo,
  concat,
  constant,
  conv,
  convFilter,
  convTranspose,
  div,
  elu,
  erf,
  exp,
  gather,
  gelu,
  grad,
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
  rules,
  selu,
  sigmoid,
  sign,
  silu,
  slice,
  softplus,
  sqrt,
  square,
  sub,
  sum,
  tanh,
  topologicalOrder,
  transpose,
  where,
  type ConvGeometry,
  type Primitive,
  type Shape,
  type Tensor,
} from '../../../src/graph/index.ts';
import { apart, compiled, differences, normals, randomOf, worst, type Build } from './points.ts';

interface Case {
  readonly shapes: readonly Shape[];
  readonly build: Build;
}

const length = fc.integer({ min: 1, max: 3 });
const anyShape = fc.array(length, { maxLength: 3 });
const solid = fc.array(length, { minLength: 1, maxLength: 3 });

/** x with every number above 0. */
const positive = (x: Tensor): Tensor => add(square(x), 1);

function unary(build: (x: Tensor) => Tensor): fc.Arbitrary<Case> {
  return anyShape.map((shape) => ({ shapes: [shape], build: ([x]) => build(x!) }));
}

function binary(build: (a: Tensor, b: Tensor) => Tensor): fc.Arbitrary<Case> {
  // Any axis of either may be 1, and either may lack axes in front
  const sides = fc.tuple(anyShape, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), fc.nat(2), fc.boolean());
  return sides.map(([shape, ones, missing, swap]) => {
    const side = (from: number): Shape => shape.map((size, axis) => (ones[from + axis] === true ? 1 : size));
    const shapes = [side(0), side(3).slice(missing)];
    return { shapes: swap ? shapes.reverse() : shapes, build: ([a, b]) => build(a!, b!) };
  });
}

/** A shape with some of its axes. */
const withAxes = solid.chain((shape) =>
  fc.tuple(fc.constant(shape), fc.subarray(shape.map((_, axis) => axis)), fc.boolean()),
);
/** A shape with one of its axes. */
const withAxis = solid.chain((shape) => fc.tuple(fc.constant(shape), fc.nat(shape.length - 1)));

function reduction(build: (x: Tensor, axes: readonly number[], keepDims: boolean) => Tensor): fc.Arbitrary<Case> {
  return withAxes.map(([shape, axes, keepDims]) => ({ shapes: [shape], build: ([x]) => build(x!, axes, keepDims) }));
}

const pair = fc.tuple(length, length);
/** Input and filter sizes, strides and pads that fit, with rows and columns left over at times. */
const convolution = fc
  .record({
    counts: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 })),
    size: pair.map(([h, w]) => [h + 1, w + 1] as const),
    filter: pair,
    strides: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 })),
    pads: fc.tuple(fc.nat(1), fc.nat(1), fc.nat(1), fc.nat(1)),
  })
  .filter(
    ({ size, filter, pads }) => size[0] + pads[0] + pads[2] >= filter[0] && size[1] + pads[1] + pads[3] >= filter[1],
  )
  .map(({ counts: [n, c, k], size, filter, ...geometry }) => {
    const along = (axis: 0 | 1): number =>
      Math.floor(
        (size[axis] + geometry.pads[axis] + geometry.pads[axis + 2]! - filter[axis]) / geometry.strides[axis],
      ) + 1;
    return {
      x: [n, c, ...size],
      filter: [k, c, ...filter],
      y: [n, k, along(0), along(1)],
      size,
      filterSize: filter,
      geometry,
    };
  });
type Convolution = typeof convolution extends fc.Arbitrary<infer T> ? T : never;

function convolutionCase(
  inputs: (c: Convolution) => readonly Shape[],
  build: (a: Tensor, b: Tensor, c: Convolution) => Tensor,
): fc.Arbitrary<Case> {
  return convolution.map((c) => ({ shapes: inputs(c), build: ([a, b]) => build(a!, b!, c) }));
}

const cases: Readonly<Record<string, fc.Arbitrary<Case>>> = {
  neg: unary(neg),
  exp: unary(exp),
  log: unary((x) => log(positive(x))),
  sqrt: unary((x) => sqrt(positive(x))),
  square: unary(square),
  tanh: unary(tanh),
  sigmoid: unary(sigmoid),
  softplus: unary(softplus),
  'log sigmoid': unary(logSigmoid),
  erf: unary(erf),
  abs: unary(abs),
  sign: unary((x) => mul(x, sign(x))),
  relu: unary(relu),
  'leaky relu': unary((x) => leakyRelu(x, 0.2)),
  'leaky relu of a negative slope': unary((x) => leakyRelu(x, -0.5)),
  mask: unary((x) => mul(x, mask(x, 0.3))),
  elu: unary((x) => elu(x, 0.7)),
  selu: unary(selu),
  gelu: unary(gelu),
  silu: unary(silu),
  add: binary(add),
  sub: binary(sub),
  mul: binary(mul),
  div: binary((a, b) => div(a, positive(b))),
  maximum: binary(maximum),
  minimum: binary(minimum),
  greater: binary((a, b) => mul(add(a, b), greater(a, b))),
  where: binary((a, b) => where(sub(a, 0.05), mul(a, b), sub(b, a))),
  sum: reduction((x, axes, keepDims) => sum(x, axes, { keepDims })),
  mean: reduction((x, axes, keepDims) => mean(x, axes, { keepDims })),
  'largest over axes': reduction((x, axes, keepDims) => reduceMax(x, axes, { keepDims })),
  'log sum exp': withAxis.map(([shape, axis]) => ({ shapes: [shape], build: ([x]) => logSumExp(x!, axis) })),
  matmul: fc
    .tuple(fc.array(length, { maxLength: 2 }), fc.tuple(length, length, length), fc.boolean(), fc.boolean(), fc.nat(3))
    .map(([leading, [m, k, n], transposeA, transposeB, single]) => ({
      // Every other time, leading axes of one side are repeated or missing
      shapes: [
        [...(single === 1 ? leading.map(() => 1) : leading), ...(transposeA ? [k, m] : [m, k])],
        [...(single === 2 ? [] : leading), ...(transposeB ? [n, k] : [k, n])],
      ],
      build: ([a, b]) => matmul(a!, b!, { transposeA, transposeB }),
    })),
  transpose: solid
    .chain((shape) =>
      fc.tuple(
        fc.constant(shape),
        fc.shuffledSubarray(
          shape.map((_, axis) => axis),
          { minLength: shape.length },
        ),
      ),
    )
    .map(([shape, order]) => ({ shapes: [shape], build: ([x]) => transpose(x!, order) })),
  reshape: solid.map((shape) => ({ shapes: [shape], build: ([x]) => reshape(x!, [1, -1, shape[0]!]) })),
  broadcast: fc
    .tuple(anyShape, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), fc.nat(3))
    .map(([to, ones, missing]) => ({
      shapes: [to.map((size, axis) => (ones[axis] === true ? 1 : size)).slice(missing)],
      build: ([x]) => broadcastTo(x!, to),
    })),
  concat: fc.tuple(withAxis, fc.array(length, { minLength: 1, maxLength: 3 })).map(([[shape, axis], lengths]) => ({
    shapes: lengths.map((size) => shape.map((old, at) => (at === axis ? size : old))),
    build: (xs) => concat([...xs, xs[0]!], axis),
  })),
  slice: fc.tuple(withAxis, fc.nat(1), fc.nat(1)).map(([[shape, axis], before, after]) => ({
    shapes: [shape.map((old, at) => (at === axis ? before + old + after : old))],
    build: ([x]) => slice(x!, axis, before, before + shape[axis]!),
  })),
  pad: fc.tuple(withAxis, fc.nat(2), fc.nat(2)).map(([[shape, axis], before, after]) => ({
    shapes: [shape],
    build: ([x]) => pad(x!, axis, before, after),
  })),
  gather: withAxis
    .chain(([shape, axis]) =>
      fc.tuple(
        fc.constant(shape),
        fc.constant(axis),
        fc.array(fc.nat(shape[axis]! - 1), { minLength: 1, maxLength: 4 }),
      ),
    )
    .map(([shape, axis, indices]) => ({ shapes: [shape], build: ([x]) => gather(x!, axis, indices) })),
  conv: convolutionCase(
    (c) => [c.x, c.filter],
    (x, filter, c) => conv(x, filter, c.geometry),
  ),
  'transposed conv': convolutionCase(
    (c) => [c.y, c.filter],
    (y, filter, c) => convTranspose(y, filter, { ...c.geometry, size: c.size }),
  ),
  'conv by its filter': convolutionCase(
    (c) => [c.x, c.y],
    (x, y, c) => convFilter(x, y, { ...c.geometry, size: c.filterSize }),
  ),
};

/** A scalar that depends on every number of y, curved, so that second derivatives are there for linear ones too. */
function curved(y: Tensor, weights: Float64Array): Tensor {
  return sum(mul(constant(weights, y.shape), add(square(y), y)));
}

/** The derivative of a scalar along directions. */
function along(y: Tensor, xs: readonly Tensor[], directions: readonly Float64Array[]): Tensor {
  return grad(y, xs)
    .map((gradient, index) => sum(mul(gradient, constant(directions[index]!, gradient.shape))))
    .reduce(add);
}

describe('derivatives agree with central differences, at first and second order', () => {
  it.each(Object.keys(cases))('%s', async (name) => {
    await fc.assert(
      fc.asyncProperty(cases[name]!, fc.nat(1e6), async ({ shapes, build }, seed) => {
        const random = randomOf(seed);
        const at = apart(random, shapes);
        const [first, second] = [normals(random, shapes), normals(random, shapes)];
        const value: Build = (xs) => {
          const y = build(xs);
          return curved(y, normals(randomOf(seed), [y.shape])[0]!);
        };
        const once: Build = (xs) => along(value(xs), xs, first);
        const twice: Build = (xs) => along(once(xs), xs, second);
        const run = { value: await compiled(shapes, value), once: await compiled(shapes, once) };
        expect(worst(await run.once(at), [await differences(run.value, at, first)])).toBeLessThan(1e-7);
        expect(
          worst(await (await compiled(shapes, twice))(at), [await differences(run.once, at, second)]),
        ).toBeLessThan(1e-7);
      }),
      { numRuns: 25 },
    );
  });

  it('for every primitive that has a derivative', () => {
    const tried = new Set<Primitive>();
    for (const arbitrary of Object.values(cases)) {
      const [sample] = fc.sample(arbitrary, { numRuns: 1, seed: 1 });
      const y = sample!.build(
        sample!.shapes.map((shape, index) =>
          constant(new Float64Array(shape.reduce((a, b) => a * b, 1)).fill(index + 1), shape),
        ),
      );
      for (const node of topologicalOrder([y])) tried.add(node.primitive);
    }
    // `scatter` is the derivative of `gather`, and is tried by its second order
    const missing = Object.entries(rules).filter(
      ([name, rule]) => 'derivative' in rule && !tried.has(name as Primitive),
    );
    expect(missing.map(([name]) => name)).toEqual(['scatter']);
  });
});

describe('third order', () => {
  it.each<[string, (x: Tensor) => Tensor, (x: number) => number]>([
    // Closed forms
    ['exp x', exp, Math.exp],
    ['x^4 is 24 x', (x) => square(square(x)), (x) => 24 * x],
    ['tanh x', tanh, (x) => (1 - Math.tanh(x) ** 2) * (6 * Math.tanh(x) ** 2 - 2)],
    ['log x is 2 / x^3', log, (x) => 2 / x ** 3],
    ['sqrt x is 3/8 x^-5/2', sqrt, (x) => (3 / 8) * x ** -2.5],
    ['1 / x is -6 / x^4', (x) => div(1, x), (x) => -6 / x ** 4],
  ])('of %s', async (_, f, expected) => {
    const thrice: Build = ([x]) => {
      const derivative = (y: Tensor): Tensor => grad(y, [x!])[0]!;
      return derivative(derivative(derivative(f(x!))));
    };
    const run = await compiled([[]], thrice);
    for (const x of [0.3, 0.9, 2]) expect((await run([Float64Array.of(x)]))[0]).toBeCloseTo(expected(x), 9);
  });
});

const geometry: ConvGeometry = { strides: [2, 1], pads: [1, 0, 0, 1] };

describe('adjoints', () => {
  it('the three convolutions pair the same triples: <conv(x, f), y> = <x, back(y, f)> = <f, filter(x, y)>', async () => {
    const random = randomOf(3);
    const shapes: Shape[] = [
      [2, 3, 5, 4],
      [2, 3, 3, 2],
      [2, 2, 2, 4],
    ];
    const dots = await Promise.all(
      [
        ([x, f, y]: readonly Tensor[]) => sum(mul(conv(x!, f!, geometry), y!)),
        ([x, f, y]: readonly Tensor[]) => sum(mul(x!, convTranspose(y!, f!, { ...geometry, size: [5, 4] }))),
        ([x, f, y]: readonly Tensor[]) => sum(mul(f!, convFilter(x!, y!, { ...geometry, size: [3, 2] }))),
      ].map((build) => compiled(shapes, build)),
    );
    const at = normals(random, shapes);
    const [a, b, c] = await Promise.all(dots.map(async (dot) => (await dot(at))[0]!));
    expect(b).toBeCloseTo(a!, 11);
    expect(c).toBeCloseTo(a!, 11);
  });
});
