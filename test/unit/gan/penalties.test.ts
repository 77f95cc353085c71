import { describe, expect, it } from 'vitest';
import type { ConfigInput, PenaltyConfig } from '../../../src/config/index.ts';
import { add, constant, grad, mul, sum, type Tensor } from '../../../src/graph/index.ts';
import { objectives, penaltyTerm, planStep } from '../../../src/gan/index.ts';
import { createNetwork } from '../../../src/nn/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { evaluate, flat, readReference, relativeError, runProgram, vectorOf, type Weights } from '../nn/helpers.ts';
import { tinyConfig } from './helpers.ts';

const layer = (dense: number, activation: 'tanh' | 'linear') =>
  ({ dense, activation, initializer: 'glorot-uniform', bias: true }) as const;
const network = createNetwork([layer(5, 'tanh'), layer(4, 'tanh'), layer(1, 'linear')], [2], 'discriminator');

interface Case {
  readonly parameters: Weights;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** The value and gradient by D's parameters of some penalties, with or without an objective's loss. */
async function termOf(
  { parameters, inputs }: Case,
  penalties: readonly PenaltyConfig[],
  uniform: { readonly name: string; readonly shape: readonly number[] } | undefined,
  objective?: keyof typeof objectives,
) {
  const shapes = {
    parameters: [network.size],
    real: [4, 2],
    fake: [4, 2],
    ...(uniform && { [uniform.name]: uniform.shape }),
  };
  const feeds = {
    parameters: vectorOf(parameters),
    real: flat(inputs['real']),
    fake: flat(inputs['fake'] ?? inputs['real']),
    ...(uniform && { [uniform.name]: flat(inputs[uniform.name]) }),
  };
  const { value, gradient } = await evaluate(
    shapes,
    (leaves) => {
      const [real, fake, p] = [leaves['real']!, leaves['fake']!, leaves['parameters']!];
      const score = (x: Tensor): Tensor => network.apply(p, x);
      const drawn = (shape: readonly number[]): Tensor => {
        expect(shape).toEqual(uniform?.shape);
        return leaves[uniform!.name]!;
      };
      const terms = penalties.map((config) => penaltyTerm(config, { score, real, fake, uniform: drawn })!);
      const loss = objective && objectives[objective].discriminator(score(real), score(fake));
      const total = [...terms, ...(loss ? [loss] : [])].reduce((a, b) => add(a, b));
      return { value: total, gradient: grad(total, [p])[0]! };
    },
    feeds,
  );
  return { value: value![0]!, gradient: gradient! };
}

describe("penalties give PyTorch's values and second-order gradients", () => {
  it('gradient', async () => {
    const reference = readReference('wgan_gp_tanh_mlp');
    const mix = { name: 'mix', shape: [4, 1] };
    const alone = await termOf(reference, [{ type: 'gradient', weight: 1 }], mix);
    expect(alone.value).toBeCloseTo(reference.expected.penalty, 12);
    expect(relativeError(alone.gradient, vectorOf(reference.expected.penalty_gradients))).toBeLessThan(1e-9);
    const whole = await termOf(reference, [{ type: 'gradient', weight: 10 }], mix, 'wasserstein');
    expect(whole.value).toBeCloseTo(reference.expected.loss, 11);
    expect(relativeError(whole.gradient, vectorOf(reference.expected.loss_gradients))).toBeLessThan(1e-9);
  });

  it('dragan', async () => {
    const reference = readReference('dragan_tanh_mlp');
    const { value, gradient } = await termOf(reference, [{ type: 'dragan', weight: 1 }], {
      name: 'noise',
      shape: [4, 2],
    });
    expect(value).toBeCloseTo(reference.expected.penalty, 12);
    expect(relativeError(gradient, vectorOf(reference.expected.penalty_gradients))).toBeLessThan(1e-9);
  });

  it('r1 and r2, and both with the relativistic objective as in R3GAN', async () => {
    const reference = readReference('r1_r2_tanh_mlp');
    for (const type of ['r1', 'r2'] as const) {
      const { value, gradient } = await termOf(reference, [{ type, weight: 1 }], undefined);
      expect(value).toBeCloseTo(reference.expected[type], 12);
      expect(relativeError(gradient, vectorOf(reference.expected[`${type}_gradients`]))).toBeLessThan(1e-9);
    }
    const both = [
      { type: 'r1', weight: 0.05 },
      { type: 'r2', weight: 0.05 },
    ] as const;
    const { value, gradient } = await termOf(reference, both, undefined, 'relativistic');
    expect(value).toBeCloseTo(reference.expected['r3gan_d_loss_gamma_0.1'], 12);
    expect(relativeError(gradient, vectorOf(reference.expected['r3gan_d_gradients_gamma_0.1']))).toBeLessThan(1e-9);
  });

  it.each(['gradient', 'dragan', 'r1', 'r2'] as const)('%s has a finite gradient where D is flat', async (type) => {
    const { gradient } = await evaluate(
      { w: [2], real: [3, 2] },
      ({ w, real }) => {
        const score = (x: Tensor): Tensor => sum(mul(x, w!), 1);
        const uniform = (shape: readonly number[]): Tensor => constant(0.5, shape);
        const context = { score, real: real!, fake: real!, uniform };
        return { gradient: grad(penaltyTerm({ type, weight: 1 }, context)!, [w!])[0]! };
      },
      { w: [0, 0], real: [1, 2, 3, 4, 5, 6] },
    );
    expect(gradient).toEqual([0, 0]);
  });
});

describe('a step with penalties', () => {
  const plan = (changes: Partial<ConfigInput>) => planStep(tinyConfig(changes), { shape: [2] });
  const run = (made: ReturnType<typeof plan>, programs = [made.whole]) => {
    const feeds = Object.fromEntries(
      made.feeds.map(({ name, shape }) => {
        const values = new Float64Array(shape.reduce((a, b) => a * b, 1));
        createRandom(1).split(name).fillUniform(values);
        return [name, values] as const;
      }),
    );
    return programs.reduce<Promise<{ state: Record<string, ArrayLike<number>>; outputs: Record<string, number[]> }>>(
      async (sofar, program) => {
        const { state, outputs } = await sofar;
        const own = Object.fromEntries(program.inputs.map(({ name }) => [name, feeds[name]!]));
        const next = await runProgram(program, own, state);
        return { state: next.state, outputs: { ...outputs, ...next.outputs } };
      },
      Promise.resolve({ state: made.initialState(createRandom(7)), outputs: {} }),
    );
  };
  const all: NonNullable<ConfigInput['penalties']> = [
    { type: 'gradient', weight: 0.1 },
    { type: 'dragan', weight: 0.2 },
    { type: 'r1', weight: 0.3 },
    { type: 'r2', weight: 0.4 },
  ];

  it('logs each by its name, within the loss of D', async () => {
    const [without, withAll] = [(await run(plan({}))).outputs, (await run(plan({ penalties: all }))).outputs];
    const terms = all.map(({ type }) => withAll[`penalty/${type}`]![0]!);
    for (const term of terms) expect(term).toBeGreaterThan(0);
    const total = terms.reduce((a, b) => a + b, without['loss/discriminator']![0]!);
    expect(withAll['loss/discriminator']![0]).toBeCloseTo(total, 12);
  });

  it.each(Object.keys(objectives) as (keyof typeof objectives)[])(
    'has the same bits phase by phase, with the objective %s',
    async (objective) => {
      const made = plan({
        objective,
        penalties: all,
        training: { batch: 4, order: 'generator-first', generatorSteps: 2 },
      });
      const phases = made.phases.map(({ program }) => program);
      expect(await run(made, phases)).toEqual(await run(made));
    },
  );
});
