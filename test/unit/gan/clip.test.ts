/** The penalty `clip`: D's parameters stay within a limit, in its own updates and in simulated ones. */
import { describe, expect, it } from 'vitest';
import type { ConfigInput } from '../../../src/config/index.ts';
import { planStep } from '../../../src/gan/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { runProgram } from '../nn/helpers.ts';
import { draw, tinyConfig } from './helpers.ts';

const limit = 0.05;
const descent = { type: 'sgd', learningRate: 1 } as const;
const after = async (changes: Partial<ConfigInput>) => {
  const made = planStep(
    tinyConfig({ objective: 'wasserstein', training: { batch: 5, optimizer: descent }, ...changes }),
    {
      shape: [2],
    },
  );
  const start = made.initialState(createRandom(3));
  return { start, ...(await runProgram(made.whole, draw(made), start)) };
};

describe('weight clipping', () => {
  it('puts every parameter of D back within the limit, and leaves G alone', async () => {
    const [free, clipped] = [await after({}), await after({ penalties: [{ type: 'clip', limit }] })];
    const d = 'discriminator/parameters';
    expect(clipped.state[d]).toEqual(free.state[d]!.map((value) => Math.min(limit, Math.max(-limit, value))));
    expect(clipped.state[d]!.some((value) => Math.abs(value) === limit)).toBe(true);
    expect(clipped.state['generator/parameters']!.some((value) => Math.abs(value) > limit)).toBe(true);
    expect(Object.keys(clipped.outputs)).toEqual(Object.keys(free.outputs));
  });

  it('holds for the D that an unrolled G meets', async () => {
    // A D of one weight per coordinate, far beyond the limit after any update
    const layers = [{ dense: 1, bias: false }];
    const game: Partial<ConfigInput> = { discriminator: { layers }, mechanisms: [{ type: 'unrolled', steps: 1 }] };
    const [free, clipped] = [await after(game), await after({ ...game, penalties: [{ type: 'clip', limit }] })];
    const scale = (outputs: Record<string, number[]>): number => Math.abs(outputs['grad_norm/generator']![0]!);
    expect(scale(clipped.outputs)).toBeLessThan(scale(free.outputs) / 5);
  });
});
