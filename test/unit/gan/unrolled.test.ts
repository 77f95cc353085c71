import { describe, expect, it } from 'vitest';
import type { ConfigInput, PenaltyInput } from '../../../src/config/index.ts';
import { planStep, type StepPlan } from '../../../src/gan/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { flat, readReference, relativeError, runProgram, vectorOf, type Values } from '../nn/helpers.ts';
import { draw, only, tinyConfig } from './helpers.ts';

const reference = readReference('unrolled_2_adam');
const { discriminator, generator } = reference.parameters;
const adam = { type: 'adam', learningRate: 0.05, beta1: 0.5 } as const;

const plan = (changes: Partial<ConfigInput>): StepPlan =>
  planStep(tinyConfig({ training: { batch: 5, optimizer: adam }, ...changes }), { shape: [2] });

async function step(changes: Partial<ConfigInput>) {
  const made = plan(changes);
  const feeds = {
    'discriminator[0]/real': flat(reference.inputs.real),
    'discriminator[0]/latent': flat(reference.inputs.z_for_d_step),
    'generator[0]/real': flat(reference.inputs.real),
    'generator[0]/latent': flat(reference.inputs.z_for_g_step),
  };
  const state = {
    ...made.initialState(createRandom(1)),
    'discriminator/parameters': vectorOf(discriminator),
    'generator/parameters': vectorOf(generator),
  };
  return runProgram(made.whole, only(feeds, made.whole), state);
}

/** G's gradient: a step of plain descent at rate 1 shows it. */
async function gradientOfG(mechanisms: NonNullable<ConfigInput['mechanisms']>): Promise<number[]> {
  const layers = [{ dense: 3, activation: 'tanh' as const }, { dense: 2 }];
  const { state } = await step({ mechanisms, generator: { layers, optimizer: { type: 'sgd', learningRate: 1 } } });
  return vectorOf(generator).map((before, i) => before - state['generator/parameters']![i]!);
}

describe("an unrolled step gives PyTorch's", () => {
  const { expected } = reference;

  it('losses and both updates', async () => {
    const { outputs, state } = await step({ mechanisms: [{ type: 'unrolled', steps: 2 }] });
    expect(outputs['loss/discriminator']![0]).toBeCloseTo(expected.d_loss, 12);
    expect(outputs['loss/generator']![0]).toBeCloseTo(expected.g_loss, 12);
    // The simulated updates leave no trace in D
    expect(relativeError(state['discriminator/parameters']!, vectorOf(expected.d_after_step))).toBeLessThan(1e-12);
    expect(relativeError(state['generator/parameters']!, vectorOf(expected.g_after_step))).toBeLessThan(1e-9);
  });

  it('gradient of G, which is not the one of first order', async () => {
    const exact = await gradientOfG([{ type: 'unrolled', steps: 2 }]);
    expect(relativeError(exact, vectorOf(expected.g_gradients))).toBeLessThan(1e-9);
    const first = await gradientOfG([{ type: 'unrolled-first-order', steps: 2 }]);
    expect(relativeError(first, vectorOf(expected.g_gradients_unrolled_but_not_differentiated))).toBeLessThan(1e-9);
    expect(relativeError(first, exact)).toBeGreaterThan(0.1);
  });
});

describe('unrolling', () => {
  const penalties: PenaltyInput[] = [
    { type: 'r1', weight: 0.5 },
    { type: 'r2', weight: 0.5 },
  ];
  const made = plan({ penalties, mechanisms: [{ type: 'unrolled', steps: 2 }] });
  const [dTurn, gTurn] = made.phases.map(({ program }) => program);
  const start = made.initialState(createRandom(7));
  const feeds = draw(made);

  it('looks at the D that as many real turns would have made, penalties included', async () => {
    // The same batch and the same samples for D's turns as for the simulated ones
    const same = { real: feeds['generator[0]/real']!, latent: feeds['generator[0]/latent']! };
    const dFeeds = { 'discriminator[0]/real': same.real, 'discriminator[0]/latent': same.latent };
    const twice = await runProgram(dTurn!, dFeeds, start, 2);
    const plain = plan({ penalties }).phases[1]!.program;
    const expected = await runProgram(plain, only(feeds, plain), twice.state);
    const ahead = await runProgram(gTurn!, only(feeds, gTurn!), start);
    expect(ahead.outputs['loss/generator']![0]).toBeCloseTo(expected.outputs['loss/generator']![0]!, 12);
  });

  it('has the gradient that finite differences have, through penalties too', async () => {
    const exact = plan({
      penalties,
      mechanisms: [{ type: 'unrolled', steps: 2 }],
      training: { batch: 5, optimizer: { type: 'sgd', learningRate: 0.5 } },
    });
    const turn = exact.phases[1]!.program;
    const at = exact.initialState(createRandom(7));
    const run = (state: Values) => runProgram(turn, only(feeds, turn), state);
    const here = Array.from(at['generator/parameters']!);
    const after = (await run(at)).state['generator/parameters']!;
    const moved = here.map((value, i) => (value - after[i]!) / 0.5);
    const loss = async (parameters: number[]): Promise<number> =>
      (await run({ ...at, 'generator/parameters': parameters })).outputs['loss/generator']![0]!;
    const differences: number[] = [];
    for (let i = 0; i < here.length; i++) {
      const there = (sign: number) => loss(here.map((value, j) => (j === i ? value + sign * 1e-5 : value)));
      differences.push(((await there(1)) - (await there(-1))) / 2e-5);
    }
    expect(relativeError(moved, differences)).toBeLessThan(1e-7);
  });
});
