/** All optimisers. A new one is a file beside these and a line here. */
import type { Static } from 'typebox';
import { exampled, variantsByType, type Resolved } from '../build.ts';
import { adam } from './adam.ts';
import { adamw } from './adamw.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

export const optimizerSchema = exampled(
  variantsByType(
    'How gradients become steps. Under `training` it is for both networks; under `generator` and `discriminator` each has its own.',
    [adam, adamw, rmsprop, sgd],
  ),
  { type: 'adam', learningRate: 0.001, beta1: 0.5 },
  { type: 'adamw', learningRate: 0.001 },
  { type: 'rmsprop', learningRate: 0.001 },
  { type: 'sgd', learningRate: 0.01, momentum: 0.9 },
);

export type OptimizerInput = Static<typeof optimizerSchema>;
export type OptimizerConfig = Resolved<typeof optimizerSchema>;
export type GradientClip = NonNullable<OptimizerConfig['gradientClip']>;
