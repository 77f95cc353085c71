import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../src/engine/index.ts';
import { reference } from '../../../src/engine/reference/index.ts';
import {
  add,
  constant,
  elu,
  gelu,
  grad,
  input,
  leakyRelu,
  logSigmoid,
  matmul,
  mul,
  optimise,
  program,
  relu,
  selu,
  sigmoid,
  silu,
  slice,
  softplus,
  sub,
  sum,
  tanh,
  type Tensor,
} from '../../../src/graph/index.ts';
import type { ConfigInput } from '../../../src/config/index.ts';
import { planStep } from '../../../src/gan/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { tinyConfig } from '../gan/helpers.ts';
import { cases } from './cases.ts';
import { feedsOf, programOf, relativeError, run } from './helpers.ts';

/** With whether each can be loaded here: all but `portable` come with optional packages. */
const all = await Promise.all(
  engines.map(async (engine) => ({ name: engine.name, engine, here: (await engine.available()).ok })),
);
const fast = all.filter(({ name }) => name !== 'reference');

/** Steps of small games. Activations are smooth: at a corner rounding would decide which way a parameter goes. */
const games: readonly { name: string; shape: readonly number[]; config: Partial<ConfigInput> }[] = [
  { name: 'a small GAN', shape: [2], config: {} },
  {
    name: 'a convolutional GAN with a penalty',
    shape: [2, 8, 8],
    config: {
      generator: {
        layers: [
          { dense: 12, activation: 'tanh' },
          { reshape: [3, 2, 2] },
          { 'conv2d-transpose': 4, activation: 'tanh' },
          { upsample: 2 },
          { conv2d: 2, kernel: 3, stride: 1, activation: 'tanh' },
        ],
      },
      discriminator: {
        layers: [
          { conv2d: 3, activation: 'tanh' },
          { conv2d: 4, kernel: 3, stride: 2, activation: 'silu' },
          { flatten: true },
          { dense: 1 },
        ],
      },
      penalties: [{ type: 'gradient', weight: 1 }],
    },
  },
  {
    name: 'a GAN with all kinds of normalisation',
    shape: [1, 4, 4],
    config: {
      generator: {
        layers: [
          { dense: 12, bias: false },
          { 'batch-norm': true, activation: 'tanh' },
          { reshape: [3, 2, 2] },
          { 'conv2d-transpose': 4, bias: false },
          { 'batch-norm': true, activation: 'tanh' },
          { conv2d: 1, kernel: 3, stride: 1, activation: 'tanh' },
        ],
      },
      discriminator: {
        layers: [
          { conv2d: 3, activation: 'tanh', spectralNorm: true },
          { 'layer-norm': true, activation: 'silu' },
          { dense: 1, spectralNorm: true },
        ],
      },
      penalties: [{ type: 'gradient', weight: 1 }],
    },
  },
  {
    name: 'a GAN with dropout, maxout and residual blocks',
    shape: [2],
    config: {
      generator: { layers: [{ dense: 4 }, { residual: [{ dense: 4, activation: 'tanh' }] }, { dense: 2 }] },
      discriminator: { layers: [{ maxout: 4, pieces: 3 }, { dropout: 0.3 }, { dense: 1 }] },
      penalties: [{ type: 'r1', weight: 1 }],
    },
  },
];

describe.each(fast)('$name', ({ engine, here }) => {
  const skip = !here;

  describe.skipIf(skip)('agrees with the reference', () => {
    let actual: Record<string, number[]>;
    let expected: Record<string, number[]>;
    beforeAll(async () => {
      const whole = programOf(cases);
      const feeds = feedsOf(cases);
      ({ outputs: actual } = await run(engine, whole, feeds));
      ({ outputs: expected } = await run(reference, whole, feeds));
    });

    it.each(cases)('$name', ({ name, products }) => {
      expect(relativeError(actual[name]!, expected[name]!)).toBeLessThan(products === true ? 1e-4 : 1e-5);
    });
  });

  it.skipIf(skip)('stays finite at 100 and -100, to second order', async () => {
    const activations = {
      tanh,
      sigmoid,
      softplus,
      logSigmoid,
      elu,
      selu,
      gelu,
      silu,
      relu,
      leaky: (x: Tensor) => leakyRelu(x, 0.2),
    };
    const outputs = (x: Tensor): Record<string, Tensor> =>
      Object.fromEntries(
        Object.entries(activations).flatMap(([name, f]) => {
          const [first] = grad(sum(f(x)), [x]);
          return [
            [name, f(x)] as const,
            [`${name}'`, first!] as const,
            [`${name}''`, grad(sum(first!), [x])[0]!] as const,
          ];
        }),
      );
    const whole = program({ inputs: { x: [5] }, state: {} }, ({ x }) => ({ state: {}, outputs: outputs(x) }));
    const feeds = { x: Float32Array.of(-100, -20, 0.5, 20, 100) };
    const [actual, expected] = [await run(engine, whole, feeds), await run(reference, whole, feeds)];
    for (const [name, numbers] of Object.entries(actual.outputs)) {
      expect(numbers.every(Number.isFinite), name).toBe(true);
      // Second derivatives are small numbers left over from large ones
      for (const [i, value] of numbers.entries()) expect(value, name).toBeCloseTo(expected.outputs[name]![i]!, 4);
    }
  });

  it.skipIf(skip)('carries the state from call to call, also where it is passed through or used twice', async () => {
    const whole = program({ inputs: { x: [2] }, state: { total: [2], last: [2], kept: [2] } }, ({ x }, s) => ({
      state: { total: add(s.total, x), last: x, kept: s.kept },
      outputs: { total: add(s.total, x), before: s.total, kept: s.kept, again: s.kept },
    }));
    const state = { total: Float32Array.of(1, 2), last: new Float32Array(2), kept: Float32Array.of(7, 8) };
    const { outputs, state: after } = await run(engine, whole, { x: Float32Array.of(10, 20) }, state, 3);
    expect(outputs).toEqual({ total: [31, 62], before: [21, 42], kept: [7, 8], again: [7, 8] });
    expect(after).toEqual({ total: [31, 62], last: [10, 20], kept: [7, 8] });
  });

  it.skipIf(skip).each(games)('trains like the reference: the whole step of $name, several times', async (game) => {
    const plan = planStep(tinyConfig(game.config), { shape: game.shape });
    const state = plan.initialState(createRandom(3));
    const random = createRandom(4);
    const feeds = Object.fromEntries(
      plan.feeds.map(({ name, shape, kind }) => {
        const numbers = new Float32Array(shape.reduce((product, length) => product * length, 1));
        if (kind === 'uniform') random.fillUniform(numbers);
        else random.fillNormal(numbers);
        return [name, numbers];
      }),
    );
    const [actual, expected] = [
      await run(engine, plan.whole, feeds, state, 5),
      await run(reference, plan.whole, feeds, state, 5),
    ];
    for (const [name, numbers] of Object.entries(actual.outputs)) {
      expect(relativeError(numbers, expected.outputs[name]!), name).toBeLessThan(1e-4);
    }
    for (const [name, numbers] of Object.entries(actual.state)) {
      expect(relativeError(numbers, expected.state[name]!), name).toBeLessThan(1e-4);
    }
  });

  it.skipIf(skip)('gives the same bits twice', async () => {
    const whole = programOf(cases);
    const feeds = feedsOf(cases);
    expect((await run(engine, whole, feeds)).outputs).toEqual((await run(engine, whole, feeds)).outputs);
  });
});

describe.each(all.filter(({ here }) => here))('$name, fed wrongly', ({ engine }) => {
  const whole = program({ inputs: { x: [2, 2] }, state: { s: [3] } }, ({ x }, { s }) => ({
    state: { s: mul(s, 2) },
    outputs: { y: sub(x, 1) },
  }));
  const state = { s: Float32Array.of(1, 2, 3) };

  it('names the feed that is missing or of another length, and goes on afterwards', async () => {
    const executable = await engine.compile(whole, state);
    const step = async (feeds: Record<string, Float32Array>): Promise<number[]> =>
      Array.from((await executable.step(feeds))['y']!);
    await expect(step({})).rejects.toMatchObject({
      code: 'missing-feed',
      message: expect.stringContaining('"x"') as string,
    });
    await expect(step({ x: new Float32Array(5) })).rejects.toMatchObject({ code: 'wrong-length' });
    expect(await step({ x: Float32Array.of(1, 2, 3, 4) })).toEqual([0, 1, 2, 3]);
    expect(Array.from(executable.readState()['s']!)).toEqual([2, 4, 6]);
    await executable.dispose();
  });

  it('refuses a state that does not fit, and takes one that does', async () => {
    await expect(engine.compile(whole, {})).rejects.toMatchObject({ code: 'missing-feed' });
    const executable = await engine.compile(whole, state);
    expect(() => executable.writeState({ s: new Float32Array(2) })).toThrow(/takes 3/);
    executable.writeState({ s: Float32Array.of(5, 6, 7) });
    await executable.step({ x: new Float32Array(4) });
    expect(Array.from(executable.readState()['s']!)).toEqual([10, 12, 14]);
    await executable.dispose();
  });
});

describe('optimising a program', () => {
  it('changes no number', async () => {
    const plan = planStep(tinyConfig(), { shape: [2] });
    const state = plan.initialState(createRandom(5));
    const feeds = Object.fromEntries(
      plan.feeds.map(({ name, shape }) => [
        name,
        new Float32Array(shape.reduce((product, length) => product * length, 1)).fill(0.3),
      ]),
    );
    const [plain, optimised] = [
      await run(reference, plan.whole, feeds, state, 2),
      await run(reference, optimise(plan.whole), feeds, state, 2),
    ];
    for (const [name, numbers] of Object.entries(plain.state)) {
      expect(relativeError(optimised.state[name]!, numbers), name).toBeLessThan(1e-12);
    }
  });

  it('joins the gradients of slices without adding zeros', () => {
    const x = input('x', [6]);
    const y = add(sum(mul(slice(x, 0, 0, 2), 3)), sum(mul(slice(x, 0, 2, 6), slice(x, 0, 2, 6))));
    const made = program({ inputs: { x: [6] }, state: {} }, () => ({ state: {}, outputs: { g: grad(y, [x])[0]! } }));
    expect(optimise(made).outputs['g']!.primitive).toBe('concat');
  });

  it('computes a product with a constant matrix of one number as it is', async () => {
    const whole = program({ inputs: { x: [2, 3] }, state: {} }, ({ x }) => ({
      state: {},
      outputs: { y: matmul(x, mul(constant([1, 1, 1], [3, 1]), 2)) },
    }));
    const feeds = { x: Float32Array.of(1, 2, 3, 4, 5, 6) };
    expect((await run(reference, optimise(whole), feeds)).outputs).toEqual({ y: [12, 30] });
  });
});
