import { expect, it } from 'vitest';
import { planStep } from '../../../src/gan/index.ts';
import { memoryOf, optimise } from '../../../src/graph/index.ts';
import { availableMemory, requireMemory } from '../../../src/trainer/memory.ts';
import { tinyConfig } from '../gan/helpers.ts';

const plan = planStep(tinyConfig(), { shape: [2] });
const { state, inputs, values } = memoryOf(optimise(plan.whole));
const whole = 2 * state + inputs + values;

it('what fits exactly is let through, a byte less is not', () => {
  expect(() => requireMemory(plan, whole)).not.toThrow();
  expect(() => requireMemory(plan, whole - 1)).toThrow(/needs about 0 MB/);
});

it('the part to blame is the larger one: the batch, or the parameters of the larger network', () => {
  const blamed = (changes: Parameters<typeof tinyConfig>[0]): unknown => {
    try {
      requireMemory(planStep(tinyConfig(changes), { shape: [2] }), 0);
    } catch (error) {
      return error;
    }
    return undefined;
  };
  expect(blamed({ training: { batch: 4096 } })).toMatchObject({ path: 'training.batch' });
  const wide = { layers: [{ dense: 200 }, { dense: 200 }, { dense: 2 }] };
  expect(blamed({ generator: wide })).toMatchObject({ path: 'generator.layers', code: 'too-large' });
});

it('the memory of a machine is more than this test takes', () => {
  expect(availableMemory()).toBeGreaterThan(process.memoryUsage().rss);
});
