/** What could help, as edits of the config. Only what the present config allows and does not have already. */
import type { Finding, RuleId } from '../protocol/index.ts';
import { fill } from './format.ts';
import { english, type Texts } from './texts.ts';

/** Sets `path` (e.g. `training.order`) to `value`. */
export interface Remedy {
  readonly title: string;
  readonly path: string;
  readonly value: unknown;
}

type Values = Readonly<Record<string, unknown>>;
type Network = 'generator' | 'discriminator';

function at(config: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Values)[key] : undefined),
    config,
  );
}

interface Optimizer {
  readonly path: string;
  /** Its keys as written; undefined where none is written and Adam with its defaults is used. */
  readonly written: Values | undefined;
}

/** The optimiser that counts for a network: its own, else the one for both. */
function optimizerOf(config: unknown, network: Network): Optimizer {
  const own = at(config, network, 'optimizer');
  if (typeof own === 'object' && own !== null) return { path: `${network}.optimizer`, written: own as Values };
  const shared = at(config, 'training', 'optimizer');
  const written = typeof shared === 'object' && shared !== null ? (shared as Values) : undefined;
  return { path: 'training.optimizer', written };
}

/** An edit of one key of an optimiser; of the whole where it has not been written yet, as it needs a type. */
function optimizerEdit({ path, written }: Optimizer, key: string, value: unknown): { path: string; value: unknown } {
  return written === undefined ? { path, value: { type: 'adam', [key]: value } } : { path: `${path}.${key}`, value };
}

type Maker = (config: unknown, texts: Texts) => Remedy | undefined;

/** The defaults of the schema, for what is not written. */
const defaults = {
  learningRate: 0.001,
  sgdLearningRate: 0.01,
  beta1: 0.9,
  steps: 1,
  order: 'discriminator-first',
} as const;

function lowerLearningRate(network: Network, factor: number): Maker {
  return (config, texts) => {
    const optimizer = optimizerOf(config, network);
    const fallback = optimizer.written?.['type'] === 'sgd' ? defaults.sgdLearningRate : defaults.learningRate;
    const present = optimizer.written?.['learningRate'] ?? fallback;
    if (typeof present !== 'number') return undefined;
    const value = Number((present / factor).toPrecision(2));
    return {
      title: fill(texts.remedies.learningRate, { value: String(value) }),
      ...optimizerEdit(optimizer, 'learningRate', value),
    };
  };
}

const lowerBeta1: Maker = (config, texts) => {
  const optimizer = optimizerOf(config, 'generator');
  const type = optimizer.written?.['type'] ?? 'adam';
  if (type !== 'adam' && type !== 'adamw') return undefined;
  const present = optimizer.written?.['beta1'] ?? defaults.beta1;
  if (typeof present !== 'number' || present <= 0.5) return undefined;
  return { title: fill(texts.remedies.beta1, { value: '0.5' }), ...optimizerEdit(optimizer, 'beta1', 0.5) };
};

const clipGradient: Maker = (config, texts) => {
  const optimizer = optimizerOf(config, 'generator');
  if (optimizer.written?.['gradientClip'] !== undefined) return undefined;
  return { title: fill(texts.remedies.clip, { value: '1' }), ...optimizerEdit(optimizer, 'gradientClip', { norm: 1 }) };
};

const nonSaturating: Maker = (config, texts) =>
  at(config, 'objective') === 'minimax'
    ? { title: texts.remedies.nonSaturating, path: 'objective', value: 'non-saturating' }
    : undefined;

const discriminatorFirst: Maker = (config, texts) => {
  const order = at(config, 'training', 'order') ?? defaults.order;
  return order === defaults.order
    ? undefined
    : { title: texts.remedies.discriminatorFirst, path: 'training.order', value: defaults.order };
};

const fewerGeneratorSteps: Maker = (config, texts) => {
  const steps = at(config, 'training', 'generatorSteps') ?? defaults.steps;
  return typeof steps === 'number' && steps > 1
    ? { title: texts.remedies.generatorSteps, path: 'training.generatorSteps', value: 1 }
    : undefined;
};

/** Most updates of the discriminator that a quick fix asks for; WGAN's usual number (Arjovsky et al. 2017). */
const mostDiscriminatorSteps = 5;

const moreDiscriminatorSteps: Maker = (config, texts) => {
  const steps = at(config, 'training', 'discriminatorSteps') ?? defaults.steps;
  if (
    typeof steps !== 'number' ||
    steps >= mostDiscriminatorSteps ||
    at(config, 'training', 'order') === 'simultaneous'
  )
    return undefined;
  const value = Math.min(mostDiscriminatorSteps, steps + 1);
  return {
    title: fill(texts.remedies.discriminatorSteps, { value: String(value) }),
    path: 'training.discriminatorSteps',
    value,
  };
};

const fewerDiscriminatorSteps: Maker = (config, texts) => {
  const steps = at(config, 'training', 'discriminatorSteps') ?? defaults.steps;
  return typeof steps === 'number' && steps > 1
    ? { title: texts.remedies.oneDiscriminatorStep, path: 'training.discriminatorSteps', value: 1 }
    : undefined;
};

/** Against the loss of modes, the surest first. */
const againstLoss: readonly Maker[] = [
  discriminatorFirst,
  fewerGeneratorSteps,
  nonSaturating,
  moreDiscriminatorSteps,
  lowerLearningRate('generator', 2),
  lowerBeta1,
];
const againstCertainty: readonly Maker[] = [
  nonSaturating,
  fewerDiscriminatorSteps,
  lowerLearningRate('discriminator', 4),
];
const againstGrowth: readonly Maker[] = [lowerLearningRate('generator', 10), clipGradient, lowerBeta1];

const remedies: Readonly<Partial<Record<RuleId, readonly Maker[]>>> = {
  'mode-collapse': againstLoss,
  'mode-dropping': againstLoss,
  'mode-hopping': [
    lowerLearningRate('generator', 2),
    fewerGeneratorSteps,
    discriminatorFirst,
    lowerBeta1,
    moreDiscriminatorSteps,
  ],
  'duplicate-samples': againstLoss,
  'no-overlap': againstCertainty,
  'vanishing-gradient': againstCertainty,
  'sparse-gradient': againstCertainty,
  'discriminator-too-weak': [moreDiscriminatorSteps],
  diverging: againstGrowth,
  'exploding-gradient': [clipGradient, lowerLearningRate('generator', 2)],
  'non-finite': againstGrowth,
  'loss-correlation': [discriminatorFirst, moreDiscriminatorSteps, lowerLearningRate('generator', 2)],
};

/**
 * Edits that may help against a finding, the surest first. Each alone leaves a valid config valid.
 * @param config the config as written (parsed, defaults not filled in): paths are those of its text
 */
export function remediesOf(finding: Finding, config: unknown, texts: Texts = english): readonly Remedy[] {
  if (typeof config !== 'object' || config === null) return [];
  return (remedies[finding.rule] ?? []).flatMap((make) => make(config, texts) ?? []);
}
