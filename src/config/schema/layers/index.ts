/** All layers. A new one is a file beside these and an entry here: its kind key and its schema. */
import type { Static } from 'typebox';
import { exampled, variantsByKey, type Resolved } from '../build.ts';
import { dense } from './dense.ts';

export const layerSchema = exampled(
  variantsByKey('A layer, named by its kind: `{ "dense": 128, "activation": "relu" }`.', ['dense'], [dense]),
  { dense: 128, activation: 'relu' },
);

export type LayerInput = Static<typeof layerSchema>;
export type LayerConfig = Resolved<typeof layerSchema>;
export type Activation = LayerConfig['activation'];
export type Initializer = LayerConfig['initializer'];
