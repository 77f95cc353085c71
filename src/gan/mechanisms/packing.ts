/** Mechanism `packing` (PacGAN, Lin et al. 2017, section 2): some samples at a time as one, with all their channels. */
import type { MechanismConfig } from '../../config/index.ts';
import { reshape } from '../../graph/index.ts';
import type { CreateMechanism } from './mechanism.ts';

export const packing: CreateMechanism<Extract<MechanismConfig, { type: 'packing' }>> = ({ samples: pack }) => ({
  pack,
  seen: (samples) => {
    const [n, first, ...rest] = samples.shape as [number, number, ...number[]];
    return reshape(samples, [n / pack, first * pack, ...rest]);
  },
});
