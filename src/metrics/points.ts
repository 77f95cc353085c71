/** Samples as rows of numbers: what every measure here reads. */

/** `count` samples of `dimensions` numbers each, row by row. */
export interface Points {
  readonly data: Float32Array | Float64Array;
  readonly count: number;
  readonly dimensions: number;
}

/** @throws RangeError when the array does not hold whole rows */
export function points(data: Float32Array | Float64Array, dimensions: number): Points {
  if (!Number.isInteger(dimensions) || dimensions < 1 || data.length % dimensions !== 0) {
    throw new RangeError(`${data.length} numbers are not whole rows of ${dimensions}`);
  }
  return { data, count: data.length / dimensions, dimensions };
}

/** Squared Euclidean distance of row `i` of `a` and row `j` of `b`. */
export function squaredDistance(a: Points, i: number, b: Points, j: number): number {
  const { dimensions } = a;
  const x = a.data;
  const y = b.data;
  let sum = 0;
  for (let k = 0, p = i * dimensions, q = j * dimensions; k < dimensions; k++, p++, q++) {
    const difference = x[p]! - y[q]!;
    sum += difference * difference;
  }
  return sum;
}

/**
 * The same where it is at most `limit`; else some number above it, as the sum is left where it passes. Looked at after
 * every eight numbers: the look costs as much as two of them.
 */
export function squaredDistanceUpTo(a: Points, i: number, b: Points, j: number, limit: number): number {
  const { dimensions } = a;
  const x = a.data;
  const y = b.data;
  let p = i * dimensions;
  let q = j * dimensions;
  const end = p + dimensions;
  let sum = 0;
  while (p < end && sum <= limit) {
    for (const stop = Math.min(end, p + 8); p < stop; p++, q++) {
      const difference = x[p]! - y[q]!;
      sum += difference * difference;
    }
  }
  return sum;
}

/**
 * Squared distances of the rows `i` to `i + 3` of `a` (the last one again, where there are fewer) to all rows of `b`, one
 * row's after the other's. The same bits as `squaredDistance` gives, at a quarter of the time: eight sums grow side by
 * side, so that none waits for its last addition.
 * @param out at least 4 * b.count numbers
 */
export function distancesOfFour(a: Points, i: number, b: Points, out: Float64Array): void {
  const { dimensions } = a;
  const x = a.data;
  const y = b.data;
  const { count } = b;
  const last = a.count - 1;
  for (let j = 0; j < count; j += 2) {
    const other = Math.min(j + 1, count - 1);
    let p0 = Math.min(i, last) * dimensions;
    let p1 = Math.min(i + 1, last) * dimensions;
    let p2 = Math.min(i + 2, last) * dimensions;
    let p3 = Math.min(i + 3, last) * dimensions;
    let q0 = j * dimensions;
    let q1 = other * dimensions;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let t0 = 0;
    let t1 = 0;
    let t2 = 0;
    let t3 = 0;
    for (const end = p0 + dimensions; p0 < end; p0++, p1++, p2++, p3++, q0++, q1++) {
      const x0 = x[p0]!;
      const x1 = x[p1]!;
      const x2 = x[p2]!;
      const x3 = x[p3]!;
      const y0 = y[q0]!;
      const y1 = y[q1]!;
      s0 += (x0 - y0) * (x0 - y0);
      s1 += (x1 - y0) * (x1 - y0);
      s2 += (x2 - y0) * (x2 - y0);
      s3 += (x3 - y0) * (x3 - y0);
      t0 += (x0 - y1) * (x0 - y1);
      t1 += (x1 - y1) * (x1 - y1);
      t2 += (x2 - y1) * (x2 - y1);
      t3 += (x3 - y1) * (x3 - y1);
    }
    out[j] = s0;
    out[count + j] = s1;
    out[2 * count + j] = s2;
    out[3 * count + j] = s3;
    out[other] = t0;
    out[count + other] = t1;
    out[2 * count + other] = t2;
    out[3 * count + other] = t3;
  }
}

/** Rows `indices`, in that order, as a copy. */
export function rows(x: Points, indices: ArrayLike<number>): Points {
  const { dimensions } = x;
  const data = new Float64Array(indices.length * dimensions);
  for (let i = 0; i < indices.length; i++) {
    data.set(x.data.subarray(indices[i]! * dimensions, (indices[i]! + 1) * dimensions), i * dimensions);
  }
  return { data, count: indices.length, dimensions };
}

/** At most so many rows, evenly taken; the points themselves where there are no more. */
export function thinned(x: Points, most: number): Points {
  return x.count <= most
    ? x
    : rows(
        x,
        Int32Array.from({ length: most }, (_, i) => Math.floor((i * x.count) / most)),
      );
}

/** Rows of several sets, one set after the other, as a copy; undefined where there is none. */
export function joined(parts: readonly Points[]): Points | undefined {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const dimensions = parts[0]?.dimensions;
  if (dimensions === undefined || count === 0) return undefined;
  const data = new Float64Array(count * dimensions);
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return { data, count, dimensions };
}

export function meanOf(x: Points): Float64Array {
  const mean = new Float64Array(x.dimensions);
  for (let i = 0, p = 0; i < x.count; i++) for (let k = 0; k < x.dimensions; k++, p++) mean[k]! += x.data[p]!;
  for (let k = 0; k < x.dimensions; k++) mean[k]! /= x.count;
  return mean;
}

/** Root mean square distance of the samples from their mean. */
export function spreadOf(x: Points): number {
  const mean = meanOf(x);
  let sum = 0;
  for (let i = 0, p = 0; i < x.count; i++) {
    for (let k = 0; k < x.dimensions; k++, p++) sum += (x.data[p]! - mean[k]!) ** 2;
  }
  return Math.sqrt(sum / x.count);
}

/** The value below which the share `q` of the numbers lies (linear between ranks, as NumPy's default). */
export function quantile(values: ArrayLike<number>, q: number): number {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * q;
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}

export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}
