/** The interpreter against numbers worked out by hand or taken from elsewhere, and where a number stopped being one. */
import { describe, expect, it } from 'vitest';
import { firstNonFinite } from '../../../src/engine/index.ts';
import { reference } from '../../../src/engine/reference/index.ts';
import {
  add,
  broadcastTo,
  concat,
  constant,
  conv,
  convFilter,
  convTranspose,
  div,
  erf,
  exp,
  gather,
  grad,
  input,
  log,
  logSumExp,
  matmul,
  maximum,
  mul,
  named,
  pad,
  program,
  reduceMax,
  slice,
  softplus,
  sqrt,
  square,
  sub,
  sum,
  tanh,
  transpose,
  where,
  type Tensor,
} from '../../../src/graph/index.ts';

async function numbers(y: Tensor): Promise<number[]> {
  const traced = program({ inputs: {}, state: {} }, () => ({ state: {}, outputs: { y } }));
  const executable = await reference.compile(traced, {});
  return Array.from((await executable.step({}))['y']!);
}

const range = (count: number, ...shape: number[]): Tensor =>
  constant(
    Array.from({ length: count }, (_, i) => i),
    shape,
  );

describe('kernels', () => {
  const plain = { strides: [1, 1], pads: [0, 0, 0, 0] } as const;
  // 0 1 2 / 3 4 5
  const x = range(6, 2, 3);

  it.each<[string, Tensor, number[]]>([
    ['transpose', transpose(x), [0, 3, 1, 4, 2, 5]],
    ['transpose of three axes', transpose(range(8, 2, 2, 2), [1, 2, 0]), [0, 4, 1, 5, 2, 6, 3, 7]],
    ['sum over rows', sum(x, 0), [3, 5, 7]],
    ['sum over columns', sum(x, 1), [3, 12]],
    ['sum over outer axes', sum(range(8, 2, 2, 2), [0, 2]), [10, 18]],
    ['largest of each row', reduceMax(x, 1), [2, 5]],
    ['largest of numbers below 0', reduceMax(constant([-3, -1, -2])), [-1]],
    ['broadcast of a row', broadcastTo(constant([1, 2]), [2, 2]), [1, 2, 1, 2]],
    ['broadcast of a column', broadcastTo(constant([1, 2], [2, 1]), [2, 2]), [1, 1, 2, 2]],
    ['concat of columns', concat([x, constant([7, 8], [2, 1])], 1), [0, 1, 2, 7, 3, 4, 5, 8]],
    ['slice of columns', slice(x, 1, 1, 3), [1, 2, 4, 5]],
    ['pad of columns', pad(x, 1, 1, 0), [0, 0, 1, 2, 0, 3, 4, 5]],
    ['gather with repetition', gather(x, 1, [2, 0, 2]), [2, 0, 2, 5, 3, 5]],
    ['where above 0 only', where(constant([-1, 0, 1]), constant([1, 2, 3]), 9), [9, 9, 3]],
    ['matmul', matmul(x, constant([1, 2, 3, 4, 5, 6], [3, 2])), [13, 16, 40, 52]],
    ['matmul of transposed', matmul(x, x, { transposeA: true }), [9, 12, 15, 12, 17, 22, 15, 22, 29]],
    ['matmul in batches', matmul(range(4, 2, 1, 2), range(4, 2, 2, 1)), [1, 13]],
    // 0 1 2 / 3 4 5 / 6 7 8 under 1 2 / 3 4: the first is 0 + 2 + 9 + 16
    ['conv', conv(range(9, 1, 1, 3, 3), constant([1, 2, 3, 4], [1, 1, 2, 2]), plain), [27, 37, 57, 67]],
    [
      'conv with stride and pads',
      conv(range(9, 1, 1, 3, 3), constant([1, 2, 3, 4], [1, 1, 2, 2]), { strides: [2, 2], pads: [1, 1, 0, 0] }),
      [0, 11, 30, 67],
    ],
    [
      'transposed conv with stride',
      convTranspose(constant([1, 2], [1, 1, 1, 2]), constant([1, 10, 100, 1000], [1, 1, 2, 2]), {
        strides: [2, 2],
        pads: [0, 0, 0, 0],
        size: [2, 4],
      }),
      [1, 10, 2, 20, 100, 1000, 200, 2000],
    ],
    [
      'conv by its filter',
      convFilter(range(9, 1, 1, 3, 3), constant([1, 0, 0, 1], [1, 1, 2, 2]), { ...plain, size: [2, 2] }),
      [4, 6, 10, 12],
    ],
  ])('%s', async (_, y, expected) => {
    expect(await numbers(y)).toEqual(expected);
  });

  it('erf to double precision, on both sides of where its series ends', async () => {
    // Abramowitz and Stegun, table 7.1, and mpmath at 2.5, 3 and 5
    const table = [
      [0, 0],
      [0.5, 0.5204998778130465],
      [1, 0.8427007929497149],
      [2, 0.9953222650189527],
      [2.5, 0.999593047982555],
      [3, 0.9999779095030014],
      [5, 0.9999999999984626],
      [7, 1],
    ] as const;
    const values = await numbers(erf(constant(table.flatMap(([x]) => [x, -x]))));
    for (const [i, [, expected]] of table.entries()) {
      expect(values[2 * i]).toBeCloseTo(expected, 14);
      expect(values[2 * i + 1]).toBeCloseTo(-expected, 14);
    }
  });

  it('does not hide a NaN in a maximum, from either side', async () => {
    const nan = constant(Number.NaN);
    expect(await numbers(maximum(nan, 1))).toEqual([Number.NaN]);
    expect(await numbers(maximum(1, nan))).toEqual([Number.NaN]);
    expect(await numbers(reduceMax(constant([1, Number.NaN, 2])))).toEqual([Number.NaN]);
  });
});

describe('state', () => {
  const traced = program({ inputs: { x: [1] }, state: { a: [1], b: [1] } }, ({ x }, { a, b }) => ({
    state: { a: b, b: add(a, x) },
    outputs: { a },
  }));

  it('is replaced at once by what was computed from the state before', async () => {
    const executable = await reference.compile(traced, { a: Float64Array.of(1), b: Float64Array.of(10) });
    await executable.step({ x: Float64Array.of(0.5) });
    expect(executable.readState()).toEqual({ a: Float64Array.of(10), b: Float64Array.of(1.5) });
    expect((await executable.step({ x: Float64Array.of(0) }))['a']).toEqual(Float64Array.of(10));
  });

  it('is copied out and in, never shared', async () => {
    const start = { a: Float64Array.of(1), b: Float64Array.of(10) };
    const executable = await reference.compile(traced, start);
    start.a[0] = 99;
    executable.readState()['b']![0] = 99;
    expect(executable.readState()).toEqual({ a: Float64Array.of(1), b: Float64Array.of(10) });
  });
});

describe('the first number that is none', () => {
  const step = program({ inputs: { x: [2] }, state: { w: [2] } }, ({ x }, { w }) => {
    const hidden = named(tanh(log(mul(w, x))), 'generator.layers[0]');
    const loss = named(sum(softplus(hidden)), 'objective');
    return { state: { w: sub(w, grad(loss, [w])[0]!) }, outputs: { loss } };
  });
  const at = (w: number[], x: number[]): ReturnType<typeof firstNonFinite> =>
    firstNonFinite(step, { w: Float64Array.from(w) }, { x: Float64Array.from(x) });

  it('is none in a healthy step', () => {
    expect(at([1, 2], [3, 4])).toBeUndefined();
  });

  it('is found where it arises, and named by the layer it was computed for', () => {
    expect(at([1, -2], [3, 4])).toEqual({ primitive: 'log', origin: 'generator.layers[0]', what: 'nan' });
    expect(at([1, 0], [3, 4])).toEqual({ primitive: 'log', origin: 'generator.layers[0]', what: 'infinite' });
  });

  it('is found in what was fed or carried, by its name', () => {
    expect(at([1, 2], [3, Number.NaN])).toEqual({ primitive: 'input', origin: 'x', what: 'nan' });
    expect(at([1, Infinity], [3, 4])).toEqual({ primitive: 'input', origin: 'w', what: 'infinite' });
  });

  it('is named by what it was computed from where it was computed for nothing in particular', () => {
    const x = input('x', [1]);
    const outputs = { y: div(1, sub(named(square(x), 'discriminator.layers[1]'), 4)) };
    const traced = program({ inputs: { x: [1] }, state: {} }, () => ({ state: {}, outputs }));
    const found = firstNonFinite(traced, {}, { x: Float64Array.of(2) });
    expect(found).toEqual({ primitive: 'div', origin: 'discriminator.layers[1]', what: 'infinite' });
  });

  it('is found in a gradient, and named by the layer whose gradient it is', () => {
    const whole = program({ inputs: { x: [1] }, state: {} }, ({ x }) => {
      const root = named(sqrt(square(x)), 'penalties[0]');
      return { state: {}, outputs: { slope: grad(sum(root), [x])[0]! } };
    });
    const found = firstNonFinite(whole, {}, { x: Float64Array.of(0) });
    expect(found).toEqual({ primitive: 'div', origin: 'penalties[0]', what: 'infinite' });
  });

  it('does not lie in what is far from 0 but right', () => {
    const whole = program({ inputs: { x: [2] }, state: {} }, ({ x }) => ({
      state: {},
      outputs: { y: logSumExp(x, 0), z: exp(constant(-1000)) },
    }));
    expect(firstNonFinite(whole, {}, { x: Float64Array.of(1e5, -1e5) })).toBeUndefined();
  });

  it('takes a number for infinite that is beyond the largest of less precision', () => {
    const whole = program({ inputs: { x: [2] }, state: {} }, ({ x }) => ({ state: {}, outputs: { y: mul(x, x) } }));
    const x = Float64Array.of(1, 1e20);
    expect(firstNonFinite(whole, {}, { x })).toBeUndefined();
    expect(firstNonFinite(whole, {}, { x }, 3.4e38)).toMatchObject({ primitive: 'mul', what: 'infinite' });
  });
});
