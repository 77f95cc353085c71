/** A whole `*.gan.json`: the one place from which types, validation, completion and hover come. */
import type { Static } from 'typebox';
import { choice, defaulted, integer, object, optional, text, type Resolved, exampled } from './build.ts';
import { conditionSchema } from './conditions/index.ts';
import { dataSchema } from './data/index.ts';
import { featuresSchema } from './features.ts';
import { mechanismsSchema } from './mechanisms/index.ts';
import { discriminatorSchema, generatorSchema } from './network.ts';
import { objectiveSchema, type ObjectiveConfig } from './objectives/index.ts';
import type { OptimizerConfig } from './optimizers/index.ts';
import { penaltiesSchema } from './penalties/index.ts';
import { rulesSchema } from './rules.ts';
import { trainingSchema } from './training.ts';

const engine = choice('What runs the training step.', {
  auto: 'The fastest one that works here.',
  native: 'ONNX Runtime as a native library.',
  portable: 'ONNX Runtime as WebAssembly: works on every machine.',
  tensorflow:
    "TensorFlow's kernels by `@tensorflow/tfjs-node-gpu` or `tfjs-node`, installed beside the config: for a GPU.",
  reference: 'A plain interpreter in double precision: slow, exact, for checking.',
});

export const configSchema = object('A GAN and how it is trained.', {
  $schema: optional(text('Where the schema of this file is; editors with Modescope need none.')),
  data: dataSchema,
  latent: exampled(
    integer('How many normal random numbers the generator starts from.', { minimum: 1, maximum: 4096 }),
    64,
  ),
  generator: generatorSchema,
  discriminator: discriminatorSchema,
  condition: optional(conditionSchema),
  objective: defaulted(objectiveSchema, 'non-saturating'),
  penalties: defaulted(penaltiesSchema, []),
  mechanisms: defaulted(mechanismsSchema, []),
  training: defaulted(trainingSchema, {}),
  engine: defaulted(engine, 'auto'),
  rules: defaulted(rulesSchema, {}),
  features: optional(featuresSchema),
});

/** A config as a person writes it: keys with a default may be left out. */
export type ConfigInput = Static<typeof configSchema>;

type Whole = Resolved<typeof configSchema>;

/**
 * A config with everything filled in, as the trainer reads it. The optimiser stands at each network; there is
 * none under `training` any more.
 */
export interface ResolvedConfig extends Omit<
  Whole,
  '$schema' | 'generator' | 'discriminator' | 'objective' | 'training'
> {
  readonly generator: NetworkConfig;
  readonly discriminator: NetworkConfig;
  readonly objective: ObjectiveConfig;
  readonly training: TrainingConfig;
}

export interface NetworkConfig extends Omit<Whole['generator'], 'optimizer'> {
  readonly optimizer: OptimizerConfig;
}

export type TrainingConfig = Omit<Whole['training'], 'optimizer'>;
export type UpdateOrder = TrainingConfig['order'];
export type EngineChoice = Whole['engine'];
