/** Penalty `gradient`: slope 1 between real and generated samples (WGAN-GP, Gulrajani et al. 2017, section 4). */
import type { PenaltyConfig } from '../../config/index.ts';
import { add, mean, mul, square, sub } from '../../graph/index.ts';
import type { Penalty } from './penalty.ts';
import { slopes } from './slope.ts';

export const gradient: Penalty<Extract<PenaltyConfig, { type: 'gradient' }>> = {
  term: ({ weight }, { score, real, fake, uniform }) => {
    const [n, ...sample] = real.shape;
    const mix = uniform([n!, ...sample.map(() => 1)]);
    const between = add(mul(mix, real), mul(sub(1, mix), fake));
    return mul(mean(square(sub(slopes(score, between), 1))), weight);
  },
};
