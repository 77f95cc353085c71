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
  needs: ['samples/generated', 'samples/real'],
  yieldsTo: ['non-finite', 'diverging', 'no-overlap', 'mode-hopping', 'mode-collapse', 'memorisation'],
  hysteresis: { raise: 1, clear: limits.clear },
  judge(context): Verdict | undefined {
    const { samples, open } = context;
    const { structure, snapshots, first } = samples;
    const usable = snapshots.filter((s) => s !== first);
    const now = usable.at(-1);
    if (structure === undefined || now === undefined) return undefined;
    const near = open ? limits.nearToStay : structure.kind === 'modes' ? limits.near : limits.nearCells;
    if (now.nearShare < near || isCollapsed(now, structure)) return { on: false };
    const named = context.threshold(limits.ratio);
    const ratio = named * (open ? limits.ratioToStay / limits.ratio : 1);
    // Communities of images are no classes: of a class that is gone they keep what they share with others. And a ratio that
    // a person has named is meant as it stands.
    const isPure = structure.countedBy === 'centre' && named === limits.ratio;
    const seen = isPure ? ratio * limits.seenOfRatio : ratio;
    const looks = open ? 1 : structure.kind === 'modes' ? limits.raise : limits.raiseCells;
    const missing = persistent(usable, looks, (upTo) => missingParts(upTo, structure, { ratio, seen, near }));
    if (missing.length === 0) return { on: false };
    const worst = missing[0]!;
    const shares = new Map(missing.map(({ part, share }) => [part, share]));
    return {
      on: true,
      from: Math.min(...missing.map(({ since }) => since)),
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
          samples.classes,
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
  /** Snapshots in the pool, and the step of the first of them. */
  readonly used: number;
  readonly since: number;
}

/**
 * Parts that are missing now and were at each of the last looks, with what was known then. A pool that holds as many
 * snapshots says so by itself.
 */
function persistent(
  usable: readonly Snapshot[],
  looks: number,
  look: (upTo: readonly Snapshot[]) => readonly Missing[],
): readonly Missing[] {
  let found = look(usable);
  for (let back = 1; back < looks && found.some(({ used }) => used < looks); back++) {
    const before = look(usable.slice(0, usable.length - back));
    found = found.filter(({ part, used }) => used >= looks || before.some((other) => other.part === part));
  }
  return found.map((missing) => ({ ...missing, since: Math.min(missing.since, usable.at(-looks)?.step ?? Infinity) }));
}

interface Asked {
  /** A part is missing when its upper bound of (generated share / real share) is below this... */
  readonly ratio: number;
  /** ... and what was seen of it is no more than this. */
  readonly seen: number;
  readonly near: number;
}

/** Parts that are surely below their real share, each by itself or several together, most under-represented first. */
function missingParts(upTo: readonly Snapshot[], structure: Structure, asked: Asked): Missing[] {
  if ((upTo.at(-1)?.nearShare ?? 0) < asked.near) return [];
  const real = structure.realCounts.map((count) => count / structure.real.count);
  const alone = missingAlone(upTo, real, asked);
  const together = missingTogether(upTo, real, asked).filter(({ part }) => alone.every((other) => other.part !== part));
  return [...alone, ...together];
}

function missingAlone(upTo: readonly Snapshot[], realShares: readonly number[], asked: Asked): Missing[] {
  const pools = realShares.map((real, part) => {
    const lengths = poolsOf(upTo, part, real, asked.near);
    const { count, pooled } = lengths.at(-1)!;
    return { part, real, lengths, filled: count / (pooled * real) };
  });
  // Holm's procedure: the strongest case is held against alpha / m, the next against alpha / (m - 1), ...
  pools.sort((a, b) => a.filled - b.filled || b.real - a.real);
  const missing: Missing[] = [];
  for (const [rank, { part, real, lengths }] of pools.entries()) {
    // What is lost now was there before, so that a shorter pool may be sure of it sooner. One half of alpha is for the
    // whole pool, the other for all shorter ones.
    const alpha = limits.alpha / (pools.length - rank) / (lengths.length > 1 ? 2 : 1);
    for (const { count, pooled, used, since } of lengths) {
      const isWhole = used === lengths.length;
      const bound = shareUpperBound(count, pooled, isWhole ? alpha : alpha / (lengths.length - 1)) / real;
      if (bound >= asked.ratio || count > asked.seen * pooled * real) continue;
      missing.push({ part, share: count / pooled, bound, pooled, used, since });
      break;
    }
  }
  return missing;
}

/**
 * Where several parts are missing, the samples that all of them should have had say so long before those of one of them
 * do. They were chosen for being empty, so that alpha is divided by the number of such choices.
 */
function missingTogether(upTo: readonly Snapshot[], real: readonly number[], asked: Asked): readonly Missing[] {
  const counts = real.map(() => 0);
  let pooled = 0;
  for (let used = 1; used <= Math.min(upTo.length, limits.mostPooled); used++) {
    const snapshot = upTo[upTo.length - used]!;
    if (snapshot.nearShare < asked.near) break;
    counts.forEach((count, part) => (counts[part] = count + snapshot.near[part]!));
    pooled += snapshot.count;
    const empty = [...real.keys()].filter(
      (part) => pooled * real[part]! >= limits.expectedEach && counts[part]! <= asked.seen * pooled * real[part]!,
    );
    const sum = (values: readonly number[]): number => empty.reduce((total, part) => total + values[part]!, 0);
    const alpha = limits.alpha / limits.mostPooled / real.length / choices(real.length, empty.length);
    const bound = empty.length < 2 ? Infinity : shareUpperBound(sum(counts), pooled, alpha) / sum(real);
    if (bound < asked.ratio) {
      const since = snapshot.step;
      return empty.map((part) => ({ part, share: counts[part]! / pooled, bound, pooled, used, since }));
    }
    // The same latents once more say nothing new of the shares.
    if (snapshot.repeats === true) break;
  }
  return [];
}

/** Ways to choose `k` of `n`. */
function choices(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}

/** Counts of a part over the last snapshot on the data, the last two, ... as many as it takes to expect enough of it. */
function poolsOf(upTo: readonly Snapshot[], part: number, real: number, near: number) {
  const pools: { readonly count: number; readonly pooled: number; readonly used: number; readonly since: number }[] =
    [];
  let count = 0;
  let pooled = 0;
  for (let i = upTo.length - 1; i >= 0 && pools.length < limits.mostPooled; i--) {
    const snapshot = upTo[i]!;
    if (snapshot.nearShare < near) break;
    count += snapshot.near[part]!;
    pooled += snapshot.count;
    pools.push({ count, pooled, used: pools.length + 1, since: snapshot.step });
    // The same latents once more say nothing new of the shares.
    if (pooled * real >= limits.expected || snapshot.repeats === true) break;
  }
  return pools;
}
