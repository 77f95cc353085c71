/** What D is shown and asked for: smoothed labels, noise, packs. */
import { describe, expect, it } from 'vitest';
import type { MechanismInput } from '../../../src/config/index.ts';
import { createMechanism, objectives, planStep } from '../../../src/gan/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { evaluate, runProgram } from '../nn/helpers.ts';
import { draw, tinyConfig } from './helpers.ts';

const softplus = (t: number): number => Math.log1p(Math.exp(t));
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('label smoothing', () => {
  it('asks for a probability of 0.9 on real samples, and for 0 on others', async () => {
    const smooth = createMechanism({ type: 'label-smoothing', real: 0.9 }).objective!(objectives.minimax);
    const [real, fake] = [
      [2, -1],
      [0.5, -3],
    ] as const;
    const { d, g } = await evaluate(
      { real: [2, 1], fake: [2, 1] },
      (leaves) => ({
        d: smooth.discriminator(leaves['real']!, leaves['fake']!),
        g: smooth.generator(leaves['fake']!, () => leaves['real']!),
      }),
      { real, fake },
    );
    const onReal = mean(real.map((t) => 0.9 * softplus(-t) + 0.1 * softplus(t)));
    expect(d![0]).toBeCloseTo(onReal + mean(fake.map(softplus)), 12);
    expect(g![0]).toBeCloseTo(-mean(fake.map(softplus)), 12);
  });
});

describe('what D sees', () => {
  const first = async (mechanisms: MechanismInput[]) => {
    const made = planStep(
      tinyConfig({ mechanisms, discriminator: { layers: [{ dense: 1 }] }, training: { batch: 4 } }),
      { shape: [2] },
    );
    const feeds = draw(made);
    const start = made.initialState(createRandom(5));
    return { feeds, start, ...(await runProgram(made.whole, feeds, start)) };
  };

  it('has fresh noise on real and generated samples', async () => {
    const { feeds, start, outputs } = await first([{ type: 'instance-noise', std: 0.5 }]);
    const [w0, w1] = start['discriminator/parameters']!;
    const noise = Array.from(feeds['discriminator[0]/mechanisms[0]/real']!);
    const seen = Array.from(feeds['discriminator[0]/real']!).map((value, i) => value + 0.5 * noise[i]!);
    const scores = [0, 1, 2, 3].map((n) => w0! * seen[2 * n]! + w1! * seen[2 * n + 1]!);
    expect(outputs['score/real']![0]).toBeCloseTo(mean(scores), 12);
    expect(Object.keys(feeds).filter((name) => name.includes('mechanisms'))).toEqual([
      ...['discriminator[0]/mechanisms[0]/real', 'discriminator[0]/mechanisms[0]/fake'],
      'generator[0]/mechanisms[0]/fake',
    ]);
  });

  it('is whole packs', async () => {
    const { feeds, start, outputs } = await first([{ type: 'packing', samples: 2 }]);
    const weights = Array.from(start['discriminator/parameters']!);
    expect(weights).toHaveLength(2 * 2 + 1);
    const real = Array.from(feeds['discriminator[0]/real']!);
    const scores = [0, 1].map((n) => weights.slice(0, 4).reduce((sum, w, i) => sum + w * real[4 * n + i]!, 0));
    expect(outputs['score/real']![0]).toBeCloseTo(mean(scores), 12);
  });
});
