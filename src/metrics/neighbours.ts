/**
 * Nearest neighbours by exhaustive comparison, Euclidean: exact, and at the sizes of a log (hundreds against
 * thousands) quick enough without an index.
 */
import { squaredDistanceUpTo, type Points } from './points.ts';

export interface Nearest {
  /** For each query row: which row of the reference is closest (lowest index of a tie). */
  readonly index: Int32Array;
  /** And how far it is. */
  readonly distance: Float64Array;
}

/** The closest reference row of each query row; `leaveOut`: query and reference are the same set. */
export function nearest(query: Points, reference: Points, leaveOut = false): Nearest {
  const index = new Int32Array(query.count).fill(-1);
  const distance = new Float64Array(query.count).fill(Infinity);
  const { dimensions } = query;
  const x = query.data;
  const y = reference.data;
  for (let i = 0; i < query.count; i++) {
    const from = i * dimensions;
    let best = Infinity;
    let at = -1;
    for (let j = 0, q = 0; j < reference.count; j++, q += dimensions) {
      let sum = 0;
      for (let k = 0; k < dimensions && sum < best; k++) {
        const difference = x[from + k]! - y[q + k]!;
        sum += difference * difference;
      }
      if (sum < best && !(leaveOut && i === j)) {
        best = sum;
        at = j;
      }
    }
    index[i] = at;
    distance[i] = Math.sqrt(best);
  }
  return { index, distance };
}

/** Neighbour lists: `indices` and `distances` are [count, k], nearest first. */
export interface Neighbours {
  readonly k: number;
  readonly indices: Int32Array;
  readonly distances: Float64Array;
}

/**
 * The `k` closest reference rows of each query row.
 * @throws RangeError when there are fewer than `k` to choose from
 */
export function neighbours(query: Points, reference: Points, k: number, leaveOut = false): Neighbours {
  if (k < 1 || k > reference.count - (leaveOut ? 1 : 0)) {
    throw new RangeError(`there are not ${k} neighbours among ${reference.count} points`);
  }
  const indices = new Int32Array(query.count * k);
  const distances = new Float64Array(query.count * k).fill(Infinity);
  for (let i = 0; i < query.count; i++) {
    const base = i * k;
    for (let j = 0; j < reference.count; j++) {
      if (leaveOut && i === j) continue;
      const farthest = distances[base + k - 1]!;
      const distance = squaredDistanceUpTo(query, i, reference, j, farthest);
      if (distance >= farthest) continue;
      let at = base + k - 1;
      while (at > base && distances[at - 1]! > distance) {
        distances[at] = distances[at - 1]!;
        indices[at] = indices[at - 1]!;
        at--;
      }
      distances[at] = distance;
      indices[at] = j;
    }
  }
  for (let i = 0; i < distances.length; i++) distances[i] = Math.sqrt(distances[i]!);
  return { k, indices, distances };
}

/** Distance of each row to its k-th nearest other row of the same set. */
export function kthDistances(x: Points, k: number): Float64Array {
  const { distances } = neighbours(x, x, k, true);
  return Float64Array.from({ length: x.count }, (_, i) => distances[i * k + k - 1]!);
}

/**
 * Leave-one-out accuracy of the 1-nearest-neighbour classifier on the union of both sets (Lopez-Paz and Oquab 2017):
 * .5 where they cannot be told apart, 1 where they never mix. A tie goes to the lowest index, `a` first.
 */
export function oneNearestNeighbourAccuracy(a: Points, b: Points): number {
  const withinA = nearest(a, a, true).distance;
  const withinB = nearest(b, b, true).distance;
  const aToB = nearest(a, b).distance;
  const bToA = nearest(b, a).distance;
  let right = 0;
  for (let i = 0; i < a.count; i++) if (withinA[i]! <= aToB[i]!) right++;
  for (let i = 0; i < b.count; i++) if (withinB[i]! < bToA[i]!) right++;
  return right / (a.count + b.count);
}
