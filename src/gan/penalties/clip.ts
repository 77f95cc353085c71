/** Penalty `clip`: D's parameters stay within a limit (Arjovsky et al. 2017, algorithm 1, line 7). */
import type { PenaltyConfig } from '../../config/index.ts';
import { maximum, minimum } from '../../graph/index.ts';
import type { Penalty } from './penalty.ts';

export const clip: Penalty<Extract<PenaltyConfig, { type: 'clip' }>> = {
  constrain: ({ limit }, parameters) => maximum(minimum(parameters, limit), -limit),
};
