/** Mechanism `instance-noise` (Sonderby et al. 2016, section 3; Arjovsky and Bottou 2017, section 3). */
import type { MechanismConfig } from '../../config/index.ts';
import { add, mul } from '../../graph/index.ts';
import type { CreateMechanism } from './mechanism.ts';

export const instanceNoise: CreateMechanism<Extract<MechanismConfig, { type: 'instance-noise' }>> = ({ std }) => ({
  seen: (samples, { normal }) => add(samples, mul(normal(samples.shape), std)),
});
