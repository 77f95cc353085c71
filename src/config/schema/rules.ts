/** What the monitor looks for in this run's log, and how loud it is about it. A new rule is an entry here. */
import type { Static } from 'typebox';
import { choice, number, object, optional } from './build.ts';

const level = optional(
  choice('How a finding of this rule is shown.', {
    off: 'Not at all.',
    information: 'As information.',
    warning: 'As a warning.',
    error: 'As an error.',
  }),
);

/** A threshold that is a share, as most are. */
function threshold(words: string) {
  return optional(number(words, { minimum: 0, maximum: 1 }));
}

/** A threshold that is a multiple of something. */
function factor(words: string) {
  return optional(number(words, { minimum: 1, maximum: 1e9 }));
}

export const rulesSchema = object('What the monitor looks for, rule by rule; all are on unless set to `off`.', {
  'mode-collapse': optional(
    object('The generator makes only a few kinds of samples.', {
      level,
      threshold: threshold(
        'Fires when 90 % of the samples lie at no more than this share of the parts of the data (0.25 unless set).',
      ),
    }),
  ),
  'mode-dropping': optional(
    object('The samples are good, but some modes of the data are missing.', {
      level,
      threshold: threshold(
        'A mode is missing when its generated share is surely below this part of its real share (0.25 unless set).',
      ),
    }),
  ),
  'mode-hopping': optional(object('The samples are collapsed each time, but onto changing modes.', { level })),
  'class-collapse': optional(
    object('A generator that is told a class makes something else, or always the same.', {
      level,
      threshold: threshold(
        'A class is missing when surely less than this part of its samples are of it, against real ones (0.25 unless set).',
      ),
    }),
  ),
  memorisation: optional(
    object('The samples are copies of training data; needs `data.holdout`.', {
      level,
      threshold: threshold('Fires when surely more than this share of the samples are copies (0.5 unless set).'),
    }),
  ),
  'no-overlap': optional(
    object('The discriminator is certain while the samples stay off the data and the generator gets no gradient.', {
      level,
    }),
  ),
  diverging: optional(object('Losses or samples grow without bound.', { level })),
  'loss-correlation': optional(
    object("The generator's loss falls steadily while the discriminator's hardly varies.", {
      level,
      threshold: threshold(
        "Fires when the generator's loss falls at least this steadily: Kendall's tau, 1 means without exception (0.75 unless set).",
      ),
    }),
  ),
  'duplicate-samples': optional(
    object('More samples are near-identical than in the real data.', {
      level,
      threshold: threshold(
        'Fires when surely more than this share of the samples have a near-identical one (0.1 unless set).',
      ),
    }),
  ),
  'latent-ignored': optional(
    object('The samples do not depend on the latent.', {
      level,
      threshold: threshold(
        'Fires when the squared distance correlation of latents and samples is below this (0.01 unless set).',
      ),
    }),
  ),
  'discriminator-too-weak': optional(
    object('The discriminator stays at chance while the samples are measurably wrong.', {
      level,
      threshold: threshold(
        'Fires when the mean scores of real and generated differ by no more than this (0.05 unless set).',
      ),
    }),
  ),
  'vanishing-gradient': optional(
    object("The generator's gradient has faded against its own early size.", {
      level,
      threshold: threshold('Fires when it is below this part of its early size (0.01 unless set).'),
    }),
  ),
  'exploding-gradient': optional(
    object('A gradient has grown far beyond its own early size.', {
      level,
      threshold: factor('Fires when it is more than so many times its early size (100 unless set).'),
    }),
  ),
  'sparse-gradient': optional(
    object("Few of the samples carry the generator's gradient.", {
      level,
      threshold: threshold('Fires when the effective share of samples is below this (0.1 unless set).'),
    }),
  ),
  'redundant-generators': optional(
    object('Two of several generators cover the same modes.', {
      level,
      threshold: threshold('Fires when their shares per mode have more than this in common (0.8 unless set).'),
    }),
  ),
  'starving-mode': optional(
    object('Part of the real data has no generated samples near it, by the verdict of a diffusion discriminator.', {
      level,
      threshold: threshold(
        'Fires when more than this share of the real data is recognised with confidence (0.1 unless set).',
      ),
    }),
  ),
  stalled: optional(
    object('Nothing is logged any more, though the run has not ended.', {
      level,
      threshold: factor('Fires after so many usual intervals without a record (20 unless set).'),
    }),
  ),
  'non-finite': optional(object('A number in the log is not a number, or infinite.', { level })),
});

export type RulesConfig = Static<typeof rulesSchema>;
export type RuleLevel = NonNullable<NonNullable<RulesConfig['non-finite']>['level']>;
export type ConfiguredRule = keyof RulesConfig;
