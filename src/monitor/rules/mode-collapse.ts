/** The generator makes few kinds of samples: nearly all of them at a few parts of the data, snapshot after snapshot. */
import type { Measurement } from '../../protocol/index.ts';
import type { Classes } from '../classes.ts';
import type { Context, Rule, Verdict } from '../rule.ts';
import { isCollapsed, isExploded, type Snapshot } from '../snapshot.ts';
import type { Structure } from '../structure.ts';
import { collapse as limits, snapshot as snapshotLimits } from '../thresholds.ts';
import { namedParts } from './parts.ts';

export const modeCollapse: Rule = {
  id: 'mode-collapse',
  level: 'warning',
  reads: ['samples/generated'],
  needs: ['samples/generated', 'samples/real'],
  yieldsTo: ['non-finite', 'diverging', 'no-overlap', 'mode-hopping'],
  hysteresis: { raise: limits.raise, clear: limits.clear },
  judge(context): Verdict | undefined {
    const { samples } = context;
    const { structure } = samples;
    const now = samples.snapshots.at(-1);
    if (structure === undefined || now === undefined || now === samples.first) return undefined;
    const share = context.threshold(snapshotLimits.collapsedShare);
    const collapsed = isCollapsed(now, structure, share) && !isExploded(now);
    if (!collapsed) return { on: false };
    const going = samples.goingSince !== undefined;
    if (!going && !context.open && stillEarly(context, now)) return { on: false };
    return {
      on: true,
      raise: going ? limits.raise : limits.raiseEarly,
      evidence: evidenceOf(now, structure, share, samples.classes),
    };
  },
};

/** A cloud off the data that has not left its place, or that is still growing: not collapsed but not begun. */
function stillEarly({ samples }: Context, now: Snapshot): boolean {
  if (now.nearShare >= snapshotLimits.offData) return false;
  const { first, structure } = samples;
  if (first === undefined || structure === undefined) return true;
  const moved = Math.hypot(...now.mean.map((value, i) => value - first.mean[i]!)) / structure.spread;
  if (moved < limits.moved) return true;
  const before = samples.snapshots.at(-limits.raiseEarly) ?? first;
  return now.spreadRatio > limits.growing * before.spreadRatio && now.spreadRatio < snapshotLimits.collapsedSpreadOff;
}

export function evidenceOf(now: Snapshot, structure: Structure, share: number, classes: Classes) {
  const measurements: Measurement[] = [
    {
      name: 'parts-for-90-percent',
      value: now.partsFor90,
      threshold: Math.max(2, Math.floor(share * structure.parts)),
    },
    { name: 'effective-modes', value: now.effectiveParts },
    { name: 'spread-ratio', value: now.spreadRatio, threshold: snapshotLimits.collapsedSpread },
    { name: 'near-share', value: now.nearShare },
  ];
  const held = now.counts
    .map((count, part) => ({ count, part }))
    .filter(({ count }) => count >= 0.05 * now.count)
    .sort((a, b) => b.count - a.count)
    .map(({ part }) => part);
  return {
    measurements,
    modes: namedParts(held, structure, (part) => now.counts[part]! / now.count, classes),
    modesInData: structure.parts,
    pooledSamples: now.count,
    space: structure.space.name,
  };
}
