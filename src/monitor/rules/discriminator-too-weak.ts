/** The discriminator does not tell real from generated, though the samples are measurably wrong. */
import { median } from '../../metrics/index.ts';
import type { Context, Rule, Verdict } from '../rule.ts';
import { isExploded } from '../snapshot.ts';
import { discriminatorTooWeak as limits } from '../thresholds.ts';
import { isCritic } from './critic.ts';

export const discriminatorTooWeak: Rule = {
  id: 'discriminator-too-weak',
  level: 'information',
  reads: ['samples/generated'],
  needs: ['samples/generated', 'samples/real', 'score/real', 'score/fake'],
  yieldsTo: ['non-finite', 'diverging'],
  hysteresis: { raise: limits.raise, clear: limits.clear },
  judge(context): Verdict | undefined {
    const { samples } = context;
    const now = samples.snapshots.at(-1);
    if (now === undefined || now === samples.first) return undefined;
    const gap = gapOf(context);
    if (gap === undefined) return undefined;
    const threshold = context.threshold(limits.gap);
    if (gap > threshold || isExploded(now)) return { on: false };
    const distance = samples.distanceToReal();
    if (distance === undefined) return undefined;
    const least = Math.max(limits.distance, limits.timesUsual * distance.usual);
    if (distance.now < least) return { on: false };
    return {
      on: true,
      evidence: {
        measurements: [
          { name: 'score-gap', value: gap, threshold },
          { name: 'distance-to-real', value: distance.now, threshold: least },
          { name: 'distance-usual', value: distance.usual },
        ],
        pooledSamples: now.count,
      },
    };
  },
};

/** Difference of the scores lately; undefined where they are not logged, or have no scale of their own. */
function gapOf(context: Context): number | undefined {
  const { series } = context;
  const real = series('score/real');
  const fake = series('score/fake');
  if (real === undefined || fake === undefined || Math.min(real.count, fake.count) < limits.window) return undefined;
  const gap = median(real.recent(limits.window)) - median(fake.recent(limits.window));
  return isCritic(context) ? undefined : Math.abs(gap);
}
