/** The mechanism `generator-average`: a running mean of G's parameters, from which samples are made. */
import { describe, expect, it } from 'vitest';
import { planStep } from '../../../src/gan/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { relativeError, runProgram } from '../nn/helpers.ts';
import { draw, tinyConfig } from './helpers.ts';

const [g, average] = ['generator/parameters', 'generator/average'];

describe("the average of the generator's parameters", () => {
  const made = planStep(
    tinyConfig({
      mechanisms: [{ type: 'generator-average', decay: 0.9 }],
      training: { batch: 5, generatorSteps: 2, optimizer: { type: 'adam', learningRate: 0.1 } },
    }),
    { shape: [2] },
  );
  const start = made.initialState(createRandom(3));
  const feeds = draw(made);

  it('starts from them, and follows each of their updates', async () => {
    expect(start[average]).toEqual(start[g]);
    let state: Record<string, ArrayLike<number>> = start;
    let expected = Array.from(start[g]!);
    for (const { name, program } of made.phases) {
      const own = Object.fromEntries(program.inputs.map((input) => [input.name, feeds[input.name]!]));
      state = (await runProgram(program, own, state)).state;
      if (name.startsWith('generator')) expected = expected.map((mean, i) => 0.9 * mean + 0.1 * state[g]![i]!);
      expect(relativeError(Array.from(state[average]!), expected)).toBeLessThan(1e-12);
    }
    expect(state[average]).not.toEqual(state[g]);
  });

  it('leaves the game as it is without', async () => {
    const plain = planStep(
      tinyConfig({ training: { batch: 5, generatorSteps: 2, optimizer: { type: 'adam', learningRate: 0.1 } } }),
      { shape: [2] },
    );
    const [with3, without3] = [
      await runProgram(made.whole, feeds, start, 3),
      await runProgram(plain.whole, feeds, plain.initialState(createRandom(3)), 3),
    ];
    expect(with3.state).toEqual({ ...without3.state, [average]: with3.state[average] });
    expect(with3.outputs).toEqual(without3.outputs);
  });

  it('is what samples are made with', async () => {
    const generate = made.generate(2);
    expect(generate.state.map(({ name }) => name)).toEqual([average]);
    const plain = planStep(tinyConfig(), { shape: [2] }).generate(2);
    const latent = [1, 2, -1, 0.5];
    const numbers = Array.from(start[g]!, (value) => value + 1);
    const samples = await runProgram(generate, { latent }, { [average]: numbers });
    expect(samples.outputs).toEqual((await runProgram(plain, { latent }, { [g]: numbers })).outputs);
  });
});
