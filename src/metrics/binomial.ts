/** Exact bounds on shares from counts. */
import { incompleteBeta, incompleteBetaInverse } from './special.ts';

/** P(X <= k) for X binomial with n trials of probability p. */
export function binomialLowerTail(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return 1 - incompleteBeta(p, k + 1, n - k);
}

/**
 * One-sided upper confidence bound of a share after `k` of `n` (Clopper and Pearson 1934): the largest probability at
 * which so few would still be seen with probability `alpha`. 1 without observations.
 */
export function shareUpperBound(k: number, n: number, alpha: number): number {
  if (n === 0 || k >= n) return 1;
  if (k === 0) return 1 - alpha ** (1 / n);
  return incompleteBetaInverse(1 - alpha, k + 1, n - k);
}

/** One-sided lower confidence bound of a share after `k` of `n` (Clopper and Pearson 1934). 0 without observations. */
export function shareLowerBound(k: number, n: number, alpha: number): number {
  if (n === 0 || k === 0) return 0;
  if (k >= n) return alpha ** (1 / n);
  return incompleteBetaInverse(alpha, k, n - k + 1);
}

/**
 * One-sided upper confidence bound of (share of k in n) / (share of referenceK in referenceN), exact for Poisson
 * counts: given the sum k + referenceK, k is binomial with the odds of the two rates (Przyborowski and Wilenski 1940).
 * Infinity where the reference has none.
 */
export function ratioUpperBound(k: number, n: number, referenceK: number, referenceN: number, alpha: number): number {
  if (n === 0 || referenceK === 0) return Infinity;
  const bound = shareUpperBound(k, k + referenceK, alpha);
  if (bound >= 1) return Infinity;
  return ((bound / (1 - bound)) * referenceN) / n;
}
