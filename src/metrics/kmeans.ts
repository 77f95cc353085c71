/** k-means, and how many clusters the data asks for. */
import type { Random } from '../random/index.ts';
import { nearest } from './neighbours.ts';
import { silhouette } from './silhouette.ts';
import { rows, squaredDistance, type Points } from './points.ts';

export interface Clustering {
  readonly clusters: number;
  /** Cluster of each row, from 0. */
  readonly labels: Int32Array;
}

export interface KMeans extends Clustering {
  readonly centres: Points;
  /** Sum of squared distances to the centres. */
  readonly inertia: number;
}

export interface KMeansOptions {
  readonly restarts?: number;
  readonly iterations?: number;
}

/**
 * Lloyd's algorithm from k-means++ starts (Arthur and Vassilvitskii 2007); the best of a few restarts.
 * @throws RangeError unless 1 <= k <= count
 */
export function kMeans(x: Points, k: number, random: Random, options: KMeansOptions = {}): KMeans {
  if (!(k >= 1 && k <= x.count)) throw new RangeError(`${k} clusters cannot be made of ${x.count} points`);
  let best: KMeans | undefined;
  for (let start = 0; start < (options.restarts ?? 3); start++) {
    const found = lloyd(x, seeds(x, k, random), options.iterations ?? 50);
    if (best === undefined || found.inertia < best.inertia) best = found;
  }
  return best!;
}

function seeds(x: Points, k: number, random: Random): Points {
  const chosen = [random.integer(x.count)];
  const distance = new Float64Array(x.count).fill(Infinity);
  while (chosen.length < k) {
    const last = chosen.at(-1)!;
    let total = 0;
    for (let i = 0; i < x.count; i++) {
      distance[i] = Math.min(distance[i]!, squaredDistance(x, i, x, last));
      total += distance[i]!;
    }
    let left = random.uniform() * total;
    let at = 0;
    while (at < x.count - 1 && left >= distance[at]!) left -= distance[at++]!;
    chosen.push(at);
  }
  return rows(x, chosen);
}

function lloyd(x: Points, start: Points, iterations: number): KMeans {
  const { dimensions } = x;
  const centres = start;
  const data = Float64Array.from(start.data);
  let current: Points = { ...centres, data };
  let found = nearest(x, current);
  for (let round = 0; round < iterations; round++) {
    const sums = new Float64Array(data.length);
    const counts = new Float64Array(current.count);
    for (let i = 0; i < x.count; i++) {
      const c = found.index[i]!;
      counts[c]!++;
      for (let j = 0; j < dimensions; j++) sums[c * dimensions + j]! += x.data[i * dimensions + j]!;
    }
    // A centre that has lost all its points stays where it is.
    const moved = sums.map((sum, at) => {
      const count = counts[Math.floor(at / dimensions)]!;
      return count === 0 ? current.data[at]! : sum / count;
    });
    current = { ...current, data: moved };
    const next = nearest(x, current);
    const same = next.index.every((label, i) => label === found.index[i]);
    found = next;
    if (same) break;
  }
  const inertia = found.distance.reduce((sum, d) => sum + d * d, 0);
  return { clusters: current.count, labels: found.index, centres: current, inertia };
}

/** k-means with the number of clusters of the largest mean silhouette (Rousseeuw 1987) among `candidates`. */
export function kMeansBySilhouette(
  x: Points,
  candidates: readonly number[],
  random: Random,
  options: KMeansOptions = {},
): KMeans & { readonly silhouette: number } {
  let best: (KMeans & { readonly silhouette: number }) | undefined;
  for (const k of candidates) {
    if (k < 2 || k >= x.count) continue;
    const found = kMeans(x, k, random, options);
    const score = silhouette(x, found.labels).mean;
    if (best === undefined || score > best.silhouette) best = { ...found, silhouette: score };
  }
  if (best === undefined) throw new RangeError(`no number of clusters to choose from for ${x.count} points`);
  return best;
}
