/** Principal components, for projections to the plane and for data of many dimensions. */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { meanOf, type Points } from './points.ts';

export interface Pca {
  readonly mean: Float64Array;
  /** Unit directions, [components, dimensions], largest variance first; each one's largest entry is positive. */
  readonly directions: Float64Array;
  readonly components: number;
  readonly variances: Float64Array;
  readonly totalVariance: number;
}

/**
 * The first principal components. Up to `exactUpTo` dimensions from the whole covariance; above by subspace iteration
 * with that many extra vectors, started from the data itself, so that the same data give the same directions.
 */
export function pca(x: Points, components: number, exactUpTo = 128): Pca {
  const { count, dimensions } = x;
  const wanted = Math.min(components, dimensions, count);
  const mean = meanOf(x);
  const centred = new Float64Array(count * dimensions);
  let totalVariance = 0;
  for (let i = 0, p = 0; i < count; i++) {
    for (let j = 0; j < dimensions; j++, p++) {
      centred[p] = x.data[p]! - mean[j]!;
      totalVariance += centred[p]! ** 2 / count;
    }
  }
  const basis =
    dimensions <= exactUpTo ? undefined : subspace(centred, count, dimensions, Math.min(wanted + 8, count, dimensions));
  const width = basis === undefined ? dimensions : basis.length / dimensions;
  const seen = basis === undefined ? centred : times(centred, count, dimensions, basis, width);
  const covariance = gram(seen, count, width).map((sum) => sum / count);
  const found = new EigenvalueDecomposition(Matrix.from1DArray(width, width, covariance), { assumeSymmetric: true });
  const order = found.realEigenvalues
    .map((_, i) => i)
    .sort((a, b) => found.realEigenvalues[b]! - found.realEigenvalues[a]!);
  const directions = new Float64Array(wanted * dimensions);
  const variances = new Float64Array(wanted);
  for (let c = 0; c < wanted; c++) {
    variances[c] = Math.max(0, found.realEigenvalues[order[c]!]!);
    const vector = found.eigenvectorMatrix.getColumn(order[c]!);
    const direction = directions.subarray(c * dimensions, (c + 1) * dimensions);
    if (basis === undefined) direction.set(vector);
    else
      for (let b = 0; b < width; b++)
        for (let j = 0; j < dimensions; j++) direction[j]! += vector[b]! * basis[b * dimensions + j]!;
    orient(direction);
  }
  return { mean, directions, components: wanted, variances, totalVariance };
}

/** Coordinates along the components, [count, components]. */
export function project(x: Points, { mean, directions, components }: Pca): Points {
  const { dimensions } = x;
  const data = new Float64Array(x.count * components);
  const centred = new Float64Array(dimensions);
  for (let i = 0; i < x.count; i++) {
    for (let j = 0; j < dimensions; j++) centred[j] = x.data[i * dimensions + j]! - mean[j]!;
    for (let c = 0; c < components; c++) {
      let sum = 0;
      for (let j = 0, p = c * dimensions; j < dimensions; j++, p++) sum += centred[j]! * directions[p]!;
      data[i * components + c] = sum;
    }
  }
  return { data, count: x.count, dimensions: components };
}

/** The same, and as a last coordinate how far the sample is from the space of the components. */
export function projectWithResidual(x: Points, found: Pca): Points {
  const inside = project(x, found);
  const width = found.components + 1;
  const data = new Float64Array(x.count * width);
  for (let i = 0; i < x.count; i++) {
    let whole = 0;
    for (let j = 0; j < x.dimensions; j++) whole += (x.data[i * x.dimensions + j]! - found.mean[j]!) ** 2;
    for (let c = 0; c < found.components; c++) {
      const value = inside.data[i * found.components + c]!;
      data[i * width + c] = value;
      whole -= value * value;
    }
    data[i * width + found.components] = Math.sqrt(Math.max(0, whole));
  }
  return { data, count: x.count, dimensions: width };
}

/** Orthonormal rows, [width, dimensions], that nearly span the leading components (Halko et al. 2011, algorithm 4.4). */
function subspace(centred: Float64Array, count: number, dimensions: number, width: number): Float64Array {
  let basis = new Float64Array(width * dimensions);
  for (let b = 0; b < width; b++) {
    const row = Math.floor((b * count) / width);
    basis.set(centred.subarray(row * dimensions, (row + 1) * dimensions), b * dimensions);
  }
  orthonormalise(basis, width, dimensions);
  for (let round = 0; round < 4; round++) {
    const seen = times(centred, count, dimensions, basis, width);
    const next = new Float64Array(width * dimensions);
    for (let i = 0; i < count; i++) {
      for (let b = 0; b < width; b++) {
        const weight = seen[i * width + b]!;
        for (let j = 0; j < dimensions; j++) next[b * dimensions + j]! += weight * centred[i * dimensions + j]!;
      }
    }
    basis = next;
    orthonormalise(basis, width, dimensions);
  }
  return basis;
}

function times(x: Float64Array, count: number, dimensions: number, basis: Float64Array, width: number): Float64Array {
  const out = new Float64Array(count * width);
  for (let i = 0; i < count; i++) {
    for (let b = 0; b < width; b++) {
      let sum = 0;
      for (let j = 0; j < dimensions; j++) sum += x[i * dimensions + j]! * basis[b * dimensions + j]!;
      out[i * width + b] = sum;
    }
  }
  return out;
}

function gram(x: Float64Array, count: number, width: number): Float64Array {
  const out = new Float64Array(width * width);
  for (let i = 0; i < count; i++) {
    for (let a = 0; a < width; a++) {
      const value = x[i * width + a]!;
      for (let b = a; b < width; b++) out[a * width + b]! += value * x[i * width + b]!;
    }
  }
  for (let a = 0; a < width; a++) for (let b = 0; b < a; b++) out[a * width + b] = out[b * width + a]!;
  return out;
}

/** Gram-Schmidt, twice for accuracy; rows that depend on earlier ones become 0. */
function orthonormalise(basis: Float64Array, width: number, dimensions: number): void {
  for (let b = 0; b < width; b++) {
    const row = basis.subarray(b * dimensions, (b + 1) * dimensions);
    const before = Math.sqrt(row.reduce((sum, v) => sum + v * v, 0));
    for (let round = 0; round < 2; round++) {
      for (let a = 0; a < b; a++) {
        const other = basis.subarray(a * dimensions, (a + 1) * dimensions);
        let dot = 0;
        for (let j = 0; j < dimensions; j++) dot += row[j]! * other[j]!;
        for (let j = 0; j < dimensions; j++) row[j]! -= dot * other[j]!;
      }
    }
    const norm = Math.sqrt(row.reduce((sum, v) => sum + v * v, 0));
    for (let j = 0; j < dimensions; j++) row[j] = norm > 1e-10 * before ? row[j]! / norm : 0;
  }
}

function orient(direction: Float64Array): void {
  let largest = 0;
  for (const value of direction) if (Math.abs(value) > Math.abs(largest)) largest = value;
  if (largest < 0) for (let j = 0; j < direction.length; j++) direction[j] = -direction[j]!;
}
