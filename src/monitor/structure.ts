/**
 * What the real data consists of, found once a run without labels. Either separate clusters (modes), or, where the
 * data has none (a curve, one cloud, images whose classes run into each other), cells of about the same size that cut
 * it up. Both come as centres with shares; samples are counted where they are closest.
 */
import {
  communities,
  densityClusters,
  kMeans,
  nearest,
  NearestIndex,
  quantile,
  rows,
  silhouette,
  spreadOf,
  meanOf,
  type Points,
} from '../metrics/index.ts';
import { createRandom } from '../random/index.ts';
import { spaceFor, type Space } from './space.ts';
import { structure as limits } from './thresholds.ts';

export interface Structure {
  /** `modes`: clusters with little between them; `cells`: parts of something connected. */
  readonly kind: 'modes' | 'cells';
  /** A sample is counted with the closest centre, or, where parts may have any shape, with the closest real sample. */
  readonly countedBy: 'centre' | 'sample';
  readonly space: Space;
  /** The real samples used, in the space. */
  readonly real: Points;
  readonly index: NearestIndex;
  readonly spread: number;
  readonly mean: Float64Array;
  readonly parts: number;
  readonly centres: Points;
  readonly labels: Int32Array;
  readonly realCounts: readonly number[];
  /** Fewest parts that hold 90 % of the real samples. */
  readonly partsFor90: number;
  /** Row of `original` that stands for each part: the real sample closest to its centre. */
  readonly medoids: Int32Array;
  /** Real samples in their own numbers, rows as in `real`. */
  readonly original: Points;
  /** Which of all real samples each row is. */
  readonly rows: Int32Array;
  readonly originalSpread: number;
  /** Within this distance of its part's centre a sample is near it; 0 where only closeness to real samples counts. */
  readonly radius: Float64Array;
  /** For modes: 1 / standard deviation along each coordinate (diagonal Mahalanobis), [parts, dimensions]. */
  readonly precision: Float64Array;
  /** Within this distance of any real sample a sample is near the data. */
  readonly reach: number;
}

/** Fewest real samples from which anything can be said. */
export const fewestReal = 12;

/** @throws RangeError when there are fewer than `fewestReal` samples */
export function discoverStructure(original: Points): Structure {
  if (original.count < fewestReal) throw new RangeError(`${original.count} real samples are too few to find modes`);
  const used = rowsUsed(original.count);
  const all = used.length === original.count ? original : rows(original, used);
  const space = spaceFor(all);
  const real = space.embed(all);
  const clusters = densityClusters(real, {
    k: Math.min(limits.neighbours, real.count - 1),
    prominence: limits.prominence,
    smallest: Math.max(limits.smallestCluster, Math.floor(limits.smallestShare * real.count)),
  });
  const separate =
    clusters.clusters >= limits.fewestModes && silhouette(real, clusters.labels).mean >= limits.separation;
  const labels = separate ? clusters.labels : real.dimensions <= limits.fewDimensions ? cellsOf(real) : groupsOf(real);
  const parts = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  const centres = centresOf(real, labels, parts);
  const realCounts = countsOf(labels, parts);
  const nearestOther = nearestCentre(centres);
  const own = nearest(real, real, true).distance;
  const typicalGap = quantile(nearestOther, 0.5);
  return {
    kind: separate ? 'modes' : 'cells',
    countedBy: separate || real.dimensions <= limits.fewDimensions ? 'centre' : 'sample',
    space,
    real,
    index: new NearestIndex(real),
    spread: spreadOf(real),
    mean: meanOf(real),
    parts,
    centres,
    labels,
    realCounts,
    partsFor90: partsFor(realCounts, 0.9),
    medoids: nearest(centres, real).index,
    original: all,
    rows: used,
    originalSpread: spreadOf(all),
    radius: separate ? nearestOther.map((gap) => gap * limits.wayToNext) : new Float64Array(parts),
    precision: separate ? precisions(real, labels, centres) : new Float64Array(parts * real.dimensions),
    reach: Math.max(
      limits.reachFactor * quantile(own, limits.reachQuantile),
      real.dimensions <= 3 && !separate ? typicalGap * limits.wayToNext : 0,
    ),
  };
}

/** At most so many rows, evenly taken. */
function rowsUsed(count: number): Int32Array {
  const most = Math.min(count, limits.mostReal);
  return Int32Array.from({ length: most }, (_, i) => Math.floor((i * count) / most));
}

function cellsOf(real: Points): Int32Array {
  const cells = Math.max(2, Math.min(limits.cells, Math.floor(real.count / limits.smallestCell)));
  return kMeans(real, cells, createRandom(1).split('cells'), { restarts: 5 }).labels;
}

/** Communities of neighbours; those too small to count in are dissolved into that of the closest other sample. */
function groupsOf(real: Points): Int32Array {
  const k = Math.max(3, Math.min(real.count - 1, Math.round(limits.graphNeighbours * Math.sqrt(real.count))));
  const { clusters, labels } = communities(real, { k });
  const sizes = countsOf(labels, clusters);
  const kept = sizes.filter((size) => size >= limits.smallestCell).length; // numbered by size, largest first
  if (kept < 2) return labels.map((label) => Math.min(label, 1));
  const inside = Int32Array.from(labels.keys()).filter((i) => labels[i]! < kept);
  const outside = Int32Array.from(labels.keys()).filter((i) => labels[i]! >= kept);
  const { index } = nearest(rows(real, outside), rows(real, inside));
  outside.forEach((i, at) => (labels[i] = labels[inside[index[at]!]!]!));
  return labels;
}

function centresOf(real: Points, labels: Int32Array, parts: number): Points {
  const { dimensions } = real;
  const counts = countsOf(labels, parts);
  const data = new Float64Array(parts * dimensions);
  for (let i = 0; i < real.count; i++) {
    const part = labels[i]!;
    for (let k = 0; k < dimensions; k++) data[part * dimensions + k]! += real.data[i * dimensions + k]! / counts[part]!;
  }
  return { data, count: parts, dimensions };
}

export function countsOf(labels: Int32Array, parts: number): number[] {
  const counts = new Array<number>(parts).fill(0);
  for (const label of labels) if (label >= 0) counts[label]!++;
  return counts;
}

function nearestCentre(centres: Points): Float64Array {
  if (centres.count < 2) return new Float64Array(centres.count).fill(Infinity);
  return nearest(centres, centres, true).distance;
}

function precisions(real: Points, labels: Int32Array, centres: Points): Float64Array {
  const { dimensions } = real;
  const sums = new Float64Array(centres.count * dimensions);
  const counts = countsOf(labels, centres.count);
  for (let i = 0; i < real.count; i++) {
    const part = labels[i]!;
    for (let k = 0; k < dimensions; k++) {
      sums[part * dimensions + k]! +=
        (real.data[i * dimensions + k]! - centres.data[part * dimensions + k]!) ** 2 / counts[part]!;
    }
  }
  return sums.map((variance) => 1 / Math.sqrt(Math.max(variance, Number.MIN_VALUE)));
}

/** Fewest bins that hold at least the share `share` of the counts. */
export function partsFor(counts: readonly number[], share: number): number {
  const total = counts.reduce((a, b) => a + b, 0);
  let sum = 0;
  let parts = 0;
  for (const count of counts.toSorted((a, b) => b - a)) {
    if (sum >= share * total) break;
    sum += count;
    parts++;
  }
  return parts;
}
