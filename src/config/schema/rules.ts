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

/** All thresholds of rules are shares so far. */
function threshold(words: string) {
  return optional(number(words, { minimum: 0, maximum: 1 }));
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
  'non-finite': optional(object('A number in the log is not a number, or infinite.', { level })),
});

export type RulesConfig = Static<typeof rulesSchema>;
export type RuleLevel = NonNullable<NonNullable<RulesConfig['non-finite']>['level']>;
export type ConfiguredRule = keyof RulesConfig;
