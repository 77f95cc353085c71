/** Layers whose numbers are carried from step to step, in whole games. */
import { describe, expect, it } from 'vitest';
import type { ConfigInput } from '../../../src/config/index.ts';
import { constant } from '../../../src/graph/index.ts';
import { createNetwork } from '../../../src/nn/index.ts';
import { planStep } from '../../../src/gan/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { evaluate, relativeError, runProgram, type Values } from '../nn/helpers.ts';
import { draw, only, tinyConfig } from './helpers.ts';

const generator: ConfigInput['generator'] = {
  layers: [
    { dense: 3, bias: false },
    { 'batch-norm': true, activation: 'tanh' },
    { dense: 3, spectralNorm: true, activation: 'tanh' },
    { dense: 2 },
  ],
};
const discriminator: ConfigInput['discriminator'] = {
  layers: [{ dense: 4, spectralNorm: true, activation: 'tanh' }, { 'layer-norm': true }, { dense: 1 }],
};
const made = (changes: Partial<ConfigInput> = {}) =>
  planStep(tinyConfig({ generator, discriminator, ...changes }), { shape: [2] });

async function trained(plan: ReturnType<typeof planStep>, steps: number) {
  return runProgram(plan.whole, draw(plan), plan.initialState(createRandom(7)), steps);
}

/** What the generator makes of latents of a batch of 4. */
async function samples(plan: ReturnType<typeof planStep>, state: Values, latent: number[]): Promise<number[]> {
  const traced = plan.generate(4);
  const own = Object.fromEntries(traced.state.map(({ name }) => [name, state[name]!]));
  return (await runProgram(traced, { latent }, own)).outputs['samples']!;
}

const games: readonly (readonly [string, Partial<ConfigInput>])[] = [
  ['a plain game', {}],
  ['turns of several updates', { training: { batch: 5, order: 'generator-first', generatorSteps: 2 } }],
  ['simultaneous turns', { training: { batch: 5, order: 'simultaneous' } }],
  [
    'several generators',
    { training: { batch: 6 }, mechanisms: [{ type: 'mad-gan', generators: 2, sharedLayers: 1, identify: false }] },
  ],
  ['an unrolled discriminator', { mechanisms: [{ type: 'unrolled', steps: 2 }] }],
  ['a gradient penalty', { penalties: [{ type: 'gradient' }] }],
  [
    'a game with dropout in both networks and a penalty',
    {
      generator: { layers: [{ dropout: 0.2 }, ...generator.layers] },
      discriminator: {
        layers: [...discriminator.layers.slice(0, 1), { dropout: 0.5 }, { dense: 1 }],
      },
      penalties: [{ type: 'r1' }],
    },
  ],
];

describe.each(games)('in %s', (_, changes) => {
  it('are carried, stay finite, and are the same phase by phase', async () => {
    const plan = made(changes);
    const before = plan.initialState(createRandom(7));
    const whole = await trained(plan, 1);
    for (const numbers of [...Object.values(whole.state), ...Object.values(whole.outputs)]) {
      expect(numbers.every(Number.isFinite)).toBe(true);
    }
    for (const slot of Object.values(plan.parameters)) {
      // The last numbers of each network are what is carried
      expect(whole.state[slot]!.at(-1)).not.toBe(before[slot]!.at(-1));
    }
    let state: Values = before;
    for (const { program } of plan.phases) {
      state = (await runProgram(program, only(draw(plan), program), state)).state;
    }
    expect(state).toEqual(whole.state);
  });

  it('make of a latent the same whatever else is in the batch', async () => {
    const plan = made(changes);
    const { state } = await trained(plan, 3);
    const [one, other] = [
      await samples(plan, state, [1, 2, 3, 4, 5, 6, 7, 8]),
      await samples(plan, state, [1, 2, 9, 9, 5, 6, 9, 9]),
    ];
    expect(other.slice(0, 2)).toEqual(one.slice(0, 2));
    expect(other.slice(4, 6)).toEqual(one.slice(4, 6));
    expect(other.slice(2, 4)).not.toEqual(one.slice(2, 4));
  });
});

it("averages come to those of the generator's batches", async () => {
  const layers: ConfigInput['generator']['layers'] = [{ 'batch-norm': true }, { dense: 2 }];
  const plan = made({ generator: { layers }, training: { batch: 4 } });
  // The same latents each time, and nothing before the layer that is learned
  const { state } = await trained(plan, 400);
  const latent = Array.from(draw(plan)['generator[0]/latent']!);
  const columns = [0, 1].map((at) => latent.filter((__, i) => i % 2 === at));
  const mean = columns.map((column) => column.reduce((a, b) => a + b) / 4);
  const variance = columns.map((column, i) => column.reduce((a, b) => a + (b - mean[i]!) ** 2, 0) / 3);
  expect(relativeError(state['generator/parameters']!.slice(-4), [...mean, ...variance])).toBeLessThan(1e-9);
});

describe('dropout', () => {
  const layers: ConfigInput['discriminator']['layers'] = [{ dense: 8 }, { dropout: 0.25 }, { dense: 1 }];
  const plan = made({ generator: { layers: [{ dropout: 0.25 }, { dense: 2 }] }, discriminator: { layers } });

  it('is fed fresh numbers at each use, by its place', () => {
    const uniform = plan.feeds.filter(({ kind }) => kind === 'uniform');
    expect(uniform.map(({ name, shape }) => [name, shape])).toEqual([
      ['discriminator[0]/generator.layers[0]/5x2/0', [5, 2]],
      ['discriminator[0]/discriminator.layers[1]/10x8/0', [10, 8]],
      ['generator[0]/generator.layers[0]/5x2/0', [5, 2]],
      ['generator[0]/discriminator.layers[1]/5x8/0', [5, 8]],
    ]);
  });

  it('sets its share to 0 and makes up for it in training, and does nothing to samples', async () => {
    const draws: string[] = [];
    const network = createNetwork([{ dropout: 0.25 }], [4], 'generator', (origin, shape) => {
      draws.push(origin);
      return constant([0, 0.2, 0.3, 0.9, 0.25001, 0.5, 0.1, 0.99], shape);
    });
    const x = [1, 2, 3, 4, 5, 6, 7, 8];
    const { training, sampling } = await evaluate(
      { x: [2, 4] },
      (leaves) => {
        const none = constant(0, [1]);
        return { training: network.apply(none, leaves['x']!), sampling: network.sample(none, leaves['x']!) };
      },
      { x },
    );
    expect(
      relativeError(
        training!,
        [0, 0, 3, 4, 5, 6, 0, 8].map((value) => value / 0.75),
      ),
    ).toBeLessThan(1e-12);
    expect(sampling).toEqual(x);
    expect(draws).toEqual(['generator.layers[0]']);
  });
});
