/**
 * The closest row of a set that is asked often: exact, and quicker than comparing everything. Distances within the space
 * of a few principal components are never longer than whole ones, so that nearly all rows are ruled out by them.
 */
import type { Nearest } from './neighbours.ts';
import { nearest } from './neighbours.ts';
import { pca, projectWithResidual, type Pca } from './pca.ts';
import { squaredDistance, squaredDistanceUpTo, type Points } from './points.ts';

/** Components that rows are ruled out by; with fewer dimensions than twice that nothing is gained. */
const components = 8;
/** Rows that the components are computed from. */
const pcaRows = 500;
/** Room for rounding, relative to a squared length: what is only just longer is looked at in full. */
const rounding = 1e-9;

export class NearestIndex {
  readonly #reference: Points;
  readonly #filter: { readonly found: Pca; readonly rows: Points } | undefined;

  constructor(reference: Points) {
    this.#reference = reference;
    const { data, count, dimensions } = reference;
    if (dimensions < 2 * components || count < 2) return;
    const few = Math.min(count, pcaRows);
    const found = pca({ data: data.subarray(0, few * dimensions), count: few, dimensions }, components);
    this.#filter = { found, rows: projectWithResidual(reference, found) };
  }

  /** The closest row of each query row, the same as `nearest` finds. */
  nearest(query: Points): Nearest {
    if (this.#filter === undefined) return nearest(query, this.#reference);
    const { found, rows } = this.#filter;
    const seen = projectWithResidual(query, found);
    const width = rows.dimensions;
    const x = seen.data;
    const y = rows.data;
    const index = new Int32Array(query.count).fill(-1);
    const distance = new Float64Array(query.count).fill(Infinity);
    // Neighbours in a log are alike often enough for the last answer to be a good first guess.
    let guess = 0;
    for (let i = 0; i < query.count; i++) {
      const from = i * width;
      let length = 0;
      for (let k = 0; k < width; k++) length += x[from + k]! ** 2;
      const slack = rounding * length;
      let best = squaredDistance(query, i, this.#reference, guess);
      let at = guess;
      for (let j = 0, q = 0; j < rows.count; j++, q += width) {
        let sum = 0;
        for (let k = 0; k < width && sum <= best + slack; k++) {
          const difference = x[from + k]! - y[q + k]!;
          sum += difference * difference;
        }
        if (sum > best + slack || j === guess) continue;
        const whole = squaredDistanceUpTo(query, i, this.#reference, j, best);
        if (whole < best || (whole === best && j < at)) {
          best = whole;
          at = j;
        }
      }
      index[i] = guess = at;
      distance[i] = Math.sqrt(best);
    }
    return { index, distance };
  }
}
