/** Losses or samples grow without bound: far beyond their own early size, or the data's. */
import type { Rule, Verdict } from '../rule.ts';
import { isExploded } from '../snapshot.ts';
import { diverging as limits, snapshot as snapshotLimits } from '../thresholds.ts';
import { growthOf } from './growth.ts';

export const diverging: Rule = {
  id: 'diverging',
  level: 'warning',
  reads: ['samples/generated'],
  needs: [['loss/generator', 'loss/discriminator', 'samples/generated']],
  yieldsTo: ['non-finite'],
  hysteresis: { raise: limits.raise, clear: limits.clear },
  judge(context): Verdict | undefined {
    const now = context.samples.snapshots.at(-1);
    const first = context.samples.first;
    if (now !== undefined && now !== first && isExploded(now)) {
      return {
        on: true,
        evidence: {
          measurements: [
            { name: 'distance-in-spreads', value: now.distance, threshold: snapshotLimits.exploded },
            { name: 'spread-ratio', value: now.spreadRatio, threshold: snapshotLimits.exploded },
          ],
          pooledSamples: now.count,
        },
      };
    }
    for (const tag of ['loss/discriminator', 'loss/generator'] as const) {
      const growth = growthOf(context, tag, limits);
      if (growth !== undefined && growth > limits.growth) {
        return {
          on: true,
          evidence: { measurements: [{ name: 'loss-growth', value: growth, threshold: limits.growth }], tag },
        };
      }
    }
    return { on: false };
  },
};
