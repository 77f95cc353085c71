/**
 * The closest row of a set that is asked often: exact, and quicker than comparing everything. Distances within the space
 * of a few principal components are never longer than whole ones, so that nearly all rows are ruled out by them. Where
 * they rule out little, as in a cloud that is the same in all directions, everything is compared, several at a time.
 */
import type { Nearest } from './neighbours.ts';
import { nearest } from './neighbours.ts';
import { pca, projectWithResidual, type Pca } from './pca.ts';
import { distancesOfFour, squaredDistance, squaredDistanceUpTo, type Points } from './points.ts';

/** Components that rows are ruled out by; with fewer dimensions than twice that nothing is gained. */
const components = 8;
/** Rows that the components are computed from. */
const pcaRows = 500;
/** Rows of a query that are tried with the components, and the share of rows they may leave, for the others to be, too. */
const probe = 16;
const mostLooked = 0.3;
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
    const index = new Int32Array(query.count).fill(-1);
    const distance = new Float64Array(query.count).fill(Infinity);
    const found = { index, distance };
    const tried = Math.min(query.count, probe);
    const looked = this.#sift(query, 0, tried, found);
    if (looked <= mostLooked * tried * this.#reference.count) this.#sift(query, tried, query.count, found);
    else
      this.#compareAll(query, tried, (row, distances) => {
        let best = Infinity;
        for (let j = 0; j < distances.length; j++) {
          const whole = distances[j]!;
          if (whole >= best) continue;
          best = whole;
          index[row] = j;
        }
        distance[row] = Math.sqrt(best);
      });
    return found;
  }

  /**
   * 1 for each query row with any row at most so far away.
   * @param strictly nearer than that, as roots compare
   */
  within(query: Points, reach: number, strictly = false): Uint8Array {
    const limit = reach * reach;
    const isNear = strictly ? (squared: number) => Math.sqrt(squared) < reach : (squared: number) => squared <= limit;
    const found = new Uint8Array(query.count);
    const filter = this.#filter;
    const seen = filter && projectWithResidual(query, filter.found);
    let looked = 0;
    for (let i = 0; i < query.count; i++) {
      if (i === probe && looked > mostLooked * probe * this.#reference.count) {
        this.#compareAll(query, i, (row, distances) => (found[row] = distances.some(isNear) ? 1 : 0));
        break;
      }
      const room = (limit + (seen === undefined ? 0 : slackOf(seen, i))) * (1 + rounding);
      for (let j = 0; j < this.#reference.count && found[i] === 0; j++) {
        if (seen !== undefined && squaredDistanceUpTo(seen, i, filter!.rows, j, room) > room) continue;
        looked += seen === undefined ? 0 : 1;
        if (isNear(squaredDistanceUpTo(query, i, this.#reference, j, room))) found[i] = 1;
      }
    }
    return found;
  }

  /** Rows `from` to `to` of the query, by what the components leave. @returns how many rows were looked at in full */
  #sift(query: Points, from: number, to: number, { index, distance }: Nearest): number {
    const { found, rows } = this.#filter!;
    const { dimensions } = query;
    const few = { data: query.data.subarray(from * dimensions, to * dimensions), count: to - from, dimensions };
    const seen = projectWithResidual(few, found);
    const width = rows.dimensions;
    const x = seen.data;
    const y = rows.data;
    let looked = 0;
    // Neighbours in a log are alike often enough for the last answer to be a good first guess.
    let guess = 0;
    for (let i = 0; i < few.count; i++) {
      const at = i * width;
      const slack = slackOf(seen, i);
      let best = squaredDistance(few, i, this.#reference, guess);
      let closest = guess;
      for (let j = 0, q = 0; j < rows.count; j++, q += width) {
        let sum = 0;
        for (let k = 0; k < width && sum <= best + slack; k++) {
          const difference = x[at + k]! - y[q + k]!;
          sum += difference * difference;
        }
        if (sum > best + slack || j === guess) continue;
        looked++;
        const whole = squaredDistanceUpTo(few, i, this.#reference, j, best);
        if (whole < best || (whole === best && j < closest)) {
          best = whole;
          closest = j;
        }
      }
      index[from + i] = guess = closest;
      distance[from + i] = Math.sqrt(best);
    }
    return looked;
  }

  /** Rows of the query from `from` on. @param take gets a row, and its squared distances to all rows */
  #compareAll(query: Points, from: number, take: (row: number, squared: Float64Array) => void): void {
    const { count } = this.#reference;
    const squared = new Float64Array(4 * count);
    for (let i = from; i < query.count; i += 4) {
      distancesOfFour(query, i, this.#reference, squared);
      for (let c = 0; c < 4 && i + c < query.count; c++) take(i + c, squared.subarray(c * count, (c + 1) * count));
    }
  }
}

function slackOf(seen: Points, row: number): number {
  let length = 0;
  for (let k = 0, at = row * seen.dimensions; k < seen.dimensions; k++, at++) length += seen.data[at]! ** 2;
  return rounding * length;
}
