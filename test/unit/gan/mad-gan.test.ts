import { describe, expect, it } from 'vitest';
import type { MechanismInput } from '../../../src/config/index.ts';
import { createGenerators, identification, meanCosine, planStep, rowsOf } from '../../../src/gan/index.ts';
import { add, concat, grad, matmul } from '../../../src/graph/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { evaluate, flat, readReference, relativeError, runProgram } from '../nn/helpers.ts';
import { draw, tinyConfig } from './helpers.ts';

const names = ['w0', 'w1', 'w2'] as const;
const shapes = { z: [2, 2], w0: [2, 2], w1: [2, 2], w2: [2, 2] };

describe("MAD-GAN gives PyTorch's", () => {
  it('mean cosine of pairs, and its gradients', async () => {
    const { inputs, parameters, expected } = readReference('mad_gan_cosine');
    const feeds = { z: flat(inputs.z), ...Object.fromEntries(names.map((name) => [name, flat(parameters[name])])) };
    const result = await evaluate(
      shapes,
      (leaves) => {
        const weights = names.map((name) => leaves[name]!);
        const term = meanCosine(weights.map((w) => matmul(leaves['z']!, w, { transposeB: true })));
        const gradients = grad(term, weights);
        return { term, ...Object.fromEntries(names.map((name, i) => [name, gradients[i]!])) };
      },
      feeds,
    );
    expect(result['term']![0]).toBeCloseTo(expected.mean_cosine, 12);
    for (const name of names) {
      expect(relativeError(result[name]!, flat(expected.gradients[name]))).toBeLessThan(1e-9);
    }
  });

  it('losses of a D that tells the generators apart, and their gradients', async () => {
    const { inputs, parameters, expected } = readReference('mad_gan_classes');
    const { discriminator, generators } = parameters;
    const objective = identification(3);
    const result = await evaluate(
      { ...shapes, real: [2, 2], w: [4, 2], b: [4] },
      (leaves) => {
        const [w, b, z] = [leaves['w']!, leaves['b']!, leaves['z']!];
        const judge = (x: typeof z) => add(matmul(x, w, { transposeB: true }), b);
        const weights = names.map((name) => leaves[name]!);
        const fake = concat(
          weights.map((each) => matmul(z, each, { transposeB: true })),
          0,
        );
        const d = objective.discriminator(judge(leaves['real']!), judge(fake));
        const g = objective.generator(judge(fake), () => judge(leaves['real']!));
        const [byW, byB] = grad(d, [w, b]);
        const gradients = grad(g, weights);
        return { d, g, byW: byW!, byB: byB!, ...Object.fromEntries(names.map((name, i) => [name, gradients[i]!])) };
      },
      {
        z: flat(inputs.z),
        real: flat(inputs.real),
        w: flat(discriminator.w),
        b: discriminator.b,
        ...Object.fromEntries(names.map((name) => [name, flat(generators[name])])),
      },
    );
    expect(result['d']![0]).toBeCloseTo(expected.d_loss, 12);
    expect(result['g']![0]).toBeCloseTo(expected.g_loss, 12);
    expect(relativeError(result['byW']!, flat(expected.d_gradients.w))).toBeLessThan(1e-9);
    expect(relativeError(result['byB']!, expected.d_gradients.b)).toBeLessThan(1e-9);
    for (const name of names) {
      expect(relativeError(result[name]!, flat(expected.g_gradients[name]))).toBeLessThan(1e-9);
    }
  });
});

describe('several generators', () => {
  const layer = (dense: number) => ({ dense, activation: 'linear', initializer: 'he-normal', bias: false }) as const;

  it('share rows as evenly as can be', () => {
    expect(rowsOf(3, 7)).toEqual([
      { start: 0, end: 2 },
      { start: 2, end: 4 },
      { start: 4, end: 7 },
    ]);
    expect(rowsOf(1, 5)).toEqual([{ start: 0, end: 5 }]);
  });

  it('have layers in common, and layers of their own that start differently', async () => {
    const network = createGenerators([layer(1), layer(1)], 1, 2, 1);
    expect(network.size).toBe(3);
    const { y } = await evaluate(
      { p: [3], x: [4, 1] },
      ({ p, x }) => ({ y: network.apply(p!, x!) }),
      // Times 2 in common, then times 3 or times 5
      { p: [2, 3, 5], x: [1, 10, 1, 10] },
    );
    expect(y).toEqual([6, 60, 10, 100]);
    const [, first, second] = network.initial(createRandom(1));
    expect(first).not.toBe(second);
  });

  const step = async (mechanism: Partial<Extract<MechanismInput, { type: 'mad-gan' }>>) => {
    const mechanisms: MechanismInput[] = [{ type: 'mad-gan', generators: 2, identify: false, ...mechanism }];
    const made = planStep(tinyConfig({ mechanisms, training: { batch: 4 } }), { shape: [2] });
    return { made, ...(await runProgram(made.whole, draw(made), made.initialState(createRandom(1)))) };
  };

  it("add the cosine to G's loss, with its weight", async () => {
    const [without, weighted] = [await step({}), await step({ cosine: 3 })];
    const cosine = weighted.outputs['mad_gan/cosine']![0]!;
    expect(Math.abs(cosine)).toBeGreaterThan(1e-3);
    expect(Math.abs(cosine)).toBeLessThanOrEqual(3);
    expect(weighted.outputs['loss/generator']![0]).toBeCloseTo(without.outputs['loss/generator']![0]! + cosine, 12);
    expect(without.outputs).not.toHaveProperty('mad_gan/cosine');
  });

  it('are fed half as much noise where two share it', async () => {
    const shapeOf = async (noise: 'own' | 'shared') =>
      (await step({ noise })).made.feeds.find(({ name }) => name === 'generator[0]/latent')?.shape;
    expect(await shapeOf('own')).toEqual([4, 2]);
    expect(await shapeOf('shared')).toEqual([2, 2]);
  });

  it('make the samples that the log tells apart', async () => {
    const { made, state } = await step({});
    const generate = made.generate(4);
    const latent = [1, 2, 3, 4, 1, 2, 3, 4];
    const samples = (await runProgram(generate, { latent }, { 'generator/parameters': state['generator/parameters']! }))
      .outputs['samples']!;
    expect(made.rowsOf(4)).toEqual([
      { start: 0, end: 2 },
      { start: 2, end: 4 },
    ]);
    expect(samples.slice(0, 4)).not.toEqual(samples.slice(4));
  });
});
