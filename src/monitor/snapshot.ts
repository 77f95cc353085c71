/** One snapshot of generated samples, measured against the structure of the real data. */
import { meanOf, nearest, quantile, rows, type Nearest, type Points } from '../metrics/index.ts';
import { partsFor, type Structure } from './structure.ts';
import { snapshot as limits } from './thresholds.ts';

export interface Snapshot {
  readonly step: number;
  /** Samples that were measured. */
  readonly count: number;
  /** Samples closest to each part, however far. */
  readonly counts: readonly number[];
  /** Of those, the ones near the data. */
  readonly near: readonly number[];
  readonly nearShare: number;
  /** exp of the entropy of `counts`. */
  readonly effectiveParts: number;
  /** Fewest parts that are closest to 90 % of the samples. */
  readonly partsFor90: number;
  /** Root mean square distance to the mean, against the real data's. */
  readonly spreadRatio: number;
  /** Median distance to the data's mean, in the data's spreads. */
  readonly distance: number;
  /** Where the samples lie on average, in the structure's space. */
  readonly mean: Float64Array;
  /**
   * Each sample is close to the one at its place in the snapshot before: made from the same latents, as most scripts do
   * for pictures. Such snapshots are not so many independent samples.
   */
  readonly repeats?: boolean;
  /** Share closer to a training point than 95 % of real data that was not trained on, where some was held out. */
  readonly copies?: number;
}

/**
 * 90 % of the samples at no more than two parts, or a quarter of them, and at fewer than the data itself needs; or hardly
 * any spread.
 */
export function isCollapsed(s: Snapshot, structure: Structure, share: number = limits.collapsedShare): boolean {
  if (s.spreadRatio < limits.collapsedSpread) return true;
  if (s.partsFor90 > Math.max(2, share * structure.parts) || s.partsFor90 >= structure.partsFor90) return false;
  return s.nearShare >= limits.offData || s.spreadRatio < limits.collapsedSpreadOff;
}

/** The samples lie or spread far outside of everything real. */
export function isExploded(s: Snapshot): boolean {
  return s.distance > limits.exploded || s.spreadRatio > limits.exploded;
}

/** The part that most samples are closest to. */
export function dominantPart(s: Snapshot): number {
  return s.counts.reduce((best, count, i) => (count > s.counts[best]! ? i : best), 0);
}

/** Share of the samples that would have to move between parts to turn one snapshot into the other. */
export function movedMass(a: Snapshot, b: Snapshot): number {
  return a.counts.reduce((sum, count, i) => sum + Math.abs(count / a.count - b.counts[i]! / b.count), 0) / 2;
}

/** Where samples lie: the part that each is counted with, and whether it is near it. */
export interface Places {
  readonly parts: Int32Array;
  /** 1 for those near the data. */
  readonly near: Uint8Array;
  /** The closest real sample, where that decides. */
  readonly closest?: Nearest;
}

/** @param x finite samples in the structure's space */
export function placesOf(x: Points, structure: Structure): Places {
  const centre = nearest(x, structure.centres);
  const sample = structure.countedBy === 'sample' ? structure.index.nearest(x) : undefined;
  const parts = new Int32Array(x.count);
  const near = new Uint8Array(x.count);
  const undecided: number[] = [];
  for (let i = 0; i < x.count; i++) {
    const at = sample === undefined ? centre.index[i]! : structure.labels[sample.index[i]!]!;
    parts[i] = at;
    let deviations = 0;
    for (let k = 0, p = i * x.dimensions, c = at * x.dimensions; k < x.dimensions; k++, p++, c++) {
      deviations += ((x.data[p]! - structure.centres.data[c]!) * structure.precision[c]!) ** 2;
    }
    const close =
      sample === undefined
        ? centre.distance[i]! < structure.radius[at]! ||
          (structure.kind === 'modes' && deviations < limits.modeRadius ** 2 * Math.max(1, x.dimensions / 2))
        : sample.distance[i]! <= structure.reach;
    near[i] = close ? 1 : 0;
    if (!close && sample === undefined) undecided.push(i);
  }
  if (undecided.length > 0) {
    const within = structure.index.within(rows(x, undecided), structure.reach);
    undecided.forEach((i, at) => (near[i] = within[at]!));
  }
  return { parts, near, ...(sample === undefined ? {} : { closest: sample }) };
}

/** Finite samples in their own numbers, as they are measured: not too many, and in the structure's space. */
export function embedded(generated: Points, structure: Structure): Points {
  const all = generated.count <= limits.mostSamples ? generated : rows(generated, evenly(generated.count));
  return structure.space.embed(all);
}

/** @param x samples as `embedded` gives them, and where they lie */
export function measure(step: number, x: Points, structure: Structure, places: Places): Snapshot {
  const counts = new Array<number>(structure.parts).fill(0);
  const near = new Array<number>(structure.parts).fill(0);
  let nearTotal = 0;
  const fromMean = new Float64Array(x.count);
  const mean = meanOf(x);
  let variance = 0;
  for (let i = 0; i < x.count; i++) {
    let toData = 0;
    for (let k = 0, p = i * x.dimensions; k < x.dimensions; k++, p++) {
      toData += (x.data[p]! - structure.mean[k]!) ** 2;
      variance += (x.data[p]! - mean[k]!) ** 2 / x.count;
    }
    fromMean[i] = Math.sqrt(toData);
    counts[places.parts[i]!]!++;
    near[places.parts[i]!]! += places.near[i]!;
    nearTotal += places.near[i]!;
  }
  return {
    step,
    count: x.count,
    counts,
    near,
    nearShare: nearTotal / x.count,
    effectiveParts: effectiveNumber(counts),
    partsFor90: partsFor(counts, 0.9),
    spreadRatio: Math.sqrt(variance) / structure.spread,
    distance: quantile(fromMean, 0.5) / structure.spread,
    mean,
  };
}

function evenly(count: number): Int32Array {
  return Int32Array.from({ length: limits.mostSamples }, (_, i) => Math.floor((i * count) / limits.mostSamples));
}

/** exp of the Shannon entropy of counts: how many equally full bins they are worth. */
export function effectiveNumber(counts: readonly number[]): number {
  const total = counts.reduce((a, b) => a + b, 0);
  let entropy = 0;
  for (const count of counts) if (count > 0) entropy -= (count / total) * Math.log(count / total);
  return Math.exp(entropy);
}

/** Fewer samples near the data than would say anything. */
export function snapshotIsOff(s: Snapshot): boolean {
  return s.nearShare < limits.offData;
}
