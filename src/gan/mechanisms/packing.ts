/** Mechanism `packing` (PacGAN, Lin et al. 2017, section 2): the rows of a batch, some at a time, as one row. */
import type { MechanismConfig } from '../../config/index.ts';
import { reshape } from '../../graph/index.ts';
import type { CreateMechanism } from './mechanism.ts';

export const packing: CreateMechanism<Extract<MechanismConfig, { type: 'packing' }>> = ({ samples: pack }) => ({
  pack,
  seen: (samples) => reshape(samples, [samples.shape[0]! / pack, -1]),
});
