/**
 * The samples are on the data, but parts of it are missing. Counts per part are pooled over as many of the last
 * snapshots as a part of its size needs, and the verdict is on the size of the gap: an exact upper bound of the
 * generated share, against the real share.
 */
import { shareUpperBound } from '../../metrics/index.ts';
import type { Rule, Verdict } from '../rule.ts';
import { isCollapsed, type Snapshot } from '../snapshot.ts';
import type { Structure } from '../structure.ts';
import { dropping as limits } from '../thresholds.ts';
import { namedParts } from './parts.ts';

export const modeDropping: Rule = {
  id: 'mode-dropping',
  level: 'warning',
  reads: ['samples/generated'],
  yieldsTo: ['non-finite', 'diverging', 'no-overlap', 'mode-hopping', 'mode-collapse', 'memorisation'],
  hysteresis: { raise: 1, clear: limits.clear },
  judge(context): Verdict | undefined {
    const { samples, open } = context;
    const { structure, snapshots, first } = samples;
    const usable = snapshots.filter((s) => s !== first);
    const now = usable.at(-1);
    if (structure === undefined || now === undefined) return undefined;
    const near = open ? limits.nearToStay : structure.kind === 'modes' ? limits.near : limits.nearCells;
    if (now.nearShare < near || isCollapsed(now, structure.parts)) return { on: false };
    const ratio = context.threshold(limits.ratio) * (open ? limits.ratioToStay / limits.ratio : 1);
    // The same part, judged at each of the last snapshots with what was known then.
    const looks = open ? 1 : structure.kind === 'modes' ? limits.raise : limits.raiseCells;
    if (usable.length < looks) return { on: false };
    let missing: Missing[] | undefined;
    for (let back = 0; back < looks; back++) {
      const upTo = usable.slice(0, usable.length - back);
      if (upTo.at(-1)!.nearShare < near) return { on: false };
      const found = missingParts(upTo, structure, ratio, near);
      missing = missing?.filter(({ part }) => found.some((other) => other.part === part)) ?? found;
    }
    if (missing === undefined || missing.length === 0) return { on: false };
    const worst = missing[0]!;
    const shares = new Map(missing.map(({ part, share }) => [part, share]));
    return {
      on: true,
      from: usable.at(-looks)!.step,
      evidence: {
        measurements: [
          { name: 'missing-modes', value: missing.length },
          { name: 'share-upper-bound', value: worst.bound, threshold: ratio },
          { name: 'near-share', value: now.nearShare, threshold: near },
        ],
        modes: namedParts(
          missing.map(({ part }) => part),
          structure,
          (part) => shares.get(part) ?? 0,
        ),
        modesInData: structure.parts,
        pooledSamples: worst.pooled,
        space: structure.space.name,
      },
    };
  },
};

interface Missing {
  readonly part: number;
  /** Generated share in the pool. */
  readonly share: number;
  /** Upper bound of generated share / real share. */
  readonly bound: number;
  readonly pooled: number;
}

/** Parts that are surely below `ratio` of their real share, most under-represented first. */
function missingParts(upTo: readonly Snapshot[], structure: Structure, ratio: number, near: number): Missing[] {
  const pools = structure.realCounts.map((count, part) => pool(upTo, part, count / structure.real.count, near));
  // Holm's procedure: the strongest case is held against alpha / m, the next against alpha / (m - 1), ...
  const order = pools
    .map((p, part) => ({ part, ...p, real: structure.realCounts[part]! / structure.real.count }))
    .sort((a, b) => a.count / a.expected - b.count / b.expected || b.expected - a.expected);
  const missing: Missing[] = [];
  for (const [rank, { part, count, pooled, real }] of order.entries()) {
    const bound = shareUpperBound(count, pooled, limits.alpha / (order.length - rank)) / real;
    if (bound >= ratio) continue;
    missing.push({ part, share: count / pooled, bound, pooled });
  }
  return missing;
}

/** Counts of a part over the last snapshots on the data, as many as it takes to expect enough of it. */
function pool(upTo: readonly Snapshot[], part: number, real: number, near: number) {
  let count = 0;
  let pooled = 0;
  let used = 0;
  for (let i = upTo.length - 1; i >= 0 && used < limits.mostPooled; i--) {
    const snapshot = upTo[i]!;
    if (snapshot.nearShare < near) break;
    count += snapshot.near[part]!;
    pooled += snapshot.count;
    used++;
    if (pooled * real >= limits.expected) break;
  }
  return { count, pooled, expected: pooled * real };
}
