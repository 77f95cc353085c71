/** How the learning rate changes while training. A new schedule is a value here. */
import type { Static } from 'typebox';
import { defaulted, integer, number, object, typeName, variantsByType, type Resolved, exampled } from '../build.ts';

const warmup = defaulted(
  integer('Steps over which the learning rate first rises from 0, in a straight line. They count as part of the run.', {
    minimum: 0,
    maximum: 1e9,
  }),
  0,
);
const end = defaulted(
  number('Learning rate at the last step, as a share of the first.', { minimum: 0, maximum: 1 }),
  0,
);

const constant = object('The learning rate stays as it is.', { type: typeName('constant', 'No change.'), warmup });
const linear = object('The learning rate falls in a straight line until the last step.', {
  type: typeName('linear', 'Falls in a straight line until the last step.'),
  end,
  warmup,
});
const cosine = object(
  'The learning rate falls along half a cosine wave until the last step (Loshchilov and Hutter 2016).',
  {
    type: typeName('cosine', 'Falls along half a cosine wave until the last step.'),
    end,
    warmup,
  },
);
const step = object('The learning rate is multiplied by `factor` after every `every` steps.', {
  type: typeName('step', 'Falls in steps.'),
  every: exampled(integer('Steps between two reductions.', { minimum: 1, maximum: 1e9 }), 1000),
  factor: defaulted(
    number('What the learning rate is multiplied by each time.', { exclusiveMinimum: 0, maximum: 1 }),
    0.5,
  ),
  warmup,
});

export const scheduleSchema = exampled(
  variantsByType('How the learning rate changes while training.', [constant, linear, cosine, step]),
  { type: 'linear', end: 0 },
  { type: 'cosine', end: 0 },
  { type: 'step', every: 1000, factor: 0.5 },
);

export type ScheduleInput = Static<typeof scheduleSchema>;
export type ScheduleConfig = Resolved<typeof scheduleSchema>;
