/** Condition `projection`. */
import { object, typeName } from '../build.ts';
import { embedding } from './embedding.ts';

export const projection = object(
  "Conditional GAN with a projection: G starts from `[z, e(y)]`, and D's score is `psi(phi(x)) + <v(y), phi(x)>`, where " +
    '`phi(x)` is what its last layer is given, `psi` that layer, and `v(y)` a learned direction for each class ' +
    '(Miyato and Koyama 2018, equation 3).',
  {
    type: typeName('projection', "D's score is how well a sample's features fit its class (Miyato and Koyama 2018)."),
    embedding,
  },
);
