/** Mechanism `instance-noise`. */
import { defaulted, number, object, typeName } from '../build.ts';

export const instanceNoise = object(
  'Instance noise: fresh normal noise is added to every sample that D sees, real or generated, so that the two overlap ' +
    'and no D can tell them apart perfectly (Sonderby et al. 2016, section 3; Arjovsky and Bottou 2017, section 3).',
  {
    type: typeName('instance-noise', 'Noise on every sample that D sees (Sonderby et al. 2016).'),
    std: defaulted(
      number('Standard deviation of the noise, in the units of the data.', { exclusiveMinimum: 0, maximum: 1e6 }),
      0.1,
    ),
  },
);
