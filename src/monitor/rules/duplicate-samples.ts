/** More near-identical samples than the real data has: a small support, though it may be spread over all modes. */
import { duplicates, shareLowerBound, shareUpperBound, type Points } from '../../metrics/index.ts';
import type { Rule, Verdict } from '../rule.ts';
import { isCollapsed } from '../snapshot.ts';
import { duplicateSamples as limits } from '../thresholds.ts';

export const duplicateSamples: Rule = {
  id: 'duplicate-samples',
  level: 'information',
  reads: ['samples/generated'],
  needs: ['samples/generated', 'samples/real'],
  yieldsTo: ['non-finite', 'diverging', 'no-overlap', 'mode-hopping', 'mode-collapse'],
  hysteresis: { raise: limits.raise, clear: limits.clear },
  judge(context): Verdict | undefined {
    const { samples } = context;
    const { structure, latest } = samples;
    const now = samples.snapshots.at(-1);
    if (structure === undefined || latest === undefined || now === undefined || now === samples.first) return undefined;
    const count = Math.min(limits.most, latest.count, structure.original.count);
    if (count < limits.fewest || isCollapsed(now, structure)) return { on: false };
    const tolerance = limits.tolerance * structure.originalSpread;
    const share = duplicates(firstOf(latest, count), tolerance).share;
    const threshold = context.threshold(limits.share);
    const lowest = shareLowerBound(Math.round(share * count), count, limits.alpha);
    if (lowest < threshold) return { on: false };
    const real = duplicates(firstOf(structure.original, count), tolerance).share;
    const usual = shareUpperBound(Math.round(real * count), count, limits.alpha);
    if (lowest < limits.timesReal * usual) return { on: false };
    return {
      on: true,
      evidence: {
        measurements: [
          { name: 'duplicate-share', value: share, threshold },
          { name: 'duplicate-share-real', value: real },
        ],
        pooledSamples: count,
        space: 'raw',
      },
    };
  },
};

function firstOf(x: Points, count: number): Points {
  return { data: x.data.subarray(0, count * x.dimensions), count, dimensions: x.dimensions };
}
