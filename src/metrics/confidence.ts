/** How far a number from a few runs can be trusted: intervals of shares, of means, and of their differences. */
import { createRandom } from '../random/index.ts';
import { normalQuantile, normalUpperTail } from './special.ts';

export type Interval = readonly [low: number, high: number];

/** Standard deviations of a two-sided interval of 95 %. */
const z95 = 1.959963984540054;

/**
 * Score interval of a share after `k` of `n` (Wilson 1927), two-sided 95 %. [0, 1] without observations.
 * @param z standard deviations, for other levels
 */
export function wilsonInterval(k: number, n: number, z = z95): Interval {
  if (n === 0) return [0, 1];
  const p = k / n;
  const scale = 1 + (z * z) / n;
  const centre = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale)];
}

/**
 * Interval of the difference of two independent shares, k / n - otherK / otherN, from their score intervals (Newcombe
 * 1998, method 10), two-sided 95 %.
 */
export function shareDifferenceInterval(k: number, n: number, otherK: number, otherN: number): Interval {
  if (n === 0 || otherN === 0) return [-1, 1];
  const [p, q] = [k / n, otherK / otherN];
  const [pLow, pHigh] = wilsonInterval(k, n);
  const [qLow, qHigh] = wilsonInterval(otherK, otherN);
  return [p - q - Math.hypot(p - pLow, qHigh - q), p - q + Math.hypot(pHigh - p, q - qLow)];
}

/** Resamples of the bootstrap: its own noise is then a few per cent of the interval's width. */
export const bootstrapResamples = 10_000;

/**
 * Interval of the mean by the bootstrap, bias-corrected and accelerated (Efron 1987), two-sided 95 %. The same numbers
 * give the same interval every time. Of fewer than two numbers, or equal ones, it is NaN: they say nothing of the spread.
 */
export function meanInterval(values: readonly number[]): Interval {
  const n = values.length;
  const mean = average(values);
  if (n < 2 || values.every((value) => value === values[0])) return [Number.NaN, Number.NaN];
  const random = createRandom(n).split('bootstrap');
  const means = new Float64Array(bootstrapResamples);
  for (let i = 0; i < means.length; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += values[random.integer(n)]!;
    means[i] = sum / n;
  }
  means.sort();
  // Of those that equal the mean (counts often do) half are below it.
  const below = means.reduce((sum, each) => sum + (each < mean ? 1 : each === mean ? 0.5 : 0), 0);
  const bias = normalQuantile(Math.min(Math.max(below / means.length, 1 / means.length), 1 - 1 / means.length));
  const acceleration = accelerationOf(values, mean);
  const at = (z: number): number => {
    const shifted = bias + (bias + z) / (1 - acceleration * (bias + z));
    return sortedQuantile(means, 1 - normalUpperTail(shifted));
  };
  return [at(-z95), at(z95)];
}

/** From the skewness, which is what the jackknife of a mean comes to (Efron 1987, section 6). */
function accelerationOf(values: readonly number[], mean: number): number {
  let squares = 0;
  let cubes = 0;
  for (const value of values) {
    squares += (value - mean) ** 2;
    cubes += (value - mean) ** 3;
  }
  return cubes / (6 * squares ** 1.5);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sortedQuantile(sorted: Float64Array, q: number): number {
  const at = (sorted.length - 1) * Math.min(Math.max(q, 0), 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}
