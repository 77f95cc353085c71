/** How training goes: length, batches, turns, optimiser, logging. */
import { boolean, choice, defaulted, exampled, integer, object, optional } from './build.ts';
import { keepSchema } from './keep.ts';
import { optimizerSchema } from './optimizers/index.ts';

const order = choice('Whose turn comes first in each step. Every turn draws a fresh batch and fresh noise.', {
  'discriminator-first':
    'D moves, then G answers the new D. With many D updates this approaches `min over G of max over D`, the game as meant.',
  'generator-first':
    'G moves, then D answers. With many G updates this approaches `max over D of min over G`: G puts all its samples where the present D is most pleased, the classic way to lose modes.',
  simultaneous: 'Both gradients are taken at the same parameters; one update each.',
});

export const trainingSchema = object('How training goes.', {
  steps: defaulted(
    integer('How many steps the run has. A step is one turn of both networks.', { minimum: 1, maximum: 1e9 }),
    10_000,
  ),
  batch: defaulted(integer('Samples in each update.', { minimum: 1, maximum: 65_536 }), 256),
  seed: defaulted(
    integer(
      'All randomness (first weights, batches, noise) comes from this number: the same config, seed and engine give the same bits.',
      {
        minimum: 0,
        maximum: 4_294_967_295,
      },
    ),
    1,
  ),
  order: defaulted(order, 'discriminator-first'),
  discriminatorSteps: defaulted(integer('Updates of the discriminator in each step.', { minimum: 1, maximum: 100 }), 1),
  generatorSteps: defaulted(integer('Updates of the generator in each step.', { minimum: 1, maximum: 100 }), 1),
  optimizer: optional(optimizerSchema),
  logEvery: defaulted(
    integer('Losses and other numbers are logged every so many steps, and at the last.', { minimum: 1, maximum: 1e6 }),
    10,
  ),
  logGradients: optional(
    exampled(
      boolean(
        "Each layer's gradient norm is logged with the other numbers, as `gradient_norm/generator.layers[2]`: where a network stops learning.",
      ),
      true,
    ),
  ),
  sampleEvery: defaulted(
    integer('Generated samples are logged every so many steps, and at the last.', { minimum: 1, maximum: 1e6 }),
    100,
  ),
  samples: defaulted(integer('How many samples are logged each time.', { minimum: 1, maximum: 65_536 }), 512),
  checkpointEvery: optional(
    integer(
      'A checkpoint, from which the run can go on, is written every so many steps. Without it: about every 10 seconds.',
      {
        minimum: 1,
        maximum: 1e9,
      },
    ),
  ),
  keep: optional(exampled(keepSchema, { last: 3, best: 'distance' })),
});
