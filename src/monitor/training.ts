/** Real data that was trained on, beside real data that was not: which generated samples are copies. */
import { NearestIndex, quantile, rows, thinned, type Nearest, type Points } from '../metrics/index.ts';
import type { Structure } from './structure.ts';
import { memorisation, samples as limits } from './thresholds.ts';

export class Training {
  readonly #train: Points;
  readonly #index: NearestIndex;
  /** Closer than this to a training point are only 5 % of the real data that was not trained on. */
  readonly #close: number;
  /** Where distances to the rows of the structure are of use here: what of the training points they leave out. */
  readonly #shared: { readonly rows: Int32Array; readonly rest: NearestIndex | undefined } | undefined;

  /** @param structure of the training points and, after them, those that were held out */
  constructor(real: Points, holdout: Points, structure: Structure) {
    this.#train = thinned(real, limits.mostTraining);
    this.#index = new NearestIndex(this.#train);
    const { distance } = this.#index.nearest(thinned(holdout, limits.mostCompared));
    this.#close = quantile(distance, memorisation.closeShare);
    if (this.#train.count !== real.count || structure.real !== structure.original) return;
    const seen = new Set(structure.rows);
    const left = Int32Array.from({ length: real.count }, (_, row) => row).filter((row) => !seen.has(row));
    this.#shared = {
      rows: structure.rows,
      rest: left.length === 0 ? undefined : new NearestIndex(rows(real, left)),
    };
  }

  /**
   * Share of the samples that are closer to a training point than nearly all unseen real data; undefined where they are of
   * another kind.
   * @param inStructure the closest rows of the structure to the samples, where they are known
   */
  copies(points: Points, inStructure?: Nearest): number | undefined {
    if (points.dimensions !== this.#train.dimensions) return undefined;
    const few = thinned(points, limits.mostCompared);
    const copied =
      inStructure !== undefined && few === points && this.#shared !== undefined
        ? this.#copiedBeside(points, inStructure, this.#shared)
        : this.#copied(this.#index, few);
    return copied / few.count;
  }

  #copied(index: NearestIndex, points: Points): number {
    return index.within(points, this.#close, true).reduce((sum, isCopy) => sum + isCopy, 0);
  }

  /** What the structure's rows do not decide is looked at: a closest one that is far, or was held out, hides no copy. */
  #copiedBeside(
    points: Points,
    { index, distance }: Nearest,
    { rows: ofStructure, rest }: { readonly rows: Int32Array; readonly rest: NearestIndex | undefined },
  ): number {
    let copied = 0;
    const toRest: number[] = [];
    const toAll: number[] = [];
    for (let i = 0; i < points.count; i++) {
      if (distance[i]! >= this.#close) toRest.push(i);
      else if (ofStructure[index[i]!]! < this.#train.count) copied++;
      else toAll.push(i);
    }
    if (rest !== undefined && toRest.length > 0) copied += this.#copied(rest, rows(points, toRest));
    if (toAll.length > 0) copied += this.#copied(this.#index, rows(points, toAll));
    return copied;
  }
}
