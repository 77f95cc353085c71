/**
 * The generator's loss falls steadily while the discriminator's hardly varies. The generator may have found what
 * fools this discriminator and put everything there. Losses alone prove nothing, so this only informs.
 */
import {
  blockMedians,
  correlation,
  effectiveCount,
  lagOneAutocorrelation,
  mannKendall,
  median,
  normalUpperTail,
  robustSpread,
} from '../../metrics/index.ts';
import type { Rule, Verdict } from '../rule.ts';
import { lossCorrelation as limits } from '../thresholds.ts';

export const lossCorrelation: Rule = {
  id: 'loss-correlation',
  level: 'information',
  reads: ['loss/generator'],
  needs: ['loss/generator', 'loss/discriminator'],
  every: 5,
  yieldsTo: ['non-finite', 'diverging'],
  hysteresis: { raise: limits.raise, clear: limits.clear },
  judge(context): Verdict | undefined {
    const generator = context.series('loss/generator');
    const discriminator = context.series('loss/discriminator');
    if (generator === undefined || discriminator === undefined) return undefined;
    if (generator.count < limits.fewest || discriminator.count < limits.fewest) return undefined;
    const g = generator.recent(limits.window);
    const d = discriminator.recent(limits.window);
    const blocks = blockMedians(g, limits.blocks);
    const { tau } = mannKendall(blocks);
    const steadiness = robustSpread(d) / Math.max(Math.abs(median(d)), Number.MIN_VALUE);
    const fall = (blocks[0]! - blocks.at(-1)!) / Math.max(Math.abs(median(g)), Number.MIN_VALUE);
    const strength = context.threshold(limits.strength);
    const needed = context.open ? Math.min(limits.strengthToStay, strength) : strength;
    if (-tau < needed || steadiness > limits.steady || fall < limits.fall) return { on: false };
    // Last, as it looks at all pairs of values.
    if (chance(g) > limits.alpha) return { on: false };
    return {
      on: true,
      from: generator.stepBack(g.length) ?? context.step,
      evidence: {
        measurements: [
          { name: 'generator-trend', value: tau, threshold: -strength },
          { name: 'generator-fall', value: fall, threshold: limits.fall },
          { name: 'discriminator-spread', value: steadiness, threshold: limits.steady },
          { name: 'loss-correlation', value: correlation(g, d) },
        ],
      },
    };
  },
};

/** Probability of a fall like this in a series without a trend, its values worth as many as are independent. */
function chance(values: readonly number[]): number {
  const { s, variance } = mannKendall(values);
  if (s >= 0 || variance <= 0) return 1;
  const independent = effectiveCount(values.length, lagOneAutocorrelation(detrended(values)));
  return normalUpperTail(-s / Math.sqrt(variance * (values.length / independent)));
}

/** A trend looks like autocorrelation; what is left without it is the noise's own (Yue et al. 2002). */
function detrended(values: readonly number[]): number[] {
  const n = values.length;
  const steps = values.map((_, i) => i - (n - 1) / 2);
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const slope =
    steps.reduce((sum, t, i) => sum + t * (values[i]! - mean), 0) / steps.reduce((sum, t) => sum + t * t, 0);
  return values.map((value, i) => value - slope * steps[i]!);
}
