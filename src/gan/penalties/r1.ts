/** Penalty `r1`: a small slope at real samples (Mescheder et al. 2018, equation 9, without the 1/2). */
import type { PenaltyConfig } from '../../config/index.ts';
import { mean, mul } from '../../graph/index.ts';
import type { Penalty } from './penalty.ts';
import { squaredSlopes } from './slope.ts';

export const r1: Penalty<Extract<PenaltyConfig, { type: 'r1' }>> = {
  term: ({ weight }, { score, real }) => mul(mean(squaredSlopes(score, real)), weight),
};
