/**
 * The discriminator tells real from generated with certainty while the samples stay off the data, and no gradient
 * reaches the generator any more.
 */
import { median, quantile } from '../../metrics/index.ts';
import type { Context, Rule, Verdict } from '../rule.ts';
import { isCollapsed, isExploded, snapshotIsOff } from '../snapshot.ts';
import { noOverlap as limits } from '../thresholds.ts';
import { isCritic } from './critic.ts';

export const noOverlap: Rule = {
  id: 'no-overlap',
  level: 'warning',
  reads: ['samples/generated'],
  needs: ['samples/generated', 'samples/real', 'loss/discriminator'],
  yieldsTo: ['non-finite', 'diverging'],
  hysteresis: { raise: limits.raise, clear: limits.clear },
  judge(context): Verdict | undefined {
    const { samples } = context;
    const { structure } = samples;
    const now = samples.snapshots.at(-1);
    if (structure === undefined || now === undefined || now === samples.first) return undefined;
    if (!snapshotIsOff(now) || isExploded(now)) return { on: false };
    // What had spread out and fell together again is a collapse, wherever it lies.
    if (samples.spreadSince !== undefined && isCollapsed(now, structure)) return { on: false };
    const certainty = certaintyOf(context);
    if (certainty === undefined) return undefined;
    if (!certainty.certain) return { on: false };
    return {
      on: true,
      evidence: {
        measurements: [
          { name: 'near-share', value: now.nearShare },
          { name: 'discriminator-loss-of-start', value: certainty.lossOfStart, threshold: limits.lossOfStart },
          ...(certainty.gradient === undefined
            ? []
            : [{ name: 'generator-gradient-of-own', value: certainty.gradient, threshold: limits.gradientOfOwn }]),
        ],
        pooledSamples: now.count,
        space: structure.space.name,
      },
    };
  },
};

function certaintyOf(context: Context) {
  const { series } = context;
  const loss = series('loss/discriminator');
  if (loss === undefined || loss.count < limits.startValues + limits.window) return undefined;
  // The first values can already be small where training is quick: the largest of them is the start.
  const start = Math.max(...loss.early(limits.startValues).map(Math.abs));
  const lossOfStart = Math.abs(median(loss.recent(limits.window))) / start;
  const gradients = series('grad_norm/generator');
  let gradient: number | undefined;
  let gone = false;
  if (gradients !== undefined && gradients.count >= limits.window) {
    const now = median(gradients.recent(limits.window));
    gradient = now / Math.max(Number.MIN_VALUE, quantile(gradients.overall(), 0.95));
    gone = gradient < limits.gradientOfOwn || now < limits.gradientGone;
  }
  // A critic's loss falls to nothing where it cannot tell them apart: the contrary of certainty.
  const told = !isCritic(context);
  const certain = told && lossOfStart < limits.lossOfStart && (gone || lossOfStart < limits.lossCertain);
  return { certain, lossOfStart, gradient };
}
