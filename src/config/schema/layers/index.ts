/** All layers. A new one is a file beside these and an entry here: its kind key and its schema. */
import type { Static } from 'typebox';
import { exampled, variantsByKey, type Resolved } from '../build.ts';
import type { activation } from '../activation.ts';
import type { initializer } from '../initializer.ts';
import { dense } from './dense.ts';
import { minibatchDiscrimination } from './minibatch-discrimination.ts';
import { minibatchStddev } from './minibatch-stddev.ts';

export const layerSchema = exampled(
  variantsByKey(
    'A layer, named by its kind: `{ "dense": 128, "activation": "relu" }`.',
    ['dense', 'minibatch-discrimination', 'minibatch-stddev'],
    [dense, minibatchDiscrimination, minibatchStddev],
  ),
  { dense: 128, activation: 'relu' },
  { 'minibatch-discrimination': 100, dimensions: 5 },
  { 'minibatch-stddev': 4 },
);

export type LayerInput = Static<typeof layerSchema>;
export type LayerConfig = Resolved<typeof layerSchema>;
export type Activation = Static<typeof activation>;
export type Initializer = Static<typeof initializer>;
