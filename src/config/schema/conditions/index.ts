/** All ways to condition on classes. A new one is a file beside these, a line here and a file in src/gan/conditions. */
import type { Static } from 'typebox';
import { exampled, variantsByType, type Resolved } from '../build.ts';
import { concatenation } from './concatenation.ts';
import { projection } from './projection.ts';

export const conditionSchema = exampled(
  variantsByType(
    'Both networks are told the class of each sample, so that samples of a given class can be made. Needs data with classes.',
    [concatenation, projection],
  ),
  { type: 'projection' },
  { type: 'concatenation', embedding: 16 },
);

export type ConditionInput = Static<typeof conditionSchema>;
export type ConditionConfig = Resolved<typeof conditionSchema>;
