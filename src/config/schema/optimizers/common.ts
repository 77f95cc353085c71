/** What all optimisers share. */
import { defaulted, number, object, optional, variantsByKey, exampled } from '../build.ts';
import { scheduleSchema } from '../schedules/index.ts';

const clipNorm = object('Scales the whole gradient down where its norm is larger.', {
  norm: exampled(
    number("The largest Euclidean norm that the network's whole gradient may have.", {
      exclusiveMinimum: 0,
      maximum: 1e9,
    }),
    1,
  ),
});
const clipValue = object('Cuts each number of the gradient.', {
  value: exampled(
    number('The largest absolute value that any number of the gradient may have.', {
      exclusiveMinimum: 0,
      maximum: 1e9,
    }),
    0.1,
  ),
});

const gradientClip = variantsByKey(
  'Keeps a gradient from being too large: by its `norm`, or number by number with `value`.',
  ['norm', 'value'],
  [clipNorm, clipValue],
);

export function common(learningRate: number) {
  return {
    learningRate: defaulted(
      number('Size of a step. For GANs 0.0001 to 0.002 is usual.', { exclusiveMinimum: 0, maximum: 10 }),
      learningRate,
    ),
    schedule: defaulted(scheduleSchema, { type: 'constant' }),
    gradientClip: optional(gradientClip),
  };
}

export const epsilon = defaulted(
  number('Added to the denominator, so that it is never 0.', { exclusiveMinimum: 0, maximum: 1 }),
  1e-8,
);

export const betas = {
  beta1: defaulted(
    number(
      'How much of the running mean of the gradient is kept each step. GANs often do better with 0.5 or 0 than with 0.9.',
      {
        minimum: 0,
        exclusiveMaximum: 1,
      },
    ),
    0.9,
  ),
  beta2: defaulted(
    number('How much of the running mean of the squared gradient is kept each step.', {
      minimum: 0,
      exclusiveMaximum: 1,
    }),
    0.999,
  ),
};
