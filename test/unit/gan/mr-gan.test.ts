/** The mechanism `mr-gan`: four players, three losses, and the verdict on real samples. */
import { describe, expect, it } from 'vitest';
import { resolveConfig, type ConfigInput } from '../../../src/config/index.ts';
import { planStep, type StepPlan } from '../../../src/gan/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { describeEach, fast } from '../engine/each.ts';
import { run } from '../engine/helpers.ts';
import { flat, readReference, relativeError, runProgram, vectorOf, type Values } from '../nn/helpers.ts';
import { draw, only, tinyConfig } from './helpers.ts';

const { inputs, parameters, expected } = readReference('mr_gan');
const hidden = { dense: 4, activation: 'tanh' as const };

/** Plain descent at rate 1, both sides at the same parameters: an update shows the gradient. */
const made = planStep(
  resolveConfig({
    data: { type: 'mixture', means: [[0, 0, 0]], stds: 1 },
    latent: 2,
    generator: { layers: [hidden, { dense: 3 }] },
    discriminator: { layers: [hidden, { dense: 1 }] },
    mechanisms: [{ type: 'mr-gan', encoder: { layers: [{ dense: 2, activation: 'tanh' }] } }],
    training: { batch: 5, order: 'simultaneous', optimizer: { type: 'sgd', learningRate: 1 } },
  } satisfies ConfigInput),
  { shape: [3] },
);
const encoderVector = ({ w, b }: { w: number[][]; b: number[] }): number[] => vectorOf({ w1: w, b1: b });
const start = {
  'generator/parameters': vectorOf(parameters.generator),
  'discriminator/parameters': vectorOf(parameters.d_m),
  'encoder/parameters': encoderVector(parameters.encoder),
  'diffusion/parameters': vectorOf(parameters.d_d),
};
const feeds = Object.fromEntries(
  ['discriminator', 'generator'].flatMap((side) => [
    [`both/${side}/real`, flat(inputs.x)],
    [`both/${side}/latent`, flat(inputs.z)],
  ]),
);

function agree(
  { outputs, state }: { outputs: Record<string, number[]>; state: Record<string, number[]> },
  within: number,
) {
  const losses = {
    'loss/discriminator': expected.d_m_loss,
    'loss/judge': expected.d_d_loss,
    'loss/reconstruction': expected.reconstruction,
    'loss/manifold': expected.manifold_loss,
    'loss/diffusion': expected.diffusion_loss,
    'loss/generator': expected.manifold_loss + expected.diffusion_loss,
  };
  for (const [tag, loss] of Object.entries(losses))
    expect(relativeError(outputs[tag]!, [loss]), tag).toBeLessThan(within);
  const diffusion = vectorOf(expected.diffusion_gradients_generator);
  const gradients = {
    'discriminator/parameters': vectorOf(expected.d_m_gradients),
    'diffusion/parameters': vectorOf(expected.d_d_gradients),
    'encoder/parameters': encoderVector(expected.manifold_gradients_encoder),
    'generator/parameters': vectorOf(expected.manifold_gradients_generator).map((g, i) => g + diffusion[i]!),
  };
  for (const [slot, gradient] of Object.entries(gradients)) {
    const moved = start[slot as keyof typeof start].map((before, i) => before - state[slot]![i]!);
    expect(relativeError(moved, gradient), slot).toBeLessThan(within);
  }
}

describe("MR-GAN gives PyTorch's losses and the gradients of all four players", () => {
  it('in double precision', async () => agree(await runProgram(made.whole, feeds, start), 1e-9));
});

describeEach(fast, "MR-GAN gives PyTorch's losses and the gradients of all four players", (engine) => {
  const single = (values: Readonly<Record<string, number[]>>) =>
    Object.fromEntries(Object.entries(values).map(([name, numbers]) => [name, Float32Array.from(numbers)]));
  it('in single precision', async () => agree(await run(engine, made.whole, single(feeds), single(start)), 1e-4));
});

describe('a step of MR-GAN', () => {
  const encoder = { layers: [{ dense: 3, activation: 'tanh' as const }, { dense: 2 }] };
  const plan = (changes: Partial<ConfigInput> = {}): StepPlan =>
    planStep(tinyConfig({ mechanisms: [{ type: 'mr-gan', encoder }], ...changes }), { shape: [2] });

  it('has all players in its state, each with an optimiser', () => {
    const {
      parameters: slots,
      optimizers,
      whole,
    } = plan({ discriminator: { layers: [{ dense: 1 }], optimizer: { type: 'sgd' } } });
    expect(Object.keys(slots)).toEqual(['generator', 'discriminator', 'encoder', 'diffusion']);
    expect(Object.entries(optimizers).map(([name, { type }]) => `${name} ${type}`)).toEqual([
      ...['generator adam', 'discriminator sgd', 'encoder adam', 'diffusion sgd'],
    ]);
    expect(whole.state.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.values(slots)));
  });

  it('moves E with G and D_D with D, in as many phases as without', async () => {
    const game = plan();
    expect(game.phases.map(({ name }) => name)).toEqual(['discriminator[0]', 'generator[0]']);
    let at: Values = game.initialState(createRandom(2));
    const drawn = draw(game);
    for (const [i, sides] of [
      ['discriminator', 'diffusion'],
      ['generator', 'encoder'],
    ].entries()) {
      const { program } = game.phases[i]!;
      const after: Values = (await runProgram(program, only(drawn, program), at)).state;
      for (const [player, slot] of Object.entries(game.parameters)) {
        const same = Array.from(after[slot]!).every((value, k) => value === at[slot]![k]);
        expect(same, player).toBe(!sides.includes(player));
      }
      at = after;
    }
  });

  it('says which share of the real samples D_D is sure is of the encoder side', async () => {
    // A D_D that looks at the first coordinate alone
    const diffusion = { layers: [{ dense: 1, bias: false }] };
    const game = plan({ mechanisms: [{ type: 'mr-gan', encoder, diffusion }], training: { batch: 4 } });
    const real = [3, 0, 2.3, 0, 2.1, 0, -5, 0];
    const state = { ...game.initialState(createRandom(2)), 'diffusion/parameters': [1, 0] };
    const { outputs } = await runProgram(game.whole, { ...draw(game), 'discriminator[0]/real': real }, state);
    // ln 9 is 2.197
    expect(outputs['score/encoder_side']).toEqual([0.5]);
  });
});
