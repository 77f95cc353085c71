/** Vendi score: how many really different samples there are (Friedman and Dieng 2022, definition 3.1). */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { squaredDistance, type Points } from './points.ts';

export type Similarity = { readonly type: 'cosine' } | { readonly type: 'rbf'; readonly bandwidth: number };

/** exp of the entropy of the eigenvalues of K / n: between 1 (all alike) and the number of samples. Cubic in it. */
export function vendiScore(x: Points, similarity: Similarity): number {
  const n = x.count;
  const dot = (i: number, j: number): number => {
    let sum = 0;
    for (let k = 0; k < x.dimensions; k++) sum += x.data[i * x.dimensions + k]! * x.data[j * x.dimensions + k]!;
    return sum;
  };
  const norms = Array.from({ length: n }, (_, i) => Math.sqrt(dot(i, i)));
  const kernel = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const value =
        similarity.type === 'cosine'
          ? dot(i, j) / (norms[i]! * norms[j]!)
          : Math.exp(-squaredDistance(x, i, x, j) / (2 * similarity.bandwidth ** 2));
      kernel.set(i, j, value / n);
      kernel.set(j, i, value / n);
    }
  }
  const { realEigenvalues } = new EigenvalueDecomposition(kernel, { assumeSymmetric: true });
  let entropy = 0;
  for (const value of realEigenvalues) if (value > 1e-15) entropy -= value * Math.log(value);
  return Math.exp(entropy);
}
