/** Two of several generators make the same: they cover the same parts of the data, in the same shares. */
import type { Rule, Verdict } from '../rule.ts';
import { redundantGenerators as limits } from '../thresholds.ts';

export const redundantGenerators: Rule = {
  id: 'redundant-generators',
  level: 'warning',
  reads: ['samples/generator'],
  yieldsTo: ['non-finite', 'diverging', 'no-overlap', 'mode-hopping', 'mode-collapse'],
  hysteresis: { raise: limits.raise, clear: limits.clear },
  judge(context): Verdict | undefined {
    const { structure, generators } = context.samples;
    if (structure === undefined || !generators.complete(context.step)) return undefined;
    const shares = generators.shares(limits.pooled).filter(({ count }) => count >= limits.fewest);
    let most = 0;
    let pair: readonly [number, number] | undefined;
    for (const [i, a] of shares.entries()) {
      for (const b of shares.slice(0, i)) {
        const common = a.shares.reduce((sum, share, part) => sum + Math.min(share, b.shares[part]!), 0);
        if (common <= most) continue;
        most = common;
        pair = [b.generator, a.generator];
      }
    }
    const threshold = context.threshold(limits.overlap);
    if (pair === undefined || most < (context.open ? Math.min(threshold, limits.overlapToStay) : threshold)) {
      return { on: false };
    }
    return {
      on: true,
      evidence: {
        measurements: [
          { name: 'generators-overlap', value: most, threshold },
          { name: 'generator-one', value: pair[0] },
          { name: 'generator-two', value: pair[1] },
        ],
        modesInData: structure.parts,
        space: structure.space.name,
      },
    };
  },
};
