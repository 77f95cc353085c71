/** Combinations under `training` and of optimisers that make no sense. */
import {
  dataSchema,
  isValid,
  optimizerSchema,
  pathOf,
  trainingSchema,
  type DataInput,
  type OptimizerInput,
  type Segments,
} from '../config/index.ts';
import type { Complaint } from './problem.ts';

export function checkTraining(config: Readonly<Record<string, unknown>>): Complaint[] {
  const training = config['training'] ?? {};
  if (!isValid(trainingSchema, training)) return [];
  const own = (['generator', 'discriminator'] as const).map((name) => ({ name, optimizer: optimizerOf(config[name]) }));
  const places: readonly { path: Segments; optimizer: unknown }[] = [
    { path: ['training', 'optimizer'], optimizer: training.optimizer },
    ...own.map(({ name, optimizer }) => ({ path: [name, 'optimizer'], optimizer })),
  ];
  return [
    ...checkOrder(training),
    ...checkKeep(training, config['data']),
    ...checkWhichOptimizer(training.optimizer !== undefined, own),
    ...places.flatMap(({ path, optimizer }) =>
      isValid(optimizerSchema, optimizer)
        ? checkOptimizer(optimizer, path, training.steps ?? (trainingSchema.properties.steps.default as number))
        : [],
    ),
  ];
}

/** Only Gaussians have modes that are known. */
function checkKeep({ keep }: { readonly keep?: { readonly best?: string } }, data: unknown): Complaint[] {
  if (keep?.best !== 'coverage' || !isValid(dataSchema, data) || gaussian.has(data.type)) return [];
  const path = ['training', 'keep', 'best'];
  return [
    {
      code: 'keep-measure',
      message: `"coverage" counts modes that are known, and those of "${data.type}" are not; "distance" goes with any data.`,
      path,
      fix: { title: 'Set to "distance"', edits: [{ kind: 'set', path: pathOf(path), value: 'distance' }] },
    },
  ];
}

const gaussian: ReadonlySet<DataInput['type']> = new Set(['ring', 'grid', 'mixture', 'random']);

type Training = { readonly order?: string; readonly discriminatorSteps?: number; readonly generatorSteps?: number };

/** `simultaneous` takes both gradients at the same parameters, which is one update each by definition. */
function checkOrder(training: Training): Complaint[] {
  if (training.order !== 'simultaneous') return [];
  return (['discriminatorSteps', 'generatorSteps'] as const)
    .filter((key) => (training[key] ?? 1) !== 1)
    .map((key) => ({
      code: 'simultaneous-steps',
      message: `The order "simultaneous" is one update each, so "${key}" must be 1; other counts need "discriminator-first" or "generator-first".`,
      path: ['training', key],
      fix: { title: 'Set to 1', edits: [{ kind: 'set', path: `training.${key}`, value: 1 }] },
    }));
}

function checkWhichOptimizer(shared: boolean, own: readonly { name: string; optimizer: unknown }[]): Complaint[] {
  const without = own.filter(({ optimizer }) => optimizer === undefined);
  if (shared && without.length === 0) {
    const path = ['training', 'optimizer'];
    return [
      {
        code: 'unused-optimizer',
        severity: 'warning',
        message:
          'Not used: the generator and the discriminator each have an optimizer of their own, which count before this one.',
        path,
        at: 'key',
        fix: { title: 'Remove "optimizer"', edits: [{ kind: 'remove', path: pathOf(path) }] },
      },
    ];
  }
  const [only] = without;
  if (!shared && only !== undefined && without.length === 1) {
    const { name } = only;
    return [
      {
        code: 'missing-optimizer',
        severity: 'information',
        message: `The ${name} has no optimizer of its own and there is none under "training": it gets Adam with its defaults.`,
        path: [name],
        at: 'key',
        fix: {
          title: 'Give it one',
          edits: [{ kind: 'set', path: `${name}.optimizer`, value: { type: 'adam', learningRate: 0.001 } }],
        },
      },
    ];
  }
  return [];
}

function checkOptimizer(optimizer: OptimizerInput, path: Segments, steps: number): Complaint[] {
  const complaints: Complaint[] = [];
  const warmup = optimizer.schedule?.warmup ?? 0;
  if (warmup >= steps) {
    complaints.push({
      code: 'long-warmup',
      severity: 'warning',
      message: `The run has ${steps} steps, so a warm-up of ${warmup} never ends.`,
      path: [...path, 'schedule', 'warmup'],
    });
  }
  if (optimizer.type === 'sgd' && optimizer.nesterov === true && (optimizer.momentum ?? 0) === 0) {
    complaints.push({
      code: 'nesterov-without-momentum',
      severity: 'warning',
      message: '"nesterov" changes nothing without "momentum".',
      path: [...path, 'nesterov'],
      fix: {
        title: 'Set "momentum" to 0.9',
        edits: [{ kind: 'set', path: pathOf([...path, 'momentum']), value: 0.9 }],
      },
    });
  }
  return complaints;
}

function optimizerOf(network: unknown): unknown {
  return typeof network === 'object' && network !== null && 'optimizer' in network ? network.optimizer : undefined;
}
