/** How well a clustering separates (Rousseeuw 1987). */
import { squaredDistance, type Points } from './points.ts';

export interface Silhouette {
  readonly mean: number;
  readonly each: Float64Array;
}

/**
 * (b - a) / max(a, b) of each row: a is its mean distance to its own cluster's others, b to the closest other cluster.
 * A cluster of one has 0.
 * @param labels cluster of each row, from 0
 */
export function silhouette(x: Points, labels: ArrayLike<number>): Silhouette {
  let clusters = 0;
  for (let i = 0; i < labels.length; i++) clusters = Math.max(clusters, labels[i]! + 1);
  const sizes = new Float64Array(clusters);
  for (let i = 0; i < labels.length; i++) sizes[labels[i]!]!++;
  const each = new Float64Array(x.count);
  const sums = new Float64Array(x.count * clusters);
  for (let i = 0; i < x.count; i++) {
    for (let j = i + 1; j < x.count; j++) {
      const distance = Math.sqrt(squaredDistance(x, i, x, j));
      sums[i * clusters + labels[j]!]! += distance;
      sums[j * clusters + labels[i]!]! += distance;
    }
  }
  for (let i = 0; i < x.count; i++) {
    const own = labels[i]!;
    if (sizes[own]! <= 1) continue;
    const a = sums[i * clusters + own]! / (sizes[own]! - 1);
    let b = Infinity;
    for (let c = 0; c < clusters; c++) {
      if (c !== own && sizes[c]! > 0) b = Math.min(b, sums[i * clusters + c]! / sizes[c]!);
    }
    each[i] = b === Infinity || Math.max(a, b) === 0 ? 0 : (b - a) / Math.max(a, b);
  }
  return { mean: each.reduce((sum, value) => sum + value, 0) / x.count, each };
}

/** Adjusted Rand index of two clusterings (Hubert and Arabie 1985): 1 for the same, 0 for chance. */
export function adjustedRand(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const table = new Map<string, number>();
  const rowSums = new Map<number, number>();
  const columnSums = new Map<number, number>();
  for (let i = 0; i < a.length; i++) {
    const key = `${a[i]!},${b[i]!}`;
    table.set(key, (table.get(key) ?? 0) + 1);
    rowSums.set(a[i]!, (rowSums.get(a[i]!) ?? 0) + 1);
    columnSums.set(b[i]!, (columnSums.get(b[i]!) ?? 0) + 1);
  }
  const pairs = (n: number): number => (n * (n - 1)) / 2;
  const sum = (counts: Iterable<number>): number => [...counts].reduce((total, n) => total + pairs(n), 0);
  const together = sum(table.values());
  const inA = sum(rowSums.values());
  const inB = sum(columnSums.values());
  const expected = (inA * inB) / pairs(a.length);
  const most = (inA + inB) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}
