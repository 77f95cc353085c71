/** Whether two sets of numbers depend on each other at all, linearly or not. */
import { distancesOfFour, type Points } from './points.ts';

/**
 * Squared distance correlation with the bias taken out (Szekely and Rizzo 2014, "U-centred"): 0 in expectation for
 * independent rows, 1 for the same up to scale; may be below 0 by chance. Row i of `x` belongs to row i of `y`.
 * @throws RangeError unless both have the same number of rows, 4 or more
 */
export function distanceCorrelation(x: Points, y: Points): number {
  if (x.count !== y.count || x.count < 4)
    throw new RangeError(`${x.count} and ${y.count} rows are no pairs, or too few`);
  const a = centred(x);
  const b = centred(y);
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < a.length; i++) {
    xy += a[i]! * b[i]!;
    xx += a[i]! * a[i]!;
    yy += b[i]! * b[i]!;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

/** Distances of all pairs, less their row's, their column's and all means as an unbiased estimate wants them. */
function centred(x: Points): Float64Array {
  const n = x.count;
  const out = new Float64Array(n * n);
  const sums = new Float64Array(n);
  let total = 0;
  const squared = new Float64Array(4 * n);
  for (let i = 0; i < n; i++) {
    const upTo = Math.min(n, (i | 3) + 1);
    if (i % 4 === 0) distancesOfFour(x, i, { ...x, count: upTo }, squared);
    for (let j = 0, at = (i % 4) * upTo; j < i; j++, at++) {
      const distance = Math.sqrt(squared[at]!);
      out[i * n + j] = out[j * n + i] = distance;
      sums[i]! += distance;
      sums[j]! += distance;
      total += 2 * distance;
    }
  }
  const all = total / ((n - 1) * (n - 2));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) out[i * n + j] = i === j ? 0 : out[i * n + j]! - (sums[i]! + sums[j]!) / (n - 2) + all;
  }
  return out;
}
