/** Optimiser `adam`. */
import { object, typeName } from '../build.ts';
import { betas, common, epsilon } from './common.ts';

export const adam = object(
  'Adam: steps of even size from running means of the gradient and of its square (Kingma and Ba 2014, algorithm 1).',
  {
    type: typeName(
      'adam',
      'Steps of even size from running means of the gradient and its square (Kingma and Ba 2014).',
    ),
    ...common(0.001),
    ...betas,
    epsilon,
  },
);
