/** Generated samples are closer to the training data than unseen real data is: copies. */
import { shareLowerBound } from '../../metrics/index.ts';
import type { Rule, Verdict } from '../rule.ts';
import { isCollapsed, isExploded } from '../snapshot.ts';
import { memorisation as limits } from '../thresholds.ts';

export const memorisation: Rule = {
  id: 'memorisation',
  level: 'warning',
  reads: ['samples/generated'],
  needs: ['samples/generated', 'samples/real', 'samples/holdout'],
  yieldsTo: ['non-finite', 'diverging', 'no-overlap', 'mode-hopping', 'mode-collapse'],
  hysteresis: { raise: limits.raise, clear: limits.clear },
  judge(context): Verdict | undefined {
    const { samples } = context;
    const { structure } = samples;
    const now = samples.snapshots.at(-1);
    if (structure === undefined || now?.copies === undefined || now === samples.first) return undefined;
    if (isCollapsed(now, structure) || isExploded(now)) return { on: false };
    const lowest = shareLowerBound(Math.round(now.copies * now.count), now.count, limits.alpha);
    const threshold = context.open ? limits.shareToStay : context.threshold(limits.share);
    if (lowest < threshold) return { on: false };
    return {
      on: true,
      evidence: {
        measurements: [
          { name: 'copies-share', value: now.copies },
          { name: 'copies-lower-bound', value: lowest, threshold },
          { name: 'copies-usual', value: limits.closeShare },
        ],
        pooledSamples: now.count,
        space: structure.space.name,
      },
    };
  },
};
