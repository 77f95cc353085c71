/** A gradient has grown far beyond its own early size. */
import type { Rule, Verdict } from '../rule.ts';
import { gradients as limits } from '../thresholds.ts';
import { growthOf } from './growth.ts';

export const explodingGradient: Rule = {
  id: 'exploding-gradient',
  level: 'information',
  reads: ['grad_norm/generator', 'grad_norm/discriminator'],
  needs: [['grad_norm/generator', 'grad_norm/discriminator']],
  every: limits.every,
  yieldsTo: ['non-finite', 'diverging'],
  hysteresis: { raise: limits.raise, clear: limits.clear },
  judge(context): Verdict | undefined {
    const grown = (['grad_norm/generator', 'grad_norm/discriminator'] as const).flatMap((tag) => {
      const growth = growthOf(context, tag, limits);
      return growth === undefined ? [] : [{ tag, growth }];
    });
    const [worst] = grown.sort((a, b) => b.growth - a.growth);
    if (worst === undefined) return undefined;
    const threshold = context.threshold(limits.exploded);
    if (worst.growth <= threshold) return { on: false };
    return {
      on: true,
      evidence: {
        measurements: [{ name: 'gradient-of-early', value: worst.growth, threshold }],
        tag: worst.tag,
      },
    };
  },
};
