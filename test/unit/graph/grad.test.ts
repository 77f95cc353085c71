/** What a gradient is of: identity, independence, structure, depth. Numbers of each rule are in derivatives.test.ts. */
import { describe, expect, it } from 'vitest';
import {
  add,
  constant,
  exp,
  grad,
  greater,
  input,
  leakyRelu,
  mul,
  named,
  optimise,
  program,
  relu,
  slice,
  square,
  stop,
  sub,
  sum,
  tanh,
  topologicalOrder,
  valueAndGrad,
  valueAndGradWithAux,
  type Tensor,
} from '../../../src/graph/index.ts';
import { valueAt, type Build } from './points.ts';

/** A function of one number, at 3. */
const atThree = async (f: (x: Tensor) => Tensor): Promise<number> => {
  const [value] = await valueAt([[]], ([x]) => f(x!), [Float64Array.of(3)]);
  return value!;
};

describe('grad', () => {
  it('is zeros, of the same shape, by what a scalar does not depend on', async () => {
    const build: Build = ([x, y]) => grad(sum(square(x!)), [y!])[0]!;
    expect(await valueAt([[2], [2, 2]], build, [Float64Array.of(1, 2), new Float64Array(4)])).toEqual([0, 0, 0, 0]);
  });

  it('is 1 by the scalar itself', async () => {
    expect(await atThree((x) => grad(x, [x])[0]!)).toBe(1);
  });

  it('follows every way from a tensor, and goes on through one that is asked for', async () => {
    // y = u^2 + x with u = x^2: by u 2 u = 18, by x 4 x^3 + 1 = 109
    const both = (x: Tensor): [Tensor, Tensor] => {
      const u = square(x);
      return grad(add(square(u), x), [u, x]) as [Tensor, Tensor];
    };
    expect(await atThree((x) => both(x)[0])).toBe(18);
    expect(await atThree((x) => both(x)[1])).toBe(109);
  });

  it('stops at stop, and goes on beside it', async () => {
    expect(await atThree((x) => grad(mul(x, stop(x)), [x])[0]!)).toBe(3);
    expect(await atThree((x) => grad(stop(square(x)), [x])[0]!)).toBe(0);
    expect(await atThree((x) => grad(mul(square(x), greater(x, 1)), [x])[0]!)).toBe(6);
  });

  it('of a gradient, as in a penalty: d/dx (d/dx x^3)^2 = 36 x^3', async () => {
    const slope = (x: Tensor): Tensor => grad(mul(x, square(x)), [x])[0]!;
    expect(await atThree((x) => grad(square(slope(x)), [x])[0]!)).toBeCloseTo(36 * 27, 9);
  });

  it("through the update that a loss was made with: d/dx f(x - r f'(x)) for f = x^2 is 2 x (1 - 2 r)^2", async () => {
    const unrolled = (x: Tensor): Tensor => square(sub(x, mul(0.1, grad(square(x), [x])[0]!)));
    expect(await atThree((x) => grad(unrolled(x), [x])[0]!)).toBeCloseTo(6 * 0.64, 12);
  });

  it('makes nothing for what it was not asked for', () => {
    const [x, data] = [input('x', [2]), input('data', [2])];
    const [by] = grad(sum(mul(exp(data), x)), [x]);
    // The adjoint of the data, which would need x, is not there
    expect(topologicalOrder([by!])).not.toContain(x);
  });

  it('takes the mask of an activation from its output, so that the input need not be kept', () => {
    const x = input('x', [2]);
    for (const f of [relu, (t: Tensor) => leakyRelu(t, 0.2)]) {
      const y = f(x);
      const mask = topologicalOrder(grad(sum(y), [x])).find(({ primitive }) => primitive === 'mask');
      expect(mask!.inputs[0]).toBe(y);
    }
  });

  it('marks nodes with the place whose gradient they are', () => {
    const x = input('x', [2]);
    const y = named(tanh(x), 'generator.layers[0]');
    expect(grad(sum(y), [x])[0]!.origin).toBe('generator.layers[0]');
  });

  it('of a chain of 40,000 nodes, with passes, does not overflow', async () => {
    const depth = 20_000;
    const f = (x: Tensor): Tensor => {
      let y = x;
      for (let i = 0; i < depth; i++) y = add(mul(y, 1 - 1e-4), 1e-4);
      return y;
    };
    const made = program({ inputs: { x: [] }, state: {} }, ({ x }) => ({
      state: {},
      outputs: { y: grad(f(x), [x])[0]! },
    }));
    expect(topologicalOrder(made).length).toBeGreaterThan(depth);
    expect(topologicalOrder(optimise(made)).length).toBeLessThan(3 * depth);
    expect(await atThree((x) => grad(f(x), [x])[0]!)).toBeCloseTo((1 - 1e-4) ** depth, 12);
  });
});

describe('valueAndGrad', () => {
  const params = { layers: [{ w: constant([1, 2]), b: constant(3) }], scale: constant([5]) };
  const loss = ({ layers: [first], scale }: typeof params): Tensor => sum(mul(scale, add(square(first!.w), first!.b)));

  it('returns the value, and a gradient of the parameters’ structure', async () => {
    const [value, gradient] = valueAndGrad(loss, params);
    const numbers = (x: Tensor): Promise<number[]> => valueAt([], () => x, []);
    expect(await numbers(value)).toEqual([55]);
    expect(await numbers(gradient.layers[0]!.w)).toEqual([10, 20]);
    expect(await numbers(gradient.layers[0]!.b)).toEqual([10]);
    expect(await numbers(gradient.scale)).toEqual([11]);
    expect(Object.keys(gradient)).toEqual(['layers', 'scale']);
  });

  it('takes a tensor alone', async () => {
    expect(await atThree((x) => valueAndGrad((p: Tensor) => mul(p, p), x)[1])).toBe(6);
  });

  it('hands through what else the function returns', () => {
    const [, aux] = valueAndGradWithAux((p: Tensor) => [sum(p), { rows: p.shape[0] }], constant([1, 2]));
    expect(aux).toEqual({ rows: 2 });
  });

  it('of a vector of which a network takes slices', async () => {
    const v = [Float64Array.of(1, 2, 3, 4)];
    const f = (x: Tensor): Tensor => sum(mul(slice(x, 0, 0, 2), slice(x, 0, 2, 4)));
    expect(await valueAt([[4]], ([x]) => valueAndGrad(f, x!)[1], v)).toEqual([3, 4, 1, 2]);
  });
});
