/** Penalty `dragan`: slope 1 around the real samples (Kodali et al. 2017, section 2.2, and their published code). */
import type { PenaltyConfig } from '../../config/index.ts';
import { add, mean, mul, sizeOfShape, sqrt, square, sub, sum } from '../../graph/index.ts';
import type { Penalty } from './penalty.ts';
import { slopes } from './slope.ts';

export const dragan: Penalty<Extract<PenaltyConfig, { type: 'dragan' }>> = {
  term: ({ weight }, { score, real, uniform }) => {
    // Of all numbers of the batch together
    const variance = mul(sum(square(sub(real, mean(real)))), 1 / (sizeOfShape(real.shape) - 1));
    const around = add(real, mul(uniform(real.shape), mul(sqrt(variance), 0.5)));
    return mul(mean(square(sub(slopes(score, around), 1))), weight);
  },
};
