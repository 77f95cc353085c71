/** All optimisers. A new one is a file beside these and a line here. */
import type { Static } from 'typebox';
import { variantsByType, type Resolved } from '../build.ts';
import { adam } from './adam.ts';
import { adamw } from './adamw.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

export const optimizerSchema = variantsByType(
  'How gradients become steps. Under `training` it is for both networks; under `generator` and `discriminator` each has its own.',
  [adam, adamw, rmsprop, sgd],
);

export type OptimizerInput = Static<typeof optimizerSchema>;
export type OptimizerConfig = Resolved<typeof optimizerSchema>;
export type GradientClip = NonNullable<OptimizerConfig['gradientClip']>;
