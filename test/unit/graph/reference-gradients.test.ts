/**
 * What the field trains with, written in the graph's own functions, against PyTorch in double precision
 * (test/data/gradients, with how it was made). Weights are [outputs, inputs] here, as they are there.
 */
import { describe, it } from 'vitest';
import {
  abs,
  add,
  constant,
  conv,
  div,
  exp,
  grad,
  leakyRelu,
  logSumExp,
  matmul,
  mean,
  mul,
  neg,
  relu,
  reshape,
  sigmoid,
  slice,
  softplus,
  sqrt,
  square,
  stop,
  sub,
  sum,
  tanh,
  type Tensor,
} from '../../../src/graph/index.ts';
import { Reference, type Parameters } from './reference.ts';

type Discriminator = (x: Tensor, p: Parameters) => Tensor;

const linear = (x: Tensor, weight: Tensor, bias: Tensor): Tensor => add(matmul(x, weight, { transposeB: true }), bias);
const scores = (x: Tensor): Tensor => reshape(x, [-1]);
const channels = (bias: Tensor): Tensor => reshape(bias, [1, -1, 1, 1]);

/** 2 -> 5 -> 4 -> 1 */
const tanhMlp: Discriminator = (x, p) => {
  const hidden = tanh(linear(tanh(linear(x, p['w1']!, p['b1']!)), p['w2']!, p['b2']!));
  return scores(linear(hidden, p['w3']!, p['b3']!));
};

/** [n, 1, 6, 6] -> 3 x 3 with stride 2 -> 3 x 3 -> 1 */
const leakyConv: Discriminator = (x, p) => {
  const first = add(conv(x, p['w1']!, { strides: [2, 2], pads: [1, 1, 1, 1] }), channels(p['b1']!));
  const second = conv(leakyRelu(first, 0.2), p['w2']!, { strides: [1, 1], pads: [0, 0, 0, 0] });
  const hidden = leakyRelu(add(second, channels(p['b2']!)), 0.2);
  return scores(linear(reshape(hidden, [x.shape[0]!, -1]), p['w3']!, p['b3']!));
};

const discriminators: readonly (readonly [string, Discriminator])[] = [
  ['tanh_mlp', tanhMlp],
  ['leaky_conv', leakyConv],
];

/** The gradient of a loss by each parameter, by name. */
function gradients(loss: Tensor, p: Parameters): Parameters {
  const by = grad(loss, Object.values(p));
  return Object.fromEntries(Object.keys(p).map((name, index) => [name, by[index]!]));
}

/** The discriminator's slope at each of some samples, as rows. */
function slopes(discriminator: Discriminator, x: Tensor, p: Parameters): Tensor {
  return reshape(grad(sum(discriminator(x, p)), [x])[0]!, [x.shape[0]!, -1]);
}

const norms = (rows: Tensor): Tensor => sqrt(sum(square(rows), 1));

describe.each(discriminators)('with %s', (name, discriminator) => {
  it('WGAN-GP, both sides and one', async () => {
    const reference = new Reference(`wgan_gp_${name}`);
    const p = reference.parameters;
    const { real, fake } = reference.inputs as Record<'real' | 'fake', Tensor>;
    const mix = reshape(reference.inputs['mix']!, [-1, ...real.shape.slice(1).map(() => 1)]);
    const x = add(mul(mix, real), mul(sub(1, mix), fake));
    const rows = slopes(discriminator, x, p);
    const penalty = mean(square(sub(norms(rows), 1)));
    const oneSided = mean(square(relu(sub(norms(rows), 1))));
    const critic = sub(mean(discriminator(fake, p)), mean(discriminator(real, p)));
    const loss = add(critic, mul(10, penalty));
    await reference.agreesWith({
      interpolated: x,
      input_gradients: rows,
      norms: norms(rows),
      penalty,
      penalty_gradients: gradients(penalty, p),
      one_sided_penalty: oneSided,
      one_sided_gradients: gradients(oneSided, p),
      critic_loss: critic,
      loss,
      loss_gradients: gradients(loss, p),
    });
  });

  it('R1, R2 and the relativistic loss with both', async () => {
    const reference = new Reference(`r1_r2_${name}`);
    const p = reference.parameters;
    const { real, fake } = reference.inputs as Record<'real' | 'fake', Tensor>;
    const [r1, r2] = [real, fake].map((x) => mean(sum(square(slopes(discriminator, x, p)), 1))) as [Tensor, Tensor];
    const lead = sub(discriminator(fake, p), discriminator(real, p));
    const pair = mean(softplus(lead));
    const whole = add(pair, mul(0.05, add(r1, r2)));
    await reference.agreesWith({
      r1,
      r1_gradients: gradients(r1, p),
      r2,
      r2_gradients: gradients(r2, p),
      relativistic_d_loss: pair,
      relativistic_d_gradients: gradients(pair, p),
      'r3gan_d_loss_gamma_0.1': whole,
      'r3gan_d_gradients_gamma_0.1': gradients(whole, p),
      relativistic_g_loss: mean(softplus(neg(lead))),
    });
  });

  it('DRAGAN', async () => {
    const reference = new Reference(`dragan_${name}`);
    const p = reference.parameters;
    const { real, noise } = reference.inputs as Record<'real' | 'noise', Tensor>;
    const count = real.shape.reduce((a, b) => a * b, 1);
    const std = sqrt(div(sum(square(sub(real, mean(real)))), count - 1));
    const perturbed = add(real, mul(mul(0.5, std), noise));
    const length = norms(slopes(discriminator, perturbed, p));
    const penalty = mean(square(sub(length, 1)));
    await reference.agreesWith({
      std,
      perturbed,
      norms: length,
      penalty,
      penalty_gradients: gradients(penalty, p),
    });

    const asPublished = new Reference(`dragan_sigmoid_${name}`);
    const q = asPublished.parameters;
    const sloping: Discriminator = (x, parameters) => sigmoid(discriminator(x, parameters));
    const other = mean(square(sub(norms(slopes(sloping, perturbed, q)), 1)));
    await asPublished.agreesWith({ penalty: other, penalty_gradients: gradients(other, q) });
  });
});

describe('objectives', () => {
  const reference = new Reference('objectives_tanh_mlp');
  const p = reference.parameters;
  const r = tanhMlp(reference.inputs['real']!, p);
  const f = tanhMlp(reference.inputs['fake']!, p);
  const losses: Readonly<Record<string, Tensor>> = {
    bce_d: add(mean(softplus(neg(r))), mean(softplus(f))),
    non_saturating_g: mean(softplus(neg(f))),
    saturating_g: neg(mean(softplus(f))),
    wasserstein_d: sub(mean(f), mean(r)),
    wasserstein_g: neg(mean(f)),
    least_squares_d: add(mul(0.5, mean(square(sub(r, 1)))), mul(0.5, mean(square(f)))),
    least_squares_g: mul(0.5, mean(square(sub(f, 1)))),
    hinge_d: add(mean(relu(sub(1, r))), mean(relu(add(1, f)))),
    hinge_g: neg(mean(f)),
    relativistic_average_d: add(mean(softplus(neg(sub(r, mean(f))))), mean(softplus(sub(f, mean(r))))),
  };

  it('scores', () => reference.agreesWith({ score_real: r, score_fake: f }));

  it.each(Object.entries(losses))('%s', (name, loss) =>
    reference.agreesWith({ [`${name}.loss`]: loss, [`${name}.gradients`]: gradients(loss, p) }),
  );
});

describe('UnrolledGAN', () => {
  const [rate, beta1, beta2, epsilon] = [0.05, 0.5, 0.999, 1e-8];
  interface Adam {
    readonly values: Parameters;
    readonly moments: Readonly<Record<string, Readonly<Record<'m' | 'v', Tensor>>>>;
  }

  /** Update number t, differentiable at a gradient of 0 where `under` is above 0. */
  function adam({ values, moments }: Adam, by: Parameters, t: number, under: number): Adam {
    const next = Object.entries(values).map(([name, value]) => {
      const g = by[name]!;
      const before = moments[name] ?? { m: constant(0, value.shape), v: constant(0, value.shape) };
      const m = add(mul(beta1, before.m), mul(1 - beta1, g));
      const v = add(mul(beta2, before.v), mul(1 - beta2, square(g)));
      const size = add(sqrt(add(div(v, 1 - beta2 ** t), under)), epsilon);
      return [name, { m, v, value: sub(value, mul(rate, div(div(m, 1 - beta1 ** t), size))) }] as const;
    });
    return {
      values: Object.fromEntries(next.map(([name, { value }]) => [name, value])),
      moments: Object.fromEntries(next.map(([name, { m, v }]) => [name, { m, v }])),
    };
  }

  const twoLayers = (x: Tensor, p: Parameters): Tensor =>
    linear(tanh(linear(x, p['w1']!, p['b1']!)), p['w2']!, p['b2']!);
  const judge: Discriminator = (x, p) => scores(twoLayers(x, p));

  it('an iteration: D by Adam, then G through two steps of Adam', async () => {
    const reference = new Reference('unrolled_2_adam');
    const { discriminator: d, generator: g } = reference.networks as Record<'discriminator' | 'generator', Parameters>;
    const { real, z_for_d_step: forD, z_for_g_step: forG } = reference.inputs as Record<string, Tensor>;
    const lossOfD = (p: Parameters, fake: Tensor): Tensor =>
      add(mean(softplus(neg(judge(real!, p)))), mean(softplus(judge(fake, p))));
    const lossOfG = (p: Parameters, fake: Tensor): Tensor => mean(softplus(neg(judge(fake, p))));

    const dLoss = lossOfD(d, stop(twoLayers(forD!, g)));
    const dGradients = gradients(dLoss, d);
    const stepped = adam({ values: d, moments: {} }, dGradients, 1, 0);

    const fake = twoLayers(forG!, g);
    let ahead = stepped;
    for (const t of [2, 3]) ahead = adam(ahead, gradients(lossOfD(ahead.values, fake), ahead.values), t, 1e-24);
    const gLoss = lossOfG(ahead.values, fake);
    const gGradients = gradients(gLoss, g);
    const fixed = Object.fromEntries(Object.entries(ahead.values).map(([name, value]) => [name, stop(value)]));
    await reference.agreesWith({
      d_loss: dLoss,
      d_gradients: dGradients,
      d_after_step: stepped.values,
      d_moments_after_step: stepped.moments,
      unrolled_d: ahead.values,
      g_loss: gLoss,
      g_gradients: gGradients,
      g_gradients_without_unrolling: gradients(lossOfG(stepped.values, fake), g),
      g_gradients_unrolled_but_not_differentiated: gradients(lossOfG(fixed, fake), g),
      g_after_step: adam({ values: g, moments: {} }, gGradients, 1, 0).values,
    });
  });
});

it('minibatch discrimination', async () => {
  const reference = new Reference('minibatch_discrimination');
  const { t } = reference.parameters as Record<'t', Tensor>;
  const { h, back } = reference.inputs as Record<'h' | 'back', Tensor>;
  const m = reshape(matmul(h, t), [5, 3, 2]);
  const distance = sum(abs(sub(reshape(m, [5, 1, 3, 2]), reshape(m, [1, 5, 3, 2]))), 3);
  const out = sub(sum(exp(neg(distance)), 1), 1);
  const loss = sum(mul(out, back));
  const [byH, byT] = grad(loss, [h, t]) as [Tensor, Tensor];
  await reference.agreesWith({ m, out, loss, gradient_h: byH, gradient_t: byT });
});

describe('MAD-GAN', () => {
  const fakesOf = (z: Tensor, generators: Parameters): Tensor[] =>
    ['w0', 'w1', 'w2'].map((name) => matmul(z, generators[name]!, { transposeB: true }));

  it('with a class for each generator', async () => {
    const reference = new Reference('mad_gan_classes');
    const { discriminator: p, generators } = reference.networks as Record<'discriminator' | 'generators', Parameters>;
    const { z, real } = reference.inputs as Record<'z' | 'real', Tensor>;
    const fakes = fakesOf(z, generators);
    const crossEntropy = (x: Tensor, label: number): Tensor => {
      const logits = linear(x, p['w']!, p['b']!);
      return mean(sub(logSumExp(logits, 1), reshape(slice(logits, 1, label, label + 1), [-1])));
    };
    const average = (losses: readonly Tensor[]): Tensor => div(losses.reduce(add), losses.length);
    const dLoss = add(crossEntropy(real, 3), average(fakes.map(crossEntropy)));
    const gLoss = average(fakes.map((fake) => crossEntropy(fake, 3)));
    await reference.agreesWith({
      fakes,
      d_loss: dLoss,
      d_gradients: gradients(dLoss, p),
      g_loss: gLoss,
      g_gradients: gradients(gLoss, generators),
    });
  });

  it('with a penalty on alike generators', async () => {
    const reference = new Reference('mad_gan_cosine');
    const p = reference.parameters;
    const fakes = fakesOf(reference.inputs['z']!, p);
    const cosine = (a: Tensor, b: Tensor): Tensor => mean(div(sum(mul(a, b), 1), mul(norms(a), norms(b))));
    const [a, b, c] = fakes as [Tensor, Tensor, Tensor];
    const alike = div(add(add(cosine(a, b), cosine(a, c)), cosine(b, c)), 3);
    await reference.agreesWith({ fakes, mean_cosine: alike, gradients: gradients(alike, p) });
  });
});

it('EBGAN with the pulling-away term', async () => {
  const reference = new Reference('ebgan_pulling_away');
  const p = reference.parameters;
  const { real, fake, margin } = reference.inputs as Record<'real' | 'fake' | 'margin', Tensor>;
  const code = (x: Tensor): Tensor => tanh(linear(x, p['we']!, p['be']!));
  const energy = (x: Tensor): Tensor => mean(square(sub(linear(code(x), p['wd']!, p['bd']!), x)), 1);
  const dLoss = add(mean(energy(real)), mean(relu(sub(margin, energy(fake)))));
  const codes = code(fake);
  const unit = div(codes, sqrt(sum(square(codes), 1, { keepDims: true })));
  const cosines = matmul(unit, unit, { transposeB: true });
  const pullingAway = div(sub(sum(square(cosines)), 4), 4 * 3);
  const gLoss = add(mean(energy(fake)), mul(0.1, pullingAway));
  await reference.agreesWith({
    energy_real: energy(real),
    energy_fake: energy(fake),
    d_loss: dLoss,
    d_gradients: gradients(dLoss, p),
    codes_fake: codes,
    pulling_away: pullingAway,
    pulling_away_gradient_by_fake: grad(pullingAway, [fake])[0]!,
    g_loss: gLoss,
    g_gradient_by_fake: grad(gLoss, [fake])[0]!,
  });
});

it('mode-regularised GAN: encoder, manifold and diffusion', async () => {
  const reference = new Reference('mr_gan');
  const { encoder, generator, d_m: manifoldD, d_d: diffusionD } = reference.networks as Record<string, Parameters>;
  const { x, z } = reference.inputs as Record<'x' | 'z', Tensor>;
  const twoLayers = (input: Tensor, p: Parameters): Tensor =>
    linear(tanh(linear(input, p['w1']!, p['b1']!)), p['w2']!, p['b2']!);
  const judge: Discriminator = (input, p) => scores(twoLayers(input, p));
  const code = tanh(linear(x, encoder!['w']!, encoder!['b']!));
  const [again, fake] = [twoLayers(code, generator!), twoLayers(z, generator!)];
  const asReal = (input: Tensor, p: Parameters): Tensor => mean(softplus(neg(judge(input, p))));
  const asFake = (input: Tensor, p: Parameters): Tensor => mean(softplus(judge(stop(input), p)));
  const manifoldLoss = add(asReal(x, manifoldD!), asFake(again, manifoldD!));
  const diffusionLoss = add(asReal(stop(again), diffusionD!), asFake(fake, diffusionD!));
  const reconstruction = mean(sum(square(sub(x, again)), 1));
  const manifold = add(mul(0.2, reconstruction), mul(0.4, asReal(again, manifoldD!)));
  const diffusion = asReal(fake, diffusionD!);
  await reference.agreesWith({
    code,
    reconstructed: again,
    fake,
    reconstruction,
    d_m_loss: manifoldLoss,
    d_m_gradients: gradients(manifoldLoss, manifoldD!),
    d_d_loss: diffusionLoss,
    d_d_gradients: gradients(diffusionLoss, diffusionD!),
    manifold_loss: manifold,
    manifold_gradients_encoder: gradients(manifold, encoder!),
    manifold_gradients_generator: gradients(manifold, generator!),
    diffusion_loss: diffusion,
    diffusion_gradients_generator: gradients(diffusion, generator!),
  });
});
