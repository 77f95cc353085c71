/** All mechanisms. A new one is a file beside these, a line here and a file in src/gan/mechanisms. */
import type { Static } from 'typebox';
import { exampled, list, variantsByType, type Resolved } from '../build.ts';
import { madGan } from './mad-gan.ts';
import { unrolled } from './unrolled.ts';
import { unrolledFirstOrder } from './unrolled-first-order.ts';

export const mechanismSchema = exampled(
  variantsByType('What changes the game itself, against lost modes.', [unrolled, unrolledFirstOrder, madGan]),
  { type: 'unrolled', steps: 5 },
  { type: 'unrolled-first-order', steps: 5 },
  { type: 'mad-gan', generators: 4, cosine: 1, identify: false },
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
