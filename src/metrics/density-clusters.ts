/**
 * Clusters as peaks of the density: ToMATo (Chazal, Guibas, Oudot and Skraba 2013). Points climb to their densest
 * neighbour; a peak is merged into a higher one when the pass between them is not low enough beneath it. The number
 * of clusters follows from the data, and a curve of any shape is one cluster.
 */
import { neighbours, type Neighbours } from './neighbours.ts';
import type { Points } from './points.ts';
import type { Clustering } from './kmeans.ts';

export interface DensityClustering extends Clustering {
  /** Estimate of the dimension that the data really has. */
  readonly intrinsicDimension: number;
}

export interface DensityOptions {
  /** Neighbours for the density estimate and the graph. */
  readonly k: number;
  /** Least drop of the log density from a peak to the pass that joins it to a higher one. */
  readonly prominence: number;
  /** Fewest points of a cluster; smaller ones are given to the cluster of their nearest outside neighbour. */
  readonly smallest: number;
}

/** @throws RangeError when there are not more than k points */
export function densityClusters(x: Points, options: DensityOptions): DensityClustering {
  const lists = neighbours(x, x, options.k, true);
  const intrinsicDimension = levinaBickel(lists, x.count);
  const logDensity = densities(x, lists, intrinsicDimension);
  const order = Int32Array.from({ length: x.count }, (_, i) => i).sort(
    (a, b) => logDensity[b]! - logDensity[a]! || a - b,
  );
  const graph = symmetric(lists, x.count);
  const parent = new Int32Array(x.count).fill(-1);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  for (const i of order) {
    let highest = -1;
    for (const j of graph[i]!) {
      if (parent[j] !== -1 && (highest === -1 || logDensity[j]! > logDensity[highest]!)) highest = j;
    }
    parent[i] = highest === -1 ? i : root(highest);
    for (const j of graph[i]!) {
      if (parent[j] === -1) continue;
      const a = root(i);
      const b = root(j);
      if (a === b) continue;
      const [low, high] = logDensity[a]! < logDensity[b]! ? [a, b] : [b, a];
      if (logDensity[low]! - logDensity[i]! < options.prominence) parent[low] = high;
    }
  }
  const roots = Int32Array.from({ length: x.count }, (_, i) => root(i));
  return { ...numbered(x, roots, options.smallest), intrinsicDimension };
}

/** Maximum likelihood estimate of the dimension from neighbour distances (Levina and Bickel 2004, equation 8). */
function levinaBickel({ k, distances }: Neighbours, count: number): number {
  let sum = 0;
  let used = 0;
  for (let i = 0; i < count; i++) {
    const last = distances[i * k + k - 1]!;
    for (let j = 0; j < k - 1; j++) {
      const distance = distances[i * k + j]!;
      if (distance > 0 && last > 0) {
        sum += Math.log(last / distance);
        used++;
      }
    }
  }
  // The mean over points of the inverse estimate (MacKay and Ghahramani 2005), unbiased with k - 2 for k - 1.
  return sum === 0 ? 1 : Math.max(1, (used / sum) * ((k - 2) / (k - 1)));
}

/** log of the k-th neighbour density estimate, up to a constant; duplicates are kept finite by a floor. */
function densities(x: Points, { k, distances }: Neighbours, dimension: number): Float64Array {
  const radius = Float64Array.from({ length: x.count }, (_, i) => distances[i * k + k - 1]!);
  const floor = Math.max(Number.MIN_VALUE, 1e-9 * radius.reduce((a, b) => Math.max(a, b), 0));
  return radius.map((r) => -dimension * Math.log(Math.max(r, floor)));
}

function symmetric({ k, indices }: Neighbours, count: number): number[][] {
  const graph: number[][] = Array.from({ length: count }, () => []);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < k; j++) {
      const other = indices[i * k + j]!;
      graph[i]!.push(other);
      graph[other]!.push(i);
    }
  }
  return graph;
}

/** Clusters numbered by size, largest first; small ones dissolved into the cluster of the nearest other point. */
function numbered(x: Points, roots: Int32Array, smallest: number): Clustering {
  const sizes = new Map<number, number>();
  for (const r of roots) sizes.set(r, (sizes.get(r) ?? 0) + 1);
  const kept = [...sizes].filter(([, size]) => size >= smallest).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  if (kept.length === 0) return { clusters: 1, labels: new Int32Array(x.count) };
  const number = new Map(kept.map(([r], i) => [r, i]));
  const labels = Int32Array.from(roots, (r) => number.get(r) ?? -1);
  const inside = Int32Array.from(labels.keys()).filter((i) => labels[i] !== -1);
  for (let i = 0; i < x.count; i++) {
    if (labels[i] !== -1) continue;
    let best = Infinity;
    let at = inside[0]!;
    for (const j of inside) {
      let sum = 0;
      for (let c = 0; c < x.dimensions && sum < best; c++) {
        sum += (x.data[i * x.dimensions + c]! - x.data[j * x.dimensions + c]!) ** 2;
      }
      if (sum < best) {
        best = sum;
        at = j;
      }
    }
    roots[i] = roots[at]!;
  }
  return { clusters: kept.length, labels: Int32Array.from(roots, (r) => number.get(r)!) };
}
