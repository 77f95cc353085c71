/** Trends of series that are noisy, skewed and autocorrelated. */
import { median } from './points.ts';
import { normalUpperTail } from './special.ts';

export interface MannKendall {
  /** Rising pairs minus falling pairs. */
  readonly s: number;
  /** With the correction for ties. */
  readonly variance: number;
  /** With the continuity correction; 0 where nothing varies. */
  readonly z: number;
  /** Two-sided. */
  readonly p: number;
  /** Kendall's tau-b against time, in [-1, 1]; 0 where nothing varies. */
  readonly tau: number;
}

/** The Mann-Kendall test for a monotonic trend (Mann 1945; Kendall 1975, chapter 4), normal approximation. */
export function mannKendall(y: ArrayLike<number>): MannKendall {
  const n = y.length;
  let s = 0;
  let tied = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      if (y[j]! > y[i]!) s++;
      else if (y[j]! < y[i]!) s--;
      else tied++;
    }
  }
  let variance = n * (n - 1) * (2 * n + 5);
  for (const group of tieGroups(y)) variance -= group * (group - 1) * (2 * group + 5);
  variance /= 18;
  const z = variance <= 0 || s === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  const pairs = (n * (n - 1)) / 2;
  const scale = Math.sqrt(pairs * (pairs - tied));
  return { s, variance, z, p: Math.min(1, 2 * normalUpperTail(Math.abs(z))), tau: scale === 0 ? 0 : s / scale };
}

function tieGroups(y: ArrayLike<number>): Iterable<number> {
  const counts = new Map<number, number>();
  for (let i = 0; i < y.length; i++) counts.set(y[i]!, (counts.get(y[i]!) ?? 0) + 1);
  return counts.values();
}

/** Median of the slopes of all pairs, per index (Theil 1950; Sen 1968). */
export function theilSenSlope(y: ArrayLike<number>): number {
  const slopes: number[] = [];
  for (let i = 0; i < y.length; i++) for (let j = i + 1; j < y.length; j++) slopes.push((y[j]! - y[i]!) / (j - i));
  return median(slopes);
}

/** Medians of `blocks` parts of (nearly) the same length, in order. */
export function blockMedians(y: ArrayLike<number>, blocks: number): Float64Array {
  const values = Float64Array.from(y);
  const count = Math.min(blocks, values.length);
  return Float64Array.from({ length: count }, (_, i) =>
    median(values.subarray(Math.floor((i * values.length) / count), Math.floor(((i + 1) * values.length) / count))),
  );
}

/** Pearson's correlation; 0 where either does not vary. */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = Math.min(x.length, y.length);
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    meanX += x[i]! / n;
    meanY += y[i]! / n;
  }
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < n; i++) {
    const a = x[i]! - meanX;
    const b = y[i]! - meanY;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

/** Spearman's rank correlation: Pearson's of the ranks, ties sharing their mean rank. */
export function rankCorrelation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = Math.min(x.length, y.length);
  return correlation(ranks(x, n), ranks(y, n));
}

function ranks(values: ArrayLike<number>, n: number): Float64Array {
  const order = Int32Array.from({ length: n }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const rank = new Float64Array(n);
  for (let from = 0, to = 0; from < n; from = to) {
    while (to < n && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) rank[order[i]!] = (from + to - 1) / 2;
  }
  return rank;
}

/** Lag-one autocorrelation, the share of a deviation that is still there at the next point. */
export function lagOneAutocorrelation(y: ArrayLike<number>): number {
  const values = Float64Array.from(y);
  return correlation(values.subarray(0, -1), values.subarray(1));
}

/**
 * How many independent points an autocorrelated series is worth, for a first-order process
 * (Bayley and Hammersley 1946): n (1 - r) / (1 + r), within [1, n].
 */
export function effectiveCount(n: number, lagOne: number): number {
  const r = Math.max(0, Math.min(0.999, lagOne));
  return Math.max(1, Math.min(n, (n * (1 - r)) / (1 + r)));
}

/** Median absolute deviation, scaled to be the standard deviation of normal data. */
export function robustSpread(values: ArrayLike<number>): number {
  const centre = median(values);
  return 1.4826 * median(Float64Array.from(values, (value) => Math.abs(value - centre)));
}
