/** Mechanism `label-smoothing`, one-sided (Salimans et al. 2016, section 3.4), for the objectives with cross-entropy. */
import type { MechanismConfig } from '../../config/index.ts';
import { add, mean, mul } from '../../graph/index.ts';
import type { CreateMechanism } from './mechanism.ts';

export const labelSmoothing: CreateMechanism<Extract<MechanismConfig, { type: 'label-smoothing' }>> = ({
  real: target,
}) => ({
  objective: (plain) => ({
    ...plain,
    // a sp(-D) + (1 - a) sp(D) is sp(-D) + (1 - a) D, as sp(D) - sp(-D) is D
    discriminator: (real, fake) => add(plain.discriminator(real, fake), mul(mean(real), 1 - target)),
  }),
});
