/**
 * MR-GAN's diffusion discriminator gives real samples to the encoder side with confidence: there the generator
 * makes nothing that could be taken for them (Che et al. 2016, section 3.3).
 */
import { median } from '../../metrics/index.ts';
import type { Rule, Verdict } from '../rule.ts';
import { starvingMode as limits } from '../thresholds.ts';

export const starvingMode: Rule = {
  id: 'starving-mode',
  level: 'information',
  reads: ['score/encoder_side'],
  every: limits.every,
  yieldsTo: ['non-finite', 'diverging', 'mode-dropping', 'mode-collapse', 'mode-hopping'],
  hysteresis: { raise: limits.raise, clear: limits.clear },
  judge(context): Verdict | undefined {
    const shares = context.series('score/encoder_side');
    if (shares === undefined || shares.count < limits.window) return undefined;
    const share = median(shares.recent(limits.window));
    const threshold = context.threshold(limits.share);
    if (share < (context.open ? Math.min(threshold, limits.shareToStay) : threshold)) return { on: false };
    return {
      on: true,
      evidence: { measurements: [{ name: 'encoder-share', value: share, threshold }] },
    };
  },
};
