/** Condition `concatenation`. */
import { object, typeName } from '../build.ts';
import { embedding } from './embedding.ts';

export const concatenation = object(
  'Conditional GAN by concatenation: G starts from `[z, e(y)]`, and D is shown `[x, e(y)]`, where `e(y)` is the class as ' +
    'numbers; beside images each of these is one more channel, the same everywhere (Mirza and Osindero 2014, section 3.2).',
  {
    type: typeName('concatenation', 'The class is put beside the sample that D is shown (Mirza and Osindero 2014).'),
    embedding,
  },
);
