/** Each pass by itself: what it makes of a small program; and that no pass changes what a program computes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  allPasses,
  concat,
  constant,
  div,
  elu,
  exp,
  grad,
  leakyRelu,
  matmul,
  mean,
  mul,
  named,
  neg,
  optimise,
  pad,
  program,
  reduceMax,
  reshape,
  sigmoid,
  slice,
  softplus,
  square,
  stop,
  sub,
  sum,
  tanh,
  topologicalOrder,
  transpose,
  where,
  type Primitive,
  type Program,
  type Tensor,
} from '../../../src/graph/index.ts';
import { reference } from '../../../src/engine/reference/index.ts';
import { randomOf, worst } from './points.ts';

type Make = (x: Tensor, y: Tensor, v: Tensor) => Tensor;
type Counts = Partial<Record<Primitive, number>>;

/** A program of inputs x and y (both [2, 3]) and v ([6]). */
function traced(make: Make): Program {
  return program({ inputs: { x: [2, 3], y: [2, 3], v: [6] }, state: {} }, ({ x, y, v }) => ({
    state: {},
    outputs: { result: make(x, y, v) },
  }));
}

async function resultOf(of: Program, seed = 1): Promise<Float64Array> {
  const random = randomOf(seed);
  const feeds = Object.fromEntries(
    of.inputs.map(({ name }) => {
      const numbers = new Float64Array(6);
      random.fillNormal(numbers);
      return [name, numbers];
    }),
  );
  const executable = await reference.compile(of, {});
  return Float64Array.from((await executable.step(feeds))['result']!);
}

/** How often each primitive is there, leaves aside. */
function primitivesOf(of: Program): Counts {
  const counts: Counts = {};
  for (const { primitive, inputs } of topologicalOrder(of)) {
    if (inputs.length > 0) counts[primitive] = (counts[primitive] ?? 0) + 1;
  }
  return counts;
}

/** Axes of [1, 2, 3] moved on by one, twice. */
function cycledTwice(x: Tensor): Tensor {
  const next = [1, 2, 0];
  return transpose(transpose(reshape(x, [1, 2, 3]), next), next);
}

type Range = readonly [start: number, end: number];

/** Parts of a vector at their places, added; zeros elsewhere. */
function sumOfParts(v: Tensor, ...ranges: readonly Range[]): Tensor {
  return ranges.map(([start, end]) => pad(neg(slice(v, 0, start, end)), 0, start, 6 - end)).reduce(add);
}

/** By pass: what a program is, how it is made, and the primitives that are left of it. */
const examples: Readonly<Record<string, readonly (readonly [what: string, make: Make, left: Counts])[]>> = {
  'fold-constants': [
    ['arithmetic on numbers', (_x, _y, v) => mul(sum(v), add(exp(constant(1)), div(3, 2))), { sum: 1, mul: 1 }],
    ['whole tensors of one number', (x) => mul(x, tanh(constant(2, [2, 3]))), { broadcast: 1, mul: 1 }],
    ['sums of them', (_x, _y, v) => mul(sum(v), sum(constant(0.5, [4, 5]))), { sum: 1, mul: 1 }],
    ['derivatives that are constant', (x) => mul(x, grad(sum(mul(2, x)), [x])[0]!), { broadcast: 1, mul: 1 }],
    ['nothing that is fed', (x) => tanh(neg(x)), { neg: 1, tanh: 1 }],
    ['nothing of several numbers', () => tanh(constant([1, 2])), { tanh: 1 }],
  ],
  simplify: [
    ['times 1, from either side', (x) => mul(1, mul(x, 1)), {}],
    ['times -1', (x) => mul(-1, x), { neg: 1 }],
    ['plus and minus 0', (x) => sub(add(0, add(x, 0)), 0), {}],
    ['0 minus x', (x) => sub(0, x), { neg: 1 }],
    ['divided by 1', (x) => div(x, 1), {}],
    ['minus minus x', (x) => neg(neg(x)), {}],
    ['a reshape of a reshape', (x) => reshape(reshape(x, [6]), [3, 2]), { reshape: 1 }],
    ['a reshape there and back', (x) => reshape(reshape(x, [6]), [2, 3]), {}],
    ['a transpose of a transpose', (x) => transpose(transpose(x)), {}],
    ['transposes that do not undo each other', cycledTwice, { reshape: 1, transpose: 1 }],
    ['a product whose first is transposed', (x, y) => matmul(transpose(x), y), { matmul: 1 }],
    ['a product whose second is transposed', (x, y) => matmul(x, transpose(y)), { matmul: 1 }],
    ['0 times x stays, as x may be a NaN', (_x, _y, v) => mul(sum(v), 0), { sum: 1, mul: 1 }],
  ],
  'join-pads': [
    ['parts that cover a vector', (_x, _y, v) => sumOfParts(v, [0, 2], [2, 6]), { slice: 2, neg: 2, concat: 1 }],
    ['in any order', (_x, _y, v) => sumOfParts(v, [3, 6], [0, 1], [1, 3]), { slice: 3, neg: 3, concat: 1 }],
    [
      'a part that is there twice',
      (_x, _y, v) => sumOfParts(v, [0, 2], [2, 6], [0, 2]),
      { slice: 3, neg: 3, add: 1, concat: 1 },
    ],
    [
      'zeros where there is no part',
      (_x, _y, v) => sumOfParts(v, [1, 2], [4, 5]),
      { slice: 2, neg: 2, broadcast: 3, concat: 1 },
    ],
    [
      'not where parts overlap otherwise',
      (_x, _y, v) => sumOfParts(v, [0, 4], [2, 6]),
      { slice: 2, neg: 2, pad: 2, add: 1 },
    ],
    [
      'along other axes',
      (x) => add(pad(slice(x, 1, 0, 1), 1, 0, 2), pad(slice(x, 1, 1, 3), 1, 1, 0)),
      { slice: 2, concat: 1 },
    ],
    [
      'not along different axes',
      (x) => add(pad(slice(x, 0, 0, 1), 0, 0, 1), pad(slice(x, 1, 1, 3), 1, 1, 0)),
      { slice: 2, pad: 2, add: 1 },
    ],
  ],
  'merge-equal-nodes': [
    ['the same of the same', (x, y) => mul(add(x, tanh(y)), tanh(y)), { tanh: 1, add: 1, mul: 1 }],
    ['also over what became the same', (x) => mul(exp(tanh(x)), exp(tanh(x))), { tanh: 1, exp: 1, mul: 1 }],
    ['not with other attributes', (x) => mul(leakyRelu(x, 0.1), leakyRelu(x, 0.2)), { leaky: 2, mul: 1 }],
    ['not the other way round', (x, y) => mul(sub(x, y), sub(y, x)), { sub: 2, mul: 1 }],
    [
      'not 0 and -0',
      () => add(div(constant([1]), constant([0])), div(constant([1]), constant([-0]))),
      { div: 2, add: 1 },
    ],
  ],
};

describe.each(Object.entries(examples))('%s', (name, its) => {
  const pass = allPasses.find((each) => each.name === name)!;

  it.each(its)('%s', async (_, make, left) => {
    const before = traced(make);
    const after = optimise(before, [pass]);
    expect(primitivesOf(after)).toEqual(left);
    expect(await resultOf(after)).toEqual(await resultOf(before));
  });
});

it('every pass has its examples', () => {
  expect(allPasses.map(({ name }) => name).sort()).toEqual(Object.keys(examples).sort());
});

/** What random programs are made of; each keeps or makes the shape [2, 3]. */
const steps: readonly Make[] = [
  (x, y) => add(x, mul(y, 0)),
  (x) => mul(neg(x), -1),
  (x) => sub(0, div(x, 1)),
  (x) => tanh(x),
  (x, y) => mul(sigmoid(y), x),
  (x, y) => where(y, x, elu(x)),
  (x, y) => mul(leakyRelu(x, 0.2), leakyRelu(y, 0.2)),
  (x) => transpose(reshape(transpose(x), [3, 2])),
  (x, y) => matmul(matmul(x, transpose(y)), transpose(transpose(y))),
  (x) => add(x, reduceMax(x, 1, { keepDims: true })),
  (x, y, v) => mul(x, reshape(concat([slice(v, 0, 3, 6), slice(reshape(y, [6]), 0, 0, 3)], 0), [2, 3])),
  (x, _y, v) => add(matmul(x, reshape(concat([v, slice(v, 0, 0, 3)], 0), [3, 3])), slice(v, 0, 1, 4)),
  (x) => sub(x, stop(mean(x, 0))),
  (x, y) => grad(sum(softplus(mul(x, y))), [x])[0]!,
];

describe('any program', () => {
  const recipe = fc.array(fc.tuple(fc.nat(steps.length - 1), fc.boolean()), { minLength: 1, maxLength: 7 });

  it('computes the same with any passes in any order, its gradients included', async () => {
    await fc.assert(
      fc.asyncProperty(recipe, fc.shuffledSubarray([...allPasses]), fc.nat(1e6), async (chosen, passes, seed) => {
        const before = traced((x, y, v) => {
          const last = chosen.reduce((sofar, [which, swap]) => steps[which]!(swap ? y : sofar, swap ? sofar : y, v), x);
          const loss = mean(square(tanh(last)));
          const gradients = grad(loss, [x, v]);
          return concat([reshape(last, [6]), reshape(gradients[0]!, [6]), gradients[1]!], 0);
        });
        expect(worst(await resultOf(optimise(before, passes), seed), await resultOf(before, seed))).toBeLessThan(1e-12);
        expect(worst(await resultOf(optimise(before), seed), await resultOf(before, seed))).toBeLessThan(1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps its slots, its names, and where its nodes come from', () => {
    const before = program({ inputs: { x: [2] }, state: { s: [2] } }, ({ x }, { s }) => ({
      state: { s: named(mul(1, add(s, tanh(x))), 'generator') },
      outputs: { twice: named(add(tanh(x), 0), 'loss'), s },
    }));
    const after = optimise(before);
    expect([after.inputs, after.state]).toEqual([before.inputs, before.state]);
    expect(Object.keys(after.outputs)).toEqual(['twice', 's']);
    expect(after.next['s']!.origin).toBe('generator');
    expect(primitivesOf(after)).toEqual({ tanh: 1, add: 1 });
  });

  it('loses what nothing needs', () => {
    const before = traced((x, y) => {
      grad(sum(exp(mul(x, y))), [y]);
      return tanh(x);
    });
    expect(primitivesOf(optimise(before))).toEqual({ tanh: 1 });
  });

  it('has one concat for the gradient of a network of one vector, however often the network is used', () => {
    const network = (v: Tensor, x: Tensor): Tensor =>
      add(matmul(tanh(mul(x, slice(v, 0, 0, 3))), reshape(slice(v, 0, 3, 6), [3, 1])), 1);
    const made = optimise(traced((x, y, v) => grad(sub(mean(network(v, x)), mean(softplus(network(v, y)))), [v])[0]!));
    expect(primitivesOf(made)).toMatchObject({ concat: 1, slice: 2, tanh: 2 });
    expect(primitivesOf(made).pad).toBeUndefined();
  });
});
