/** Mechanism `unrolled`. */
import { defaulted, object, typeName } from '../build.ts';
import { steps } from './steps.ts';

export const unrolled = object(
  "Unrolled GAN: G minimises its loss against D as it will be after `steps` updates, and G's gradient runs through those " +
    "updates, the optimiser's included. The simulated updates start from D and its optimiser as they stand, on one real " +
    'batch and the samples of this turn; D itself does not move by them (Metz et al. 2016, section 2.2).',
  {
    type: typeName('unrolled', "G's gradient runs through simulated updates of D (Metz et al. 2016)."),
    steps: defaulted(steps, 5),
  },
);
