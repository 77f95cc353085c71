/** Near-identical samples and what they say about how many different ones there are (Arora and Zhang 2017). */
import { squaredDistanceUpTo, type Points } from './points.ts';

export interface Duplicates {
  /** Pairs within the tolerance. */
  readonly pairs: number;
  /** Share of samples with another one within the tolerance. */
  readonly share: number;
  /** s (s - 1) / (2 pairs): right in expectation for a uniform support; Infinity without pairs. */
  readonly support: number;
  /** 1 for each sample that has another one within the tolerance. */
  readonly marked: Uint8Array;
}

/** @param tolerance Euclidean distance up to which (inclusive) two samples count as the same */
export function duplicates(x: Points, tolerance: number): Duplicates {
  const limit = tolerance * tolerance;
  const marked = new Uint8Array(x.count);
  let pairs = 0;
  for (let i = 0; i < x.count; i++) {
    for (let j = i + 1; j < x.count; j++) {
      // Most pairs differ by more than that in their first few numbers.
      if (squaredDistanceUpTo(x, i, x, j, limit) > limit) continue;
      pairs++;
      marked[i] = 1;
      marked[j] = 1;
    }
  }
  const share = marked.reduce((sum, mark) => sum + mark, 0) / x.count;
  return { pairs, share, support: pairs === 0 ? Infinity : (x.count * (x.count - 1)) / (2 * pairs), marked };
}

/** Probability that a batch of `batch` from a uniform support of `support` has two of the same (birthday problem). */
export function collisionProbability(support: number, batch: number): number {
  if (batch > support) return 1;
  let log = 0;
  for (let i = 1; i < batch; i++) log += Math.log1p(-i / support);
  return -Math.expm1(log);
}
