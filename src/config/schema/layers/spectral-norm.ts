/** Spectral normalisation, which layers with weights may have. */
import { boolean, exampled, optional } from '../build.ts';

export const spectralNorm = optional(
  exampled(
    boolean(
      'Divides the weights by their largest singular value, so that the layer is no steeper than 1 in any direction. ' +
        'Found by one step of power iteration at each update (Miyato et al. 2018, section 2.1).',
    ),
    true,
  ),
);
