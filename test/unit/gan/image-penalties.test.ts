/** Penalties of a convolutional discriminator made from a config, against PyTorch in double precision. */
import { describe, expect, it } from 'vitest';
import type { PenaltyConfig } from '../../../src/config/index.ts';
import { add, grad, type Tensor } from '../../../src/graph/index.ts';
import { objectives, penaltyTerm } from '../../../src/gan/index.ts';
import { createNetwork } from '../../../src/nn/index.ts';
import { evaluate, flat, readReference, relativeError, transposed, type Weights } from '../nn/helpers.ts';

const convolution = (filters: number, stride: number, padding: number) =>
  ({
    conv2d: filters,
    kernel: 3,
    stride,
    padding,
    activation: 'leaky-relu',
    initializer: 'glorot-uniform',
    bias: true,
  }) as const;
const network = createNetwork(
  [
    convolution(3, 2, 1),
    convolution(2, 1, 0),
    { dense: 1, activation: 'linear', initializer: 'glorot-uniform', bias: true },
  ],
  [1, 6, 6],
  'discriminator',
);

/** Filters lie as PyTorch has them, the dense weight [outputs, inputs] there is [inputs, outputs] here. */
const vectorOf = (p: Weights): number[] =>
  [p['w1'], p['b1'], p['w2'], p['b2'], transposed(p['w3'] as number[][]), p['b3']].flatMap(flat);

/** Loss and gradient by D's parameters: some penalties, and an objective where there is one. */
async function termOf(
  { parameters, inputs }: { readonly parameters: Weights; readonly inputs: Readonly<Record<string, unknown>> },
  penalties: readonly PenaltyConfig[],
  objective?: keyof typeof objectives,
) {
  const batch = (inputs['real'] as readonly unknown[]).length;
  const drawn = inputs['mix'] ?? inputs['noise'];
  const image = [batch, 1, 6, 6];
  const result = await evaluate(
    {
      p: [network.size],
      real: image,
      fake: image,
      ...(drawn !== undefined && { drawn: inputs['mix'] === undefined ? image : [batch, 1, 1, 1] }),
    },
    (leaves) => {
      const [p, real, fake] = [leaves['p']!, leaves['real']!, leaves['fake']!];
      const score = (x: Tensor): Tensor => network.apply(p, x);
      const terms = penalties.map((config) =>
        penaltyTerm(config, { score, real, fake, uniform: () => leaves['drawn']! })!,
      );
      const loss = objective === undefined ? [] : [objectives[objective].discriminator(score(real), score(fake))];
      const value = [...terms, ...loss].reduce((a, b) => add(a, b));
      return { value, gradient: grad(value, [p])[0]! };
    },
    {
      p: vectorOf(parameters),
      real: flat(inputs['real']),
      fake: flat(inputs['fake'] ?? inputs['real']),
      ...(drawn !== undefined && { drawn: flat(drawn) }),
    },
  );
  return { value: result['value']![0]!, gradient: result['gradient']! };
}

describe("a convolutional discriminator has PyTorch's", () => {
  it('gradient penalty, alone and within the loss', async () => {
    const reference = readReference('wgan_gp_leaky_conv');
    const alone = await termOf(reference, [{ type: 'gradient', weight: 1 }]);
    expect(alone.value).toBeCloseTo(reference.expected.penalty, 12);
    expect(relativeError(alone.gradient, vectorOf(reference.expected.penalty_gradients))).toBeLessThan(1e-9);
    const whole = await termOf(reference, [{ type: 'gradient', weight: 10 }], 'wasserstein');
    expect(whole.value).toBeCloseTo(reference.expected.loss, 11);
    expect(relativeError(whole.gradient, vectorOf(reference.expected.loss_gradients))).toBeLessThan(1e-9);
  });

  it('dragan', async () => {
    const reference = readReference('dragan_leaky_conv');
    const { value, gradient } = await termOf(reference, [{ type: 'dragan', weight: 1 }]);
    expect(value).toBeCloseTo(reference.expected.penalty, 12);
    expect(relativeError(gradient, vectorOf(reference.expected.penalty_gradients))).toBeLessThan(1e-9);
  });

  it('r1 and r2 with the relativistic objective (R3GAN)', async () => {
    const reference = readReference('r1_r2_leaky_conv');
    const both = [
      { type: 'r1', weight: 0.05 },
      { type: 'r2', weight: 0.05 },
    ] as const;
    const { value, gradient } = await termOf(reference, both, 'relativistic');
    expect(value).toBeCloseTo(reference.expected['r3gan_d_loss_gamma_0.1'], 12);
    expect(relativeError(gradient, vectorOf(reference.expected['r3gan_d_gradients_gamma_0.1']))).toBeLessThan(1e-9);
  });
});
