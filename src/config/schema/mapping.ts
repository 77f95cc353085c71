/**
 * `modescope.json` in a folder of logs that Modescope did not write: what the tags are, where their names do not tell,
 * and what to look for.
 */
import { Type, type Static } from 'typebox';
import { choice, object, optional, text } from './build.ts';
import { featuresSchema } from './features.ts';
import { rulesSchema } from './rules.ts';

/** What a tag can be said to be. A new role is a line here and one in src/monitor/roles.ts. */
export const roleSchema = choice('What is logged under this tag.', {
  'generator-loss': "The generator's loss as a whole.",
  'generator-loss-part': "One term of the generator's loss. Drawn, not judged.",
  'discriminator-loss': "The discriminator's (critic's) loss as a whole.",
  'discriminator-loss-part': "One term of the discriminator's loss. Drawn, not judged.",
  'score-real': "The discriminator's mean score of real samples, as a logit.",
  'score-fake': "The discriminator's mean score of generated samples, as a logit.",
  'generator-gradient': "Norm of the generator's gradient.",
  'discriminator-gradient': "Norm of the discriminator's gradient.",
  samples: 'Generated samples: a tensor [n, …].',
  'samples-real': 'Real samples that are trained on: a tensor [n, …].',
  'samples-holdout': 'Real samples that are not trained on: a tensor [n, …].',
  latents: 'The latents that the generated samples were made from: a tensor [n, latent].',
  images: 'Generated images, one or a grid of them.',
  'images-real': 'Real images, one or a grid of them.',
  other: 'Nothing of these: the tag is left alone.',
});

const tags = Type.Record(Type.String({ maxLength: 4096 }), roleSchema, {
  description: 'What the tags of the logs are, where their names do not tell.',
  markdownDescription:
    'What the tags of the logs are, where their names do not tell: `"tag": "role"`. `modescope tags DIR` shows what each is taken for.',
});

export const mappingSchema = object('How the logs in this folder and below are read and judged by Modescope.', {
  $schema: optional(text('Where the schema of this file is; editors with Modescope need none.')),
  tags: optional(tags),
  features: optional(featuresSchema),
  rules: optional(rulesSchema),
});

export type Mapping = Static<typeof mappingSchema>;
export type Role = Static<typeof roleSchema>;
