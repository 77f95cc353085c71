/** All penalties. A new one is a file beside these, a line here and a file in src/gan/penalties. */
import type { Static } from 'typebox';
import { exampled, list, variantsByType, type Resolved } from '../build.ts';
import { clip } from './clip.ts';
import { dragan } from './dragan.ts';
import { gradient } from './gradient.ts';
import { r1 } from './r1.ts';
import { r2 } from './r2.ts';

const penaltySchema = exampled(
  variantsByType("What keeps the discriminator's slope in bounds.", [gradient, dragan, r1, r2, clip]),
  { type: 'gradient', weight: 10 },
  { type: 'dragan', weight: 10 },
  { type: 'r1', weight: 0.05 },
  { type: 'r2', weight: 0.05 },
  { type: 'clip', limit: 0.01 },
);

export const penaltiesSchema = list("What keeps the discriminator's slope in bounds.", penaltySchema, {
  minItems: 0,
  maxItems: 16,
});

export type PenaltyInput = Static<typeof penaltySchema>;
export type PenaltyConfig = Resolved<typeof penaltySchema>;
