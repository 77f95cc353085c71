/** The generator makes few kinds of samples: nearly all of them at a few parts of the data, snapshot after snapshot. */
import type { Measurement } from '../../protocol/index.ts';
import type { Classes } from '../classes.ts';
import type { Context, Rule, Verdict } from '../rule.ts';
import type { SampleHistory } from '../samples.ts';
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
    const begun = samples.goingSince !== undefined || hasFallen(context, now);
    if (!begun && !context.open && stillEarly(context, now)) return { on: false };
    return {
      on: true,
      raise: begun ? limits.raise : onDataFor(context) >= limits.raiseOnData ? 1 : limits.raiseEarly,
      evidence: evidenceOf(now, structure, share, samples.classes),
    };
  },
};

/** Its samples once differed, and do not any more. */
function hasFallen({ samples }: Context, now: Snapshot): boolean {
  return samples.widest >= limits.fellFrom && now.spreadRatio <= limits.fellTo * samples.widest;
}

/** Last snapshots in a row that were collapsed on the data. */
function onDataFor({ samples: { snapshots, structure } }: Context): number {
  const isOn = (s: Snapshot): boolean =>
    structure !== undefined && isCollapsed(s, structure) && s.nearShare >= snapshotLimits.offData;
  const last = snapshots.findLastIndex((s) => !isOn(s));
  return snapshots.length - 1 - last;
}

/** A cloud off the data that has not left its place, or that is still growing: not collapsed but not begun. */
function stillEarly(context: Context, now: Snapshot): boolean {
  const { samples } = context;
  if (now.nearShare >= snapshotLimits.offData) return false;
  const { first, structure } = samples;
  if (first === undefined || structure === undefined) return true;
  const moved = Math.hypot(...now.mean.map((value, i) => value - first.mean[i]!)) / structure.spread;
  if (moved < limits.moved) return true;
  return isGrowing(context.samples, now);
}

/** A cloud that is still small, and much larger than it was some snapshots before: it is learning. */
export function isGrowing({ snapshots, first }: SampleHistory, now: Snapshot): boolean {
  const before = snapshots.at(-limits.raiseEarly) ?? first ?? now;
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
