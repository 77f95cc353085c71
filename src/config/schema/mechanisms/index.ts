/** All mechanisms. A new one is a file beside these, a line here and a file in src/gan/mechanisms. */
import type { Static } from 'typebox';
import { exampled, list, variantsByType, type Resolved } from '../build.ts';
import { instanceNoise } from './instance-noise.ts';
import { labelSmoothing } from './label-smoothing.ts';
import { madGan } from './mad-gan.ts';
import { packing } from './packing.ts';
import { unrolled } from './unrolled.ts';
import { unrolledFirstOrder } from './unrolled-first-order.ts';

export const mechanismSchema = exampled(
  variantsByType('What changes the game itself, against lost modes.', [
    unrolled,
    unrolledFirstOrder,
    madGan,
    labelSmoothing,
    instanceNoise,
    packing,
  ]),
  { type: 'unrolled', steps: 5 },
  { type: 'unrolled-first-order', steps: 5 },
  { type: 'mad-gan', generators: 4, cosine: 1, identify: false },
  { type: 'label-smoothing', real: 0.9 },
  { type: 'instance-noise', std: 0.1 },
  { type: 'packing', samples: 2 },
);

export const mechanismsSchema = list(
  'What changes the game itself, against lost modes; each at most once.',
  mechanismSchema,
  {
    minItems: 0,
    maxItems: 8,
  },
);

export type MechanismInput = Static<typeof mechanismSchema>;
export type MechanismConfig = Resolved<typeof mechanismSchema>;
