/** Layer `dropout` (Srivastava et al. 2014, section 4), scaled in training so that sampling needs no scale. */
import type { LayerConfigOf } from '../../config/index.ts';
import { greater, mul } from '../../graph/index.ts';
import type { LayerBody, Place } from './layer.ts';

export function dropoutLayer({ dropout: share }: LayerConfigOf<'dropout'>, { origin, noise }: Place): LayerBody {
  return {
    parameters: {},
    samplewise: true,
    apply: (_, x, mode) => {
      if (mode === 'sampling') return x;
      const kept = greater(noise(origin, x.shape, mode), share);
      return mul(x, mul(kept, 1 / (1 - share)));
    },
  };
}
