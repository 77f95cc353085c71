/** Collapsed at every snapshot, but each time somewhere else: the generator flees from mode to mode. */
import type { Rule, Verdict } from '../rule.ts';
import { dominantPart, isCollapsed, movedMass, snapshotIsOff, type Snapshot } from '../snapshot.ts';
import { hopping as limits, snapshot as snapshotLimits } from '../thresholds.ts';
import { evidenceOf, isGrowing } from './mode-collapse.ts';

export const modeHopping: Rule = {
  id: 'mode-hopping',
  level: 'warning',
  reads: ['samples/generated'],
  needs: ['samples/generated', 'samples/real'],
  yieldsTo: ['non-finite', 'diverging', 'no-overlap'],
  hysteresis: { raise: limits.raise, clear: limits.clear },
  judge({ samples, open }): Verdict | undefined {
    const { structure, snapshots, first } = samples;
    const now = snapshots.at(-1);
    if (structure === undefined || now === undefined || now === first) return undefined;
    const seen = snapshots.filter((s) => s !== first).slice(-limits.window);
    const isSomewhere = (s: Snapshot): boolean => isCollapsed(s, structure) && s.distance <= limits.farthest;
    const collapsed = seen.filter(isSomewhere);
    if (!isSomewhere(now)) {
      // In flight between modes the samples are off the data: neither for nor against.
      return open && snapshotIsOff(now) && now.distance <= limits.farthest ? undefined : { on: false };
    }
    if (!open && samples.spreadSince === undefined && isGrowing(samples, now)) return { on: false };
    const recent = seen.slice(-limits.fewest);
    const steady = recent.filter((s) => collapsed.includes(s)).length;
    if (steady < (open ? limits.steadyToStay : limits.steady)) return { on: false };
    if (!open && collapsed.length < limits.steady) return { on: false };
    const changes = changesOf(collapsed);
    const distinct = new Set(collapsed.map(dominantPart)).size;
    const onData = collapsed.filter((s) => s.nearShare >= snapshotLimits.offData).length;
    // In a space of many dimensions the closest part of a sample far off means nothing.
    const meaningful = structure.real.dimensions <= 16 || onData >= 3;
    // It has come to rest: what it did before is over.
    if (open && changesOf(collapsed.slice(-limits.rest)).share === 0) return { on: false };
    const enough = changes.share >= (open ? limits.changesToStay : limits.changes);
    if (!enough || !meaningful || distinct < (open ? 2 : limits.distinct)) return { on: false };
    const evidence = evidenceOf(now, structure, snapshotLimits.collapsedShare, samples.classes);
    return {
      on: true,
      from: collapsed[0]!.step,
      evidence: {
        ...evidence,
        measurements: [
          { name: 'dominant-changes', value: changes.share, threshold: limits.changes },
          { name: 'dominant-modes', value: distinct, threshold: limits.distinct },
          ...evidence.measurements,
        ],
      },
    };
  },
};

function changesOf(snapshots: readonly Snapshot[]): { share: number } {
  let changes = 0;
  for (let i = 1; i < snapshots.length; i++) {
    const [a, b] = [snapshots[i - 1]!, snapshots[i]!];
    if (dominantPart(a) !== dominantPart(b) && movedMass(a, b) >= limits.moved) changes++;
  }
  return { share: snapshots.length < 2 ? 0 : changes / (snapshots.length - 1) };
}
