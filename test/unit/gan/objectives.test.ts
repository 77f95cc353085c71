import { describe, expect, it } from 'vitest';
import { grad } from '../../../src/graph/index.ts';
import { objectives } from '../../../src/gan/index.ts';
import { createNetwork } from '../../../src/nn/index.ts';
import { evaluate, flat, relativeError, vectorOf, readReference } from '../nn/helpers.ts';

type Name = keyof typeof objectives;

const reference = readReference('objectives_tanh_mlp');

const layer = (dense: number, activation: 'tanh' | 'linear') =>
  ({ dense, activation, initializer: 'glorot-uniform', bias: true }) as const;
const network = createNetwork([layer(5, 'tanh'), layer(4, 'tanh'), layer(1, 'linear')], [2], 'discriminator');

async function lossAndGradient(name: Name, player: 'discriminator' | 'generator') {
  const objective = objectives[name];
  const { loss, gradient } = await evaluate(
    { parameters: [network.size], real: [4, 2], fake: [4, 2] },
    ({ parameters, real, fake }) => {
      const scores = (x: typeof real) => network.apply(parameters!, x!);
      const value =
        player === 'discriminator'
          ? objective.discriminator(scores(real), scores(fake))
          : objective.generator(scores(fake), () => scores(real));
      return { loss: value, gradient: grad(value, [parameters!])[0]! };
    },
    {
      parameters: vectorOf(reference.parameters),
      real: flat(reference.inputs.real),
      fake: flat(reference.inputs.fake),
    },
  );
  return { loss: loss![0]!, gradient: gradient! };
}

describe("objectives give PyTorch's losses and gradients", () => {
  const cases: [Name, 'discriminator' | 'generator', string][] = [
    ['minimax', 'discriminator', 'bce_d'],
    ['minimax', 'generator', 'saturating_g'],
    ['non-saturating', 'discriminator', 'bce_d'],
    ['non-saturating', 'generator', 'non_saturating_g'],
    ['wasserstein', 'discriminator', 'wasserstein_d'],
    ['wasserstein', 'generator', 'wasserstein_g'],
    ['least-squares', 'discriminator', 'least_squares_d'],
    ['least-squares', 'generator', 'least_squares_g'],
    ['hinge', 'discriminator', 'hinge_d'],
    ['hinge', 'generator', 'hinge_g'],
  ];
  it.each(cases)('%s, %s', async (name, player, key) => {
    const { loss, gradient } = await lossAndGradient(name, player);
    const expected = reference.expected[key]!;
    expect(loss).toBeCloseTo(expected.loss, 12);
    expect(relativeError(gradient, vectorOf(expected.gradients))).toBeLessThan(1e-9);
  });
});

describe('the relativistic objective', () => {
  const pairs = readReference('r1_r2_tanh_mlp').expected;

  it("gives PyTorch's losses and gradient, sample by sample", async () => {
    const d = await lossAndGradient('relativistic', 'discriminator');
    expect(d.loss).toBeCloseTo(pairs.relativistic_d_loss, 12);
    expect(relativeError(d.gradient, vectorOf(pairs.relativistic_d_gradients))).toBeLessThan(1e-9);
    const g = await lossAndGradient('relativistic', 'generator');
    expect(g.loss).toBeCloseTo(pairs.relativistic_g_loss, 12);
  });
});

describe('at equilibrium, where every score is 0,', () => {
  const at = async (name: Name) => {
    const objective = objectives[name];
    const { d, g } = await evaluate(
      { scores: [3, 1] },
      ({ scores }) => ({
        d: objective.discriminator(scores!, scores!),
        g: objective.generator(scores!, () => scores!),
      }),
      { scores: [0, 0, 0] },
    );
    return { d: d![0]!, g: g![0]! };
  };

  it('minimax gives 2 ln 2 and -ln 2', async () => {
    const { d, g } = await at('minimax');
    expect(d).toBeCloseTo(2 * Math.LN2, 12);
    expect(g).toBeCloseTo(-Math.LN2, 12);
  });

  it('non-saturating gives 2 ln 2 and ln 2', async () => {
    const { d, g } = await at('non-saturating');
    expect(d).toBeCloseTo(2 * Math.LN2, 12);
    expect(g).toBeCloseTo(Math.LN2, 12);
  });
});
