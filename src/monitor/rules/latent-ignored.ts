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
    const dependence = now.spreadRatio < limits.constant ? 0 : dependenceOf(pair, samples.classes.labelsAt(pair.step));
    if (dependence === undefined) return undefined;
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

/**
 * Squared distance correlation of samples and latents; where a class is asked for of each, within the classes, as samples
 * of several differ whatever they are made from. Undefined where no class has samples enough.
 */
function dependenceOf(
  { latents, samples }: { readonly latents: Points; readonly samples: Points },
  labels: Int32Array | undefined,
): number | undefined {
  const [z, x] = [few(latents), few(samples)];
  if (labels === undefined) return distanceCorrelation(z, x);
  const own = labels.subarray(0, z.count);
  let [sum, count] = [0, 0];
  for (const label of new Set(own)) {
    const at = Int32Array.from(own.keys()).filter((row) => own[row] === label);
    if (at.length < limits.fewestOfClass) continue;
    sum += at.length * distanceCorrelation(rows(z, at), rows(x, at));
    count += at.length;
  }
  return count === 0 ? undefined : sum / count;
}

/** The first rows, in double precision. */
function few(x: Points): Points {
  const some = rows(
    x,
    Int32Array.from({ length: Math.min(limits.most, x.count) }, (_, i) => i),
  );
  return points(some.data, some.dimensions);
}
