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
      threshold: threshold("Fires when the effective number of modes is at most this share of the real data's."),
    }),
  ),
  'mode-dropping': optional(
    object('The samples are good, but some modes of the data are missing.', {
      level,
      threshold: threshold('A mode is missing when its generated share is surely below this part of its real share.'),
    }),
  ),
  'loss-correlation': optional(
    object("The generator's loss falls steadily while the discriminator's hardly varies.", {
      level,
      threshold: threshold("Fires when the strength of the generator's falling trend is at least this."),
    }),
  ),
  'non-finite': optional(object('A number in the log is not a number, or infinite.', { level })),
});

export type RulesConfig = Static<typeof rulesSchema>;
export type RuleLevel = NonNullable<NonNullable<RulesConfig['non-finite']>['level']>;
export type ConfiguredRule = keyof RulesConfig;
