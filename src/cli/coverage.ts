/** How much of the real data the last samples of a run cover. */
import type { RunMonitor } from '../monitor/index.ts';
import { dropping, snapshot as limits } from '../monitor/thresholds.ts';

export interface Coverage {
  /** `modes`: separate clusters of the real data; `cells`: parts of something connected. */
  readonly kind: 'modes' | 'cells';
  readonly parts: number;
  readonly covered: number;
  /** Share of the samples near the data. */
  readonly near: number;
  /** So few near the data that the run has not got to it, or has left it: parts mean nothing yet. */
  readonly off: boolean;
  /** A real sample at the centre of each part that is not covered. */
  readonly missing: readonly (readonly number[])[];
}

/** Snapshots counted together: one alone can miss a rare mode. */
const pooled = 3;

/**
 * A part is covered when its share of the samples is at least that part of its real share below which `mode-dropping`
 * would call it missing. Undefined where there is nothing to compare.
 */
export function coverageOf({ samples }: RunMonitor): Coverage | undefined {
  const { structure, snapshots, first } = samples;
  const last = snapshots.filter((snapshot) => snapshot !== first).slice(-pooled);
  const total = last.reduce((sum, { count }) => sum + count, 0);
  if (structure === undefined || total === 0) return undefined;
  const { realCounts, real, medoids, original, kind, parts } = structure;
  const missing = realCounts.flatMap((realCount, part) => {
    const near = last.reduce((sum, snapshot) => sum + snapshot.near[part]!, 0);
    if (near / total >= (dropping.ratio * realCount) / real.count) return [];
    const from = medoids[part]! * original.dimensions;
    return [Array.from(original.data.subarray(from, from + original.dimensions))];
  });
  const near = last.reduce((sum, snapshot) => sum + snapshot.nearShare * snapshot.count, 0) / total;
  return { kind, parts, covered: parts - missing.length, near, off: near < limits.offData, missing };
}
