/** Few of the samples carry the generator's gradient: where they are, the discriminator alone has a slope. */
import { median } from '../../metrics/index.ts';
import type { Rule, Verdict } from '../rule.ts';
import { sparseGradient as limits } from '../thresholds.ts';

export const sparseGradient: Rule = {
  id: 'sparse-gradient',
  level: 'information',
  reads: ['gradient_share/generator'],
  needs: ['gradient_share/generator'],
  every: limits.every,
  yieldsTo: ['non-finite', 'diverging', 'no-overlap'],
  hysteresis: { raise: limits.raise, clear: limits.clear },
  judge(context): Verdict | undefined {
    const shares = context.series('gradient_share/generator');
    if (shares === undefined || shares.count < limits.window) return undefined;
    const share = median(shares.recent(limits.window));
    const threshold = context.threshold(limits.share);
    if (share >= (context.open ? Math.max(threshold, limits.shareToStay) : threshold)) return { on: false };
    return {
      on: true,
      evidence: { measurements: [{ name: 'gradient-share', value: share, threshold }] },
    };
  },
};
