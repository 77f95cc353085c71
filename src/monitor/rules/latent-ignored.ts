/** The samples do not depend on the latents that they were made from. */
import { distanceCorrelation, points, rows, type Points } from '../../metrics/index.ts';
import type { Rule, Verdict } from '../rule.ts';
import { latentIgnored as limits } from '../thresholds.ts';

export const latentIgnored: Rule = {
  id: 'latent-ignored',
  level: 'warning',
  reads: ['samples/generated', 'latents/generated'],
  needs: ['samples/generated', 'samples/real', 'latents/generated'],
  yieldsTo: ['non-finite', 'diverging'],
  hysteresis: { raise: limits.raise, clear: limits.clear },
  judge(context): Verdict | undefined {
    const { samples } = context;
    const now = samples.snapshots.at(-1);
    const pair = samples.withLatents;
    if (pair === undefined || now?.step !== pair.step || now === samples.first) return undefined;
    if (pair.latents.count < limits.fewest) return undefined;
    const dependence =
      now.spreadRatio < limits.constant ? 0 : distanceCorrelation(few(pair.latents), few(pair.samples));
    const threshold = context.threshold(limits.dependence);
    if (dependence >= threshold) return { on: false };
    return {
      on: true,
      evidence: {
        measurements: [
          { name: 'latent-dependence', value: Math.max(0, dependence), threshold },
          { name: 'spread-ratio', value: now.spreadRatio },
        ],
        pooledSamples: Math.min(limits.most, pair.latents.count),
      },
    };
  },
};

/** The first rows, in double precision. */
function few(x: Points): Points {
  const some = rows(
    x,
    Int32Array.from({ length: Math.min(limits.most, x.count) }, (_, i) => i),
  );
  return points(some.data, some.dimensions);
}
