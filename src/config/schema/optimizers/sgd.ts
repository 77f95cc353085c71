/** Optimiser `sgd`. */
import { boolean, defaulted, number, object, typeName } from '../build.ts';
import { common } from './common.ts';

export const sgd = object(
  'Stochastic gradient descent: the gradient times the learning rate, with momentum if wanted.',
  {
    type: typeName('sgd', 'The gradient times the learning rate, with momentum if wanted.'),
    ...common(0.01),
    momentum: defaulted(
      number('How much of the last step is kept in the next.', { minimum: 0, exclusiveMaximum: 1 }),
      0,
    ),
    nesterov: defaulted(
      boolean('Whether the gradient is followed from where the momentum leads (Nesterov 1983; Sutskever et al. 2013).'),
      false,
    ),
  },
);
