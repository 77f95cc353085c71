/** How far the shares of a generator are from those of the data. */

/**
 * Kullback-Leibler divergence of the generated shares from the real ones, KL(generated || real), natural logarithm:
 * "reverse" because the model comes first, so that samples where the data has none cost most (Srivastava et al. 2017,
 * Lin et al. 2018). The last bin may be for samples on no mode, so that they cannot be left out.
 * @param generated counts per bin
 * @param real counts of the same bins
 * @param prior added to each of the real counts: without it a bin that no real sample fell into by chance costs Infinity
 */
export function reverseKl(generated: readonly number[], real: readonly number[], prior = 0): number {
  const n = generated.reduce((a, b) => a + b, 0);
  const m = real.reduce((a, b) => a + b + prior, 0);
  let sum = 0;
  for (const [bin, count] of generated.entries()) {
    if (count > 0) sum += (count / n) * Math.log(count / n / ((real[bin]! + prior) / m));
  }
  return Math.max(0, sum);
}
