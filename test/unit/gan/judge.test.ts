/** D alone, as the field beneath the samples is made with it. */
import { describe, expect, it } from 'vitest';
import type { ConfigInput } from '../../../src/config/index.ts';
import { planStep } from '../../../src/gan/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { runProgram } from '../nn/helpers.ts';
import { draw, tinyConfig } from './helpers.ts';

/** Scores of the real batch of D's turn by D alone, and their mean as the step gives it. */
async function scoresOf(changes: Partial<ConfigInput>): Promise<{ alone: number[]; inStep: number }> {
  const plan = planStep(tinyConfig(changes), { shape: [2] });
  const feeds = draw(plan);
  const start = plan.initialState(createRandom(5));
  const samples = feeds['discriminator[0]/real']!;
  const judge = plan.judge(samples.length / 2)!;
  const alone = await runProgram(
    judge,
    { samples },
    { 'discriminator/parameters': start['discriminator/parameters']! },
  );
  const { outputs } = await runProgram(plan.whole, feeds, start);
  return { alone: alone.outputs['score']!, inStep: outputs['score/real']![0]! };
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('D alone', () => {
  it.each<[string, Partial<ConfigInput>]>([
    ['a network that ends in its score', {}],
    [
      'an autoencoder',
      { objective: { type: 'energy', margin: 1 }, discriminator: { layers: [{ dense: 1 }, { dense: 2 }] } },
    ],
    [
      'one that tells generators apart',
      {
        mechanisms: [{ type: 'mad-gan', generators: 2, identify: true }],
        discriminator: { layers: [{ dense: 3, activation: 'tanh' }, { dense: 3 }] },
        training: { batch: 4 },
      },
    ],
  ])('gives the scores that it gives in a step: %s', async (_, changes) => {
    const { alone, inStep } = await scoresOf(changes);
    expect(alone.length).toBeGreaterThan(3);
    expect(mean(alone)).toBeCloseTo(inStep, 12);
  });

  it('draws nothing: without dropout, and with the middle of a code', () => {
    const layers = [{ dense: 3, activation: 'tanh' as const }, { dropout: 0.5 }, { dense: 1 }];
    const plan = planStep(tinyConfig({ discriminator: { layers } }), { shape: [2] });
    expect(plan.judge(2)!.inputs.map(({ name }) => name)).toEqual(['samples']);
    const variational = planStep(
      tinyConfig({
        objective: { type: 'energy', margin: 1, variational: true },
        discriminator: { layers: [{ dense: 2 }, { dense: 2 }] },
      }),
      { shape: [2] },
    );
    expect(variational.judge(2)!.inputs.map(({ name }) => name)).toEqual(['samples']);
  });

  it.each<[string, Partial<ConfigInput>, object]>([
    ['several samples at a time', { mechanisms: [{ type: 'packing', samples: 5 }] }, {}],
    ['the whole batch', { discriminator: { layers: [{ dense: 3 }, { 'minibatch-stddev': 5 }, { dense: 1 }] } }, {}],
    ['a class', { condition: { type: 'concatenation' } }, { classes: { names: ['0', '1'] } }],
  ])('gives none where it looks at %s', (_, changes, data) => {
    expect(planStep(tinyConfig(changes), { shape: [2], ...data }).judge(2)).toBeUndefined();
  });
});
