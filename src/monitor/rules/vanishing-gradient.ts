/** The generator's gradient has faded to nothing against its own early size. */
import type { Rule, Verdict } from '../rule.ts';
import { gradients as limits } from '../thresholds.ts';
import { growthOf } from './growth.ts';

export const vanishingGradient: Rule = {
  id: 'vanishing-gradient',
  level: 'information',
  reads: ['grad_norm/generator'],
  needs: ['grad_norm/generator'],
  every: limits.every,
  yieldsTo: ['non-finite', 'no-overlap'],
  hysteresis: { raise: limits.raise, clear: limits.clear },
  judge(context): Verdict | undefined {
    const growth = growthOf(context, 'grad_norm/generator', limits);
    if (growth === undefined) return undefined;
    const threshold = context.threshold(limits.vanished);
    if (growth >= threshold) return { on: false };
    return {
      on: true,
      evidence: {
        measurements: [{ name: 'gradient-of-early', value: growth, threshold }],
        tag: 'grad_norm/generator',
      },
    };
  },
};
