/** Optimiser `rmsprop`. */
import { defaulted, number, object, typeName } from '../build.ts';
import { common, epsilon } from './common.ts';

export const rmsprop = object(
  'RMSProp: the gradient divided by the root of a running mean of its square (Hinton 2012, lecture 6e).',
  {
    type: typeName('rmsprop', 'The gradient divided by the root of a running mean of its square (Hinton 2012).'),
    ...common(0.001),
    decay: defaulted(
      number('How much of the running mean of the squared gradient is kept each step.', {
        minimum: 0,
        exclusiveMaximum: 1,
      }),
      0.99,
    ),
    momentum: defaulted(
      number('How much of the last step is kept in the next.', { minimum: 0, exclusiveMaximum: 1 }),
      0,
    ),
    epsilon,
  },
);
