/** Mechanism `unrolled-first-order`. */
import { defaulted, object, typeName } from '../build.ts';
import { steps } from './steps.ts';

export const unrolledFirstOrder = object(
  'Looking ahead without the gradient: G minimises its loss against D as it will be after `steps` updates, but that D is ' +
    "held still. The second term of the gradient of Metz et al. 2016 (equation 13), D's answer to G's move, is left out.",
  {
    type: typeName('unrolled-first-order', 'G meets D as it will be after simulated updates, held still.'),
    steps: defaulted(steps, 5),
  },
);
