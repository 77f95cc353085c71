/** All mechanisms. A new one is a file beside these, a line here and a file in src/gan/mechanisms. */
import type { Static } from 'typebox';
import { exampled, list, variantsByType, type Resolved } from '../build.ts';
import { augmentation } from './augmentation.ts';
import { generatorAverage } from './generator-average.ts';
import { instanceNoise } from './instance-noise.ts';
import { labelSmoothing } from './label-smoothing.ts';
import { madGan } from './mad-gan.ts';
import { mrGan } from './mr-gan.ts';
import { packing } from './packing.ts';
import { unrolled } from './unrolled.ts';
import { unrolledFirstOrder } from './unrolled-first-order.ts';

export const mechanismSchema = exampled(
  variantsByType('What changes the game itself, against lost modes.', [
    unrolled,
    unrolledFirstOrder,
    madGan,
    mrGan,
    labelSmoothing,
    instanceNoise,
    packing,
    generatorAverage,
    augmentation,
  ]),
  { type: 'unrolled', steps: 5 },
  { type: 'unrolled-first-order', steps: 5 },
  { type: 'mad-gan', generators: 4, cosine: 1, identify: false },
  { type: 'mr-gan', encoder: { layers: [{ dense: 128, activation: 'relu' }, { dense: 64 }] } },
  { type: 'label-smoothing', real: 0.9 },
  { type: 'instance-noise', std: 0.1 },
  { type: 'packing', samples: 2 },
  { type: 'generator-average', decay: 0.999 },
  { type: 'augmentation', translation: 0.125, cutout: 0.5 },
);

export const mechanismsSchema = list(
  'What changes the game itself, against lost modes; each at most once.',
  mechanismSchema,
  {
    minItems: 0,
    maxItems: 16,
  },
);

export type MechanismInput = Static<typeof mechanismSchema>;
export type MechanismConfig = Resolved<typeof mechanismSchema>;
