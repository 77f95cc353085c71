/** All mechanisms by their types in the config. A new one is a file beside these, a line here and in the schema. */
import type { MechanismConfig } from '../../config/index.ts';
import { augmentation } from './augmentation.ts';
import { generatorAverage } from './generator-average.ts';
import { instanceNoise } from './instance-noise.ts';
import { labelSmoothing } from './label-smoothing.ts';
import { madGan } from './mad-gan.ts';
import type { CreateMechanism, Mechanism } from './mechanism.ts';
import { mrGan } from './mr-gan.ts';
import { packing } from './packing.ts';
import { unrolled } from './unrolled.ts';
import { unrolledFirstOrder } from './unrolled-first-order.ts';

export type { Mechanism, Scene } from './mechanism.ts';

const mechanisms: {
  readonly [Type in MechanismConfig['type']]: CreateMechanism<Extract<MechanismConfig, { type: Type }>>;
} = {
  'mad-gan': madGan,
  'mr-gan': mrGan,
  'label-smoothing': labelSmoothing,
  'instance-noise': instanceNoise,
  packing,
  'generator-average': generatorAverage,
  augmentation,
  unrolled,
  'unrolled-first-order': unrolledFirstOrder,
};

export function createMechanism(config: MechanismConfig): Mechanism {
  // The registry pairs each type with its own function; the compiler cannot follow the pair through a union.
  const create = mechanisms[config.type] as CreateMechanism<MechanismConfig>;
  return create(config);
}
