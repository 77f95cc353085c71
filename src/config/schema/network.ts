/** One of the two networks: its layers, and an optimiser of its own where wanted. */
import { exampled, list, object, optional } from './build.ts';
import { layerSchema } from './layers/index.ts';
import { optimizerSchema } from './optimizers/index.ts';

export const layers = exampled(list('The layers, first to last.', layerSchema, { minItems: 1, maxItems: 64 }), [
  { dense: 128, activation: 'relu' },
  { dense: 2 },
]);

export const generatorSchema = exampled(
  object(
    'The generator: takes `latent` normal numbers, gives a sample. Its last layer has as many outputs as the data has dimensions.',
    {
      layers,
      optimizer: optional(optimizerSchema),
    },
  ),
  { layers: [{ dense: 128, activation: 'relu' }, { dense: 128, activation: 'relu' }, { dense: 2 }] },
);

export const discriminatorSchema = exampled(
  object('The discriminator: takes a sample, gives one number (a logit: above 0 means it takes the sample for real).', {
    layers,
    optimizer: optional(optimizerSchema),
  }),
  { layers: [{ dense: 128, activation: 'leaky-relu' }, { dense: 128, activation: 'leaky-relu' }, { dense: 1 }] },
);
