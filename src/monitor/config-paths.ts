/** What in a config a finding concerns, most likely cause first. */
import type { RuleId } from '../protocol/index.ts';

type Values = Readonly<Record<string, unknown>>;

function at(config: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), config);
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null;
}

function number(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}

/** Above this, Adam-like optimisers are rarely stable in a GAN (Radford et al. 2015 use .0002, toy problems .001). */
const highLearningRate = 0.002;

/** Where the optimiser of a network stands: for both under `training`, unless they differ. */
export function optimizerPath(config: unknown, network: 'generator' | 'discriminator'): string {
  const own = JSON.stringify(at(config, 'generator', 'optimizer'));
  const other = JSON.stringify(at(config, 'discriminator', 'optimizer'));
  return own === other ? 'training.optimizer' : `${network}.optimizer`;
}

interface Likely {
  readonly path: string;
  readonly weight: number;
}

/** Ways of losing modes, weighed by what the config says. */
function causesOfLoss(config: unknown): Likely[] {
  const order = at(config, 'training', 'order');
  const generatorSteps = number(at(config, 'training', 'generatorSteps'), 1);
  const discriminatorSteps = number(at(config, 'training', 'discriminatorSteps'), 1);
  const fast = (network: 'generator' | 'discriminator'): boolean =>
    number(at(config, network, 'optimizer', 'learningRate'), 0) > highLearningRate;
  return [
    // With many answers of G to one D the game is max-min: all samples where D is most pleased (Metz et al. 2016).
    { path: 'training.order', weight: order === 'generator-first' ? (generatorSteps > 1 ? 10 : 7) : 1 },
    { path: 'training.generatorSteps', weight: generatorSteps > discriminatorSteps ? 9 : 0 },
    { path: optimizerPath(config, 'generator'), weight: fast('generator') ? 6 : 3 },
    { path: 'objective', weight: at(config, 'objective') === 'minimax' ? 5 : 4 },
    { path: 'training.discriminatorSteps', weight: discriminatorSteps === 1 ? 2 : 1 },
  ];
}

function strongestDiscriminator(config: unknown): Likely[] {
  return [
    { path: 'objective', weight: at(config, 'objective') === 'minimax' ? 10 : 3 },
    {
      path: 'training.discriminatorSteps',
      weight: number(at(config, 'training', 'discriminatorSteps'), 1) > 1 ? 8 : 1,
    },
    { path: optimizerPath(config, 'discriminator'), weight: 5 },
  ];
}

function unstable(config: unknown): Likely[] {
  return [
    { path: optimizerPath(config, 'generator'), weight: 5 },
    { path: optimizerPath(config, 'discriminator'), weight: 4 },
    { path: 'objective', weight: 3 },
  ];
}

function ofData(): Likely[] {
  return [
    { path: 'data', weight: 5 },
    { path: 'discriminator', weight: 3 },
    { path: 'training.steps', weight: 2 },
  ];
}

const causes: Readonly<Record<RuleId, (config: unknown) => Likely[]>> = {
  'mode-collapse': causesOfLoss,
  'mode-dropping': causesOfLoss,
  'mode-hopping': causesOfLoss,
  'duplicate-samples': causesOfLoss,
  memorisation: ofData,
  'latent-ignored': () => [
    { path: 'latent', weight: 4 },
    { path: 'generator', weight: 3 },
  ],
  'no-overlap': strongestDiscriminator,
  'discriminator-too-weak': (config) => [
    { path: 'discriminator', weight: 4 },
    { path: optimizerPath(config, 'discriminator'), weight: 3 },
    { path: 'training.discriminatorSteps', weight: 2 },
  ],
  diverging: unstable,
  'vanishing-gradient': strongestDiscriminator,
  'exploding-gradient': unstable,
  'sparse-gradient': strongestDiscriminator,
  'non-finite': unstable,
  'loss-correlation': causesOfLoss,
  'class-collapse': () => [{ path: 'condition', weight: 1 }],
  'redundant-generators': () => [{ path: 'generator', weight: 1 }],
  'starving-mode': causesOfLoss,
  stalled: () => [{ path: 'training', weight: 1 }],
};

/** Paths for a rule's finding; empty without a config. The first is where it is shown. */
export function configPathsOf(rule: RuleId, config: unknown): readonly string[] {
  if (!isObject(config)) return [];
  const likely = causes[rule](config)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return [...new Set(likely.map(({ path }) => path))];
}
