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

/** A mode or part of the real data, and how much of the last samples is near it. */
export interface Part {
  /** Position in the run's list of modes, counted from 0. */
  readonly part: number;
  /** Of all real samples, in [0, 1]. */
  readonly realShare: number;
  readonly generatedShare: number;
  readonly covered: boolean;
  /** A real sample at its centre. */
  readonly prototype: readonly number[];
}

/** Snapshots counted together: one alone can miss a rare mode. */
const pooled = 3;

/** How the last samples cover the real data; undefined where there is nothing to compare. */
export function coverageOf(monitor: RunMonitor): Coverage | undefined {
  const { structure } = monitor.samples;
  const parts = partsOf(monitor);
  if (structure === undefined || parts === undefined) return undefined;
  const last = lastSnapshots(monitor);
  const total = last.reduce((sum, { count }) => sum + count, 0);
  const missing = parts.filter(({ covered }) => !covered).map(({ prototype }) => prototype);
  const near = last.reduce((sum, snapshot) => sum + snapshot.nearShare * snapshot.count, 0) / total;
  return {
    kind: structure.kind,
    parts: parts.length,
    covered: parts.length - missing.length,
    near,
    off: near < limits.offData,
    missing,
  };
}

/**
 * The parts of the real data. One is covered when its share of the samples is at least that part of its real share
 * below which `mode-dropping` would call it missing. Undefined where there is nothing to compare.
 */
export function partsOf(monitor: RunMonitor): Part[] | undefined {
  const { structure } = monitor.samples;
  const last = lastSnapshots(monitor);
  const total = last.reduce((sum, { count }) => sum + count, 0);
  if (structure === undefined || total === 0) return undefined;
  const { realCounts, real, medoids, original } = structure;
  return realCounts.map((realCount, part) => {
    const from = medoids[part]! * original.dimensions;
    const near = last.reduce((sum, snapshot) => sum + snapshot.near[part]!, 0);
    return {
      part,
      realShare: realCount / real.count,
      generatedShare: near / total,
      covered: near / total >= (dropping.ratio * realCount) / real.count,
      prototype: Array.from(original.data.subarray(from, from + original.dimensions)),
    };
  });
}

function lastSnapshots({ samples: { snapshots, first } }: RunMonitor) {
  return snapshots.filter((snapshot) => snapshot !== first).slice(-pooled);
}
