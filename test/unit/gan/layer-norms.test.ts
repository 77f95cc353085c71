import { expect, it } from 'vitest';
import type { ConfigInput } from '../../../src/config/index.ts';
import { planStep } from '../../../src/gan/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { runProgram } from '../nn/helpers.ts';
import { draw, tinyConfig } from './helpers.ts';

async function normsOf(training: ConfigInput['training'], changes: Partial<ConfigInput> = {}) {
  const plan = planStep(tinyConfig({ ...changes, training: { batch: 4, ...training } }), { shape: [2] });
  const { outputs } = await runProgram(plan.whole, draw(plan), plan.initialState(createRandom(2)));
  return Object.fromEntries(
    Object.entries(outputs)
      .filter(([tag]) => /^grad(ient)?_norm\//.test(tag))
      .map(([tag, [value]]) => [tag, value!]),
  );
}

it('layers have no norms of their own unless asked for', async () => {
  expect(Object.keys(await normsOf({}))).toEqual(['grad_norm/discriminator', 'grad_norm/generator']);
});

it('those of the layers make up that of the network, each named by its place in the config', async () => {
  const norms = await normsOf({ logGradients: true });
  for (const network of ['generator', 'discriminator']) {
    const layers = [0, 1].map((i) => norms[`gradient_norm/${network}.layers[${i}]`]!);
    expect(layers.every((norm) => norm > 0)).toBe(true);
    expect(Math.hypot(...layers)).toBeCloseTo(norms[`grad_norm/${network}`]!, 10);
  }
  expect(Object.keys(norms)).toHaveLength(6);
});

it('layers that learn nothing have none, those within another are named within it', async () => {
  const norms = await normsOf(
    { logGradients: true },
    { generator: { layers: [{ dense: 2 }, { residual: [{ dense: 2, activation: 'tanh' }] }, { dropout: 0.1 }] } },
  );
  const of = Object.keys(norms).filter((tag) => tag.startsWith('gradient_norm/generator'));
  expect(of).toEqual(['gradient_norm/generator.layers[0]', 'gradient_norm/generator.layers[1].residual[0]']);
});
