/**
 * Every part that a game can be made of, trained on every engine beside the reference. What there is is read from the
 * config's schema: a part that is missing here is found by the first test.
 */
import { expect, it } from 'vitest';
import {
  conditionSchema,
  mechanismSchema,
  optimizerSchema,
  penaltiesSchema,
  type ConfigInput,
  type LayerInput,
  type MechanismInput,
  type PenaltyInput,
} from '../../../src/config/index.ts';
import { layerSchema } from '../../../src/config/schema/layers/index.ts';
import type { Engine, Numbers } from '../../../src/engine/index.ts';
import { reference } from '../../../src/engine/reference/index.ts';
import { objectives, planStep, type StepPlan } from '../../../src/gan/index.ts';
import { sizeOfShape } from '../../../src/graph/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { tinyConfig } from '../gan/helpers.ts';
import { describeEach, fast } from './each.ts';
import { relativeError } from './helpers.ts';

interface Part {
  readonly kind: 'objective' | 'penalty' | 'mechanism' | 'condition' | 'optimizer' | 'layer';
  readonly name: string;
  readonly config: Partial<ConfigInput>;
  readonly shape?: readonly number[];
  readonly classes?: number;
}

// Smooth throughout: at a corner rounding would decide which way a parameter goes
const dense = (count: number): LayerInput => ({ dense: count, activation: 'tanh' });
const judging = (...layers: LayerInput[]): Partial<ConfigInput> => ({
  discriminator: { layers: [dense(4), ...layers] },
});
const penalty = (given: PenaltyInput): Part => ({
  kind: 'penalty',
  name: given.type,
  config: { penalties: [given] },
});
const mechanism = (given: MechanismInput, more: Partial<ConfigInput> = {}): Part => ({
  kind: 'mechanism',
  name: given.type,
  config: { mechanisms: [given], ...more },
});
const image = [1, 8, 8];
const images = (generator: LayerInput[], discriminator: LayerInput[]): Partial<ConfigInput> => ({
  generator: { layers: [dense(64), { reshape: [1, 8, 8] }, ...generator] },
  discriminator: { layers: [...discriminator, { flatten: true }, { dense: 1 }] },
});
const layer = (name: string, config: Partial<ConfigInput>, shape?: readonly number[]): Part => ({
  kind: 'layer',
  name,
  config,
  ...(shape && { shape }),
});
const optimizer = (given: NonNullable<NonNullable<ConfigInput['training']>['optimizer']>): Part => ({
  kind: 'optimizer',
  name: given.type,
  config: { training: { batch: 6, optimizer: given } },
});

const parts: readonly Part[] = [
  ...Object.keys(objectives).map((name): Part => ({
    kind: 'objective',
    name,
    config: { objective: name as NonNullable<ConfigInput['objective']> },
  })),
  {
    kind: 'objective',
    name: 'energy',
    config: { objective: 'energy', ...judging(dense(2), { dense: 2 }) },
  },
  penalty({ type: 'gradient', weight: 1 }),
  penalty({ type: 'dragan', weight: 1 }),
  penalty({ type: 'r1', weight: 1 }),
  penalty({ type: 'r2', weight: 1 }),
  penalty({ type: 'clip', limit: 0.2 }),
  mechanism({ type: 'unrolled', steps: 2 }),
  mechanism({ type: 'unrolled-first-order', steps: 2 }),
  mechanism({ type: 'mad-gan', generators: 3 }, judging({ dense: 4 })),
  mechanism({ type: 'mr-gan', encoder: { layers: [{ dense: 2 }] } }),
  mechanism({ type: 'label-smoothing', real: 0.9 }),
  mechanism({ type: 'instance-noise', std: 0.1 }),
  mechanism({ type: 'packing', samples: 2 }),
  mechanism({ type: 'generator-average', decay: 0.9 }),
  { ...mechanism({ type: 'augmentation' }, images([], [])), shape: image },
  {
    kind: 'condition',
    name: 'concatenation',
    config: { condition: { type: 'concatenation', embedding: 2 } },
    classes: 3,
  },
  { kind: 'condition', name: 'projection', config: { condition: { type: 'projection' } }, classes: 3 },
  optimizer({ type: 'adam', learningRate: 0.01 }),
  optimizer({ type: 'adamw', learningRate: 0.01 }),
  optimizer({ type: 'rmsprop', learningRate: 0.001, momentum: 0.5 }),
  optimizer({ type: 'sgd', learningRate: 0.01, momentum: 0.9, nesterov: true }),
  layer('dense', judging({ dense: 1 })),
  layer(
    'conv2d',
    images([{ conv2d: 1, kernel: 3, stride: 1, activation: 'tanh' }], [{ conv2d: 3, activation: 'tanh' }]),
    image,
  ),
  layer(
    'conv2d-transpose',
    {
      ...images([], []),
      generator: {
        layers: [dense(256), { reshape: [16, 4, 4] }, { 'conv2d-transpose': 1, activation: 'tanh' }],
      },
    },
    image,
  ),
  layer(
    'upsample',
    {
      ...images([], []),
      generator: { layers: [dense(16), { reshape: [1, 4, 4] }, { upsample: 2 }] },
    },
    image,
  ),
  layer('reshape', images([], []), image),
  layer('flatten', images([], []), image),
  layer('batch-norm', {
    generator: { layers: [{ dense: 4 }, { 'batch-norm': true, activation: 'tanh' }, { dense: 2 }] },
  }),
  layer('layer-norm', judging({ 'layer-norm': true, activation: 'tanh' }, { dense: 1 })),
  layer('maxout', judging({ maxout: 3, pieces: 2 }, { dense: 1 })),
  layer('dropout', judging({ dropout: 0.3 }, { dense: 1 })),
  layer('minibatch-discrimination', judging({ 'minibatch-discrimination': 2, dimensions: 2 }, { dense: 1 })),
  layer('minibatch-stddev', judging({ 'minibatch-stddev': 2 }, { dense: 1 })),
  layer('residual', judging({ residual: [{ dense: 4, activation: 'tanh' }] }, { dense: 1 })),
];

/** Small games as people train them, corners included. */
const hidden = (activation: 'relu' | 'leaky-relu' | 'silu') => [
  { dense: 16, activation },
  { dense: 16, activation },
];
const people: Partial<ConfigInput> = {
  latent: 4,
  generator: { layers: [...hidden('relu'), { dense: 2 }] },
  discriminator: { layers: [...hidden('leaky-relu'), { dense: 1 }] },
  training: { batch: 32, optimizer: { type: 'adam', learningRate: 0.001, beta1: 0.5 } },
};
const games: readonly { readonly name: string; readonly config: Partial<ConfigInput> }[] = [
  { name: 'non-saturating', config: people },
  {
    name: 'WGAN-GP',
    // Smooth, as the next: at a corner the slope that a penalty is about jumps, and rounding decides on which side
    config: {
      ...people,
      discriminator: { layers: [...hidden('silu'), { dense: 1 }] },
      objective: 'wasserstein',
      penalties: [{ type: 'gradient', weight: 0.1 }],
    },
  },
  { name: 'unrolled', config: { ...people, mechanisms: [{ type: 'unrolled', steps: 2 }] } },
  {
    name: 'hinge with R1',
    config: {
      ...people,
      discriminator: { layers: [...hidden('silu'), { dense: 1 }] },
      objective: 'hinge',
      penalties: [{ type: 'r1', weight: 0.1 }],
    },
  },
];

/** Fresh numbers for every feed of a step. */
function feedsAt(plan: StepPlan, step: number, classes: number): Record<string, Float32Array> {
  const random = createRandom(step);
  return Object.fromEntries(
    plan.feeds.map((feed) => {
      const numbers = new Float32Array(sizeOfShape(feed.shape));
      const stream = random.split(feed.name);
      if (feed.kind === 'uniform') stream.fillUniform(numbers);
      else if (feed.kind === 'learning-rate') numbers.fill(0.001);
      else if (feed.kind === 'normal' || feed.kind === 'real') stream.fillNormal(numbers);
      else for (let i = 0; i < numbers.length; i += classes) numbers[i + stream.integer(classes)] = 1;
      return [feed.name, numbers];
    }),
  );
}

interface Trained {
  readonly outputs: readonly Readonly<Record<string, number[]>>[];
  readonly state: Readonly<Record<string, Numbers>>;
}

async function train(engine: Engine, plan: StepPlan, steps: number, classes = 1): Promise<Trained> {
  const executable = await engine.compile(plan.whole, plan.initialState(createRandom(3)));
  try {
    const outputs: Record<string, number[]>[] = [];
    for (let step = 0; step < steps; step++) {
      const made = await executable.step(feedsAt(plan, step, classes));
      outputs.push(Object.fromEntries(Object.entries(made).map(([name, numbers]) => [name, Array.from(numbers)])));
    }
    return { outputs, state: executable.readState() };
  } finally {
    await executable.dispose();
  }
}

/** Not Adam: it makes a whole step of a gradient that is 0 but for rounding, as that of a bias before a mean has to be. */
const training: ConfigInput['training'] = { batch: 6, optimizer: { type: 'sgd', learningRate: 0.05 } };

const planOf = ({ config, shape = [2], classes }: Omit<Part, 'kind' | 'name'>): StepPlan =>
  planStep(tinyConfig({ training, ...config }), {
    shape,
    ...(classes !== undefined && { classes: { names: Array.from({ length: classes }, String) } }),
  });

it('no part is left out', () => {
  const typesOf = (schema: unknown): string[] =>
    (schema as { anyOf: { properties: { type: { const: string } } }[] }).anyOf.map(
      ({ properties }) => properties.type.const,
    );
  const kinds = (layerSchema as unknown as { examples: object[] }).examples.map((each) => Object.keys(each)[0]!);
  const there = [
    ...typesOf((penaltiesSchema as unknown as { items: unknown }).items),
    ...typesOf(mechanismSchema),
    ...typesOf(conditionSchema),
    ...typesOf(optimizerSchema),
    ...new Set(kinds),
  ];
  const tested = parts.filter(({ kind }) => kind !== 'objective').map(({ name }) => name);
  expect(tested.sort()).toEqual(there.sort());
});

/** What the reference makes of a part or a game, computed when it is first asked for. */
const known = new Map<string, Promise<Trained>>();
function expectedOf(name: string, given: Omit<Part, 'kind' | 'name'>, steps: number): Promise<Trained> {
  const there = known.get(name) ?? train(reference, planOf(given), steps, given.classes);
  known.set(name, there);
  return there;
}

describeEach(fast, 'trains as the reference does', (engine) => {
  it.each(parts)('$kind $name', async (part) => {
    const { outputs, state } = await expectedOf(`${part.kind} ${part.name}`, part, 3);
    const actual = await train(engine, planOf(part), 3, part.classes);
    for (const [name, numbers] of Object.entries(state)) {
      expect(relativeError(actual.state[name]!, numbers), name).toBeLessThan(1e-4);
    }
    for (const [name, numbers] of Object.entries(outputs.at(-1)!)) {
      expect(relativeError(actual.outputs.at(-1)![name]!, numbers), name).toBeLessThan(1e-3);
    }
  });

  it.each(games)('$name: losses within 1e-3 over the first hundred steps', async (game) => {
    const { outputs } = await expectedOf(game.name, game, 100);
    const actual = await train(engine, planOf(game), 100);
    for (const [step, signals] of outputs.entries()) {
      for (const [name, [value]] of Object.entries(signals)) {
        if (!name.startsWith('loss/')) continue;
        expect(Math.abs(actual.outputs[step]![name]![0]! - value!), `${name} at step ${step}`).toBeLessThan(1e-3);
      }
    }
  });
});
