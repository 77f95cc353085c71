/** Distances between two sets of samples: bins, kernels, projections. */
import type { Random } from '../random/index.ts';
import { nearest } from './neighbours.ts';
import { points, squaredDistance, type Points } from './points.ts';
import { normalUpperTail } from './special.ts';

export interface Bins {
  /** Number of bins whose shares differ (NDB). */
  readonly different: number;
  readonly differs: readonly boolean[];
  readonly z: readonly number[];
  readonly p: readonly number[];
  /** Jensen-Shannon divergence of the shares, natural logarithm. */
  readonly jensenShannon: number;
}

/** Number of statistically different bins (Richardson and Weiss 2018, section 2), from counts per bin. */
export function binsFromCounts(real: readonly number[], generated: readonly number[], significance = 0.05): Bins {
  const n = real.reduce((a, b) => a + b, 0);
  const m = generated.reduce((a, b) => a + b, 0);
  const z = real.map((count, i) => {
    const pooled = (count + generated[i]!) / (n + m);
    const error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
    return error === 0 ? 0 : (count / n - generated[i]! / m) / error;
  });
  const p = z.map((value) => Math.min(1, 2 * normalUpperTail(Math.abs(value))));
  const differs = p.map((value) => value < significance);
  let jensenShannon = 0;
  for (let i = 0; i < real.length; i++) {
    const a = real[i]! / n;
    const b = generated[i]! / m;
    const middle = (a + b) / 2;
    if (a > 0) jensenShannon += (a / 2) * Math.log(a / middle);
    if (b > 0) jensenShannon += (b / 2) * Math.log(b / middle);
  }
  return { different: differs.filter(Boolean).length, differs, z, p, jensenShannon };
}

/** The same with bins given by centres: a sample is counted where it is closest. */
export function bins(real: Points, generated: Points, centres: Points, significance = 0.05): Bins {
  return binsFromCounts(countsOf(real, centres), countsOf(generated, centres), significance);
}

function countsOf(x: Points, centres: Points): number[] {
  const counts = new Array<number>(centres.count).fill(0);
  for (const at of nearest(x, centres).index) counts[at]!++;
  return counts;
}

export type Kernel =
  | { readonly type: 'rbf'; readonly bandwidth: number }
  | { readonly type: 'polynomial'; readonly degree: number; readonly gamma: number; readonly offset: number };

function kernelOf(kernel: Kernel): (a: Points, i: number, b: Points, j: number) => number {
  if (kernel.type === 'rbf') {
    const scale = 1 / (2 * kernel.bandwidth * kernel.bandwidth);
    return (a, i, b, j) => Math.exp(-scale * squaredDistance(a, i, b, j));
  }
  return (a, i, b, j) => {
    let dot = 0;
    for (let k = 0; k < a.dimensions; k++) dot += a.data[i * a.dimensions + k]! * b.data[j * b.dimensions + k]!;
    return (kernel.gamma * dot + kernel.offset) ** kernel.degree;
  };
}

export interface Mmd {
  readonly unbiased: number;
  readonly biased: number;
}

/** Squared maximum mean discrepancy (Gretton et al. 2012, equations 3 and 5). With a cubic kernel on features: KID. */
export function mmd(x: Points, y: Points, kernel: Kernel): Mmd {
  const k = kernelOf(kernel);
  const [ofX, ofY] = [pairsOf(x, k), pairsOf(y, k)];
  const [n, m] = [x.count, y.count];
  const cross = (2 * sumBetween(x, y, k)) / (n * m);
  return {
    unbiased: ofX / (n * (n - 1)) + ofY / (m * (m - 1)) - cross,
    biased: (ofX + diagonalOf(x, k)) / (n * n) + (ofY + diagonalOf(y, k)) / (m * m) - cross,
  };
}

/**
 * The unbiased estimate of many sets to one and the same, whose own part is worked out once.
 * @returns a function that gives it of other points, as `mmd(x, y, kernel).unbiased`
 */
export function kernelDistanceTo(y: Points, kernel: Kernel): (x: Points) => number {
  const k = kernelOf(kernel);
  const own = pairsOf(y, k) / (y.count * (y.count - 1));
  return (x) => pairsOf(x, k) / (x.count * (x.count - 1)) + own - (2 * sumBetween(x, y, k)) / (x.count * y.count);
}

/** Sum over all ordered pairs of different points. */
function pairsOf(x: Points, k: ReturnType<typeof kernelOf>): number {
  let sum = 0;
  for (let i = 0; i < x.count; i++) for (let j = i + 1; j < x.count; j++) sum += 2 * k(x, i, x, j);
  return sum;
}

function diagonalOf(x: Points, k: ReturnType<typeof kernelOf>): number {
  let sum = 0;
  for (let i = 0; i < x.count; i++) sum += k(x, i, x, i);
  return sum;
}

function sumBetween(x: Points, y: Points, k: ReturnType<typeof kernelOf>): number {
  let sum = 0;
  for (let i = 0; i < x.count; i++) for (let j = 0; j < y.count; j++) sum += k(x, i, y, j);
  return sum;
}

export interface SlicedWasserstein {
  /** Mean over directions of W1 between all points. */
  readonly first: number;
  /** Root of the mean over directions of W2 squared, between the first n points of both, n the smaller size. */
  readonly second: number;
}

/**
 * The first sliced Wasserstein distance of many sets to one and the same: that one is projected and sorted once.
 * @returns a function that gives the distance of other points, as `slicedWasserstein(x, y, directions).first`
 */
export function slicedWassersteinTo(y: Points, directions: Points): (x: Points) => number {
  const sorted = Array.from({ length: directions.count }, (_, d) => along(y, directions, d).sort());
  return (x) =>
    sorted.reduce((sum, b, d) => sum + firstWasserstein(along(x, directions, d).sort(), b) / directions.count, 0);
}

/** Directions drawn evenly from all, of length 1, [count, dimensions]. */
export function randomDirections(count: number, dimensions: number, random: Random): Points {
  const data = new Float64Array(count * dimensions);
  random.fillNormal(data);
  for (let from = 0; from < data.length; from += dimensions) {
    const direction = data.subarray(from, from + dimensions);
    const length = Math.hypot(...direction);
    for (let k = 0; k < dimensions; k++) direction[k]! /= length;
  }
  return points(data, dimensions);
}

/** Sliced Wasserstein distances (Rabin et al. 2011) along given unit directions, [m, dimensions]. */
export function slicedWasserstein(x: Points, y: Points, directions: Points): SlicedWasserstein {
  const size = Math.min(x.count, y.count);
  let first = 0;
  let second = 0;
  for (let d = 0; d < directions.count; d++) {
    const a = along(x, directions, d);
    const b = along(y, directions, d);
    first += firstWasserstein(a.toSorted(), b.toSorted()) / directions.count;
    const shortA = a.slice(0, size).sort();
    const shortB = b.slice(0, size).sort();
    for (let i = 0; i < size; i++) second += (shortA[i]! - shortB[i]!) ** 2 / size / directions.count;
  }
  return { first, second: Math.sqrt(second) };
}

function along(x: Points, directions: Points, d: number): Float64Array {
  const { dimensions } = x;
  const out = new Float64Array(x.count);
  const from = d * dimensions;
  for (let i = 0, p = 0; i < x.count; i++) {
    let sum = 0;
    for (let k = 0; k < dimensions; k++, p++) sum += x.data[p]! * directions.data[from + k]!;
    out[i] = sum;
  }
  return out;
}

/** Area between the two distribution functions of sorted samples; NaN where one of them is no number. */
function firstWasserstein(a: Float64Array, b: Float64Array): number {
  // Sorting puts NaN last
  if (Number.isNaN(a.at(-1)) || Number.isNaN(b.at(-1))) return Number.NaN;
  let i = 0;
  let j = 0;
  let sum = 0;
  let at = Math.min(a[0]!, b[0]!);
  while (i < a.length || j < b.length) {
    const next = i < a.length && (j >= b.length || a[i]! <= b[j]!) ? a[i]! : b[j]!;
    sum += (next - at) * Math.abs(i / a.length - j / b.length);
    at = next;
    while (i < a.length && a[i] === at) i++;
    while (j < b.length && b[j] === at) j++;
  }
  return sum;
}
