/** Optimiser `adamw`. */
import { defaulted, number, object, typeName } from '../build.ts';
import { betas, common, epsilon } from './common.ts';

export const adamw = object(
  'AdamW: Adam with weight decay that is not part of the gradient (Loshchilov and Hutter 2017, algorithm 2).',
  {
    type: typeName('adamw', 'Adam with decoupled weight decay (Loshchilov and Hutter 2017).'),
    ...common(0.001),
    ...betas,
    epsilon,
    weightDecay: defaulted(
      number('Share of each parameter that is taken away each step, times the learning rate.', {
        minimum: 0,
        maximum: 1,
      }),
      0.01,
    ),
  },
);
