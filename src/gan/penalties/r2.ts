/** Penalty `r2`: a small slope at generated samples (Mescheder et al. 2018, equation 10, without the 1/2). */
import type { PenaltyConfig } from '../../config/index.ts';
import { mean, mul } from '../../graph/index.ts';
import type { Penalty } from './penalty.ts';
import { squaredSlopes } from './slope.ts';

export const r2: Penalty<Extract<PenaltyConfig, { type: 'r2' }>> = {
  term: ({ weight }, { score, fake }) => mul(mean(squaredSlopes(score, fake)), weight),
};
