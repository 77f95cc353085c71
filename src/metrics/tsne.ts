/**
 * t-SNE (van der Maaten and Hinton 2008), exact: every pair is looked at, which at a thousand points takes a few
 * milliseconds an iteration. Its caller starts, steps and looks, so that it can be paused or ended at any time, and may
 * give a layout to start from: the next snapshot then stays where the last one was.
 */
import type { Random } from '../random/index.ts';
import { pca, project } from './pca.ts';
import { squaredDistance, type Points } from './points.ts';

export interface TsneOptions {
  /** Effective number of neighbours; at most a third of the points. Default 30. */
  readonly perplexity?: number;
  /**
   * Layout to start from, [count, 2]; rows of NaN are put beside their closest placed neighbour. Without one: the
   * first two principal components, small.
   */
  readonly start?: Points;
  /**
   * How strongly points are held where they start (lambda of dynamic t-SNE; Rauber, Falcao and Telea 2016): the
   * divergence alone hardly says where a cluster is, and layouts would drift. Default 0.
   */
  readonly hold?: number;
  /** Iterations with exaggerated attraction, which draws clusters together. Default 100, none from a given layout. */
  readonly exaggerated?: number;
}

const exaggeration = 12;
const minimalGain = 0.01;

export class Tsne {
  readonly #count: number;
  /** Joint probabilities of all pairs with j < i, row by row: they are symmetric. */
  readonly #p: Float32Array;
  readonly #y: Float64Array;
  readonly #velocity: Float64Array;
  readonly #gains: Float64Array;
  readonly #gradient: Float64Array;
  readonly #repulsion: Float64Array;
  readonly #rate: number;
  readonly #origin: Float64Array;
  /** For each point. */
  readonly #hold: number;
  readonly #exaggerated: number;
  #iteration = 0;
  #divergence = Number.NaN;

  /** @param random breaks ties between points in the same place */
  constructor(x: Points, random: Random, options: TsneOptions = {}) {
    const { count } = x;
    if (count < 4) throw new RangeError(`${count} points are too few for an embedding`);
    this.#count = count;
    this.#p = jointProbabilities(x, Math.min(options.perplexity ?? 30, (count - 1) / 3));
    this.#y = startOf(x, this.#p, random, options.start);
    this.#origin = this.#y.slice();
    this.#hold = (options.hold ?? 0) / count;
    this.#velocity = new Float64Array(2 * count);
    this.#gains = new Float64Array(2 * count).fill(1);
    this.#gradient = new Float64Array(2 * count);
    this.#repulsion = new Float64Array(2 * count);
    this.#exaggerated = options.exaggerated ?? (options.start === undefined ? 100 : 0);
    // In proportion to the number of points (Belkina et al. 2019), and no less than the original's.
    this.#rate = Math.max(200, count / exaggeration);
  }

  get iteration(): number {
    return this.#iteration;
  }

  /** Kullback-Leibler divergence of the layout before the last step; NaN before the first. */
  get divergence(): number {
    return this.#divergence;
  }

  /** The layout as it is, [count, 2], as a copy. */
  get layout(): Points {
    return { data: this.#y.slice(), count: this.#count, dimensions: 2 };
  }

  /** Goes on by so many iterations. */
  step(iterations = 1): void {
    for (let i = 0; i < iterations; i++) this.#once();
  }

  #once(): void {
    const early = this.#iteration < this.#exaggerated;
    this.#slope(early ? exaggeration : 1);
    const momentum = early ? 0.5 : 0.8;
    const { length } = this.#y;
    for (let i = 0; i < length; i++) {
      const slope = this.#gradient[i]!;
      // Jacobs 1988: quicker while the direction holds, slower when it turns.
      const gain = slope * this.#velocity[i]! < 0 ? this.#gains[i]! + 0.2 : this.#gains[i]! * 0.8;
      this.#gains[i] = Math.max(minimalGain, gain);
      this.#velocity[i] = momentum * this.#velocity[i]! - this.#rate * this.#gains[i]! * slope;
      this.#y[i]! += this.#velocity[i]!;
    }
    this.#iteration++;
  }

  /**
   * Gradient of the divergence (van der Maaten and Hinton 2008, equation 5), as what attracts and what repels: the sum
   * of all kernels, which only the latter is divided by, is then known after one look at each pair.
   */
  #slope(factor: number): void {
    const n = this.#count;
    const [y, p, g, r] = [this.#y, this.#p, this.#gradient, this.#repulsion];
    let total = 0;
    g.fill(0);
    r.fill(0);
    for (let i = 1, pair = 0; i < n; i++) {
      const a = y[2 * i]!;
      const b = y[2 * i + 1]!;
      let pullA = 0;
      let pullB = 0;
      let pushA = 0;
      let pushB = 0;
      for (let j = 0; j < i; j++, pair++) {
        const u = a - y[2 * j]!;
        const v = b - y[2 * j + 1]!;
        const kernel = 1 / (1 + u * u + v * v);
        total += 2 * kernel;
        const pull = p[pair]! * kernel;
        const push = kernel * kernel;
        pullA += pull * u;
        pullB += pull * v;
        pushA += push * u;
        pushB += push * v;
        g[2 * j]! -= pull * u;
        g[2 * j + 1]! -= pull * v;
        r[2 * j]! -= push * u;
        r[2 * j + 1]! -= push * v;
      }
      g[2 * i]! += pullA;
      g[2 * i + 1]! += pullB;
      r[2 * i]! += pushA;
      r[2 * i + 1]! += pushB;
    }
    for (let i = 0; i < g.length; i++) {
      g[i] = 4 * (factor * g[i]! - r[i]! / total) + this.#hold * (y[i]! - this.#origin[i]!);
    }
    // Its logarithms cost more than the rest, so it is taken now and then.
    if (this.#iteration % 50 === 0) this.#divergence = divergenceOf(p, y, total);
  }
}

function divergenceOf(p: Float32Array, y: Float64Array, total: number): number {
  let sum = 0;
  for (let i = 1, pair = 0; 2 * i < y.length; i++) {
    for (let j = 0; j < i; j++, pair++) {
      const joint = p[pair]!;
      if (joint === 0) continue;
      const u = y[2 * i]! - y[2 * j]!;
      const v = y[2 * i + 1]! - y[2 * j + 1]!;
      sum += 2 * joint * Math.log(joint * total * (1 + u * u + v * v));
    }
  }
  return sum;
}

/** Gaussian similarities whose widths give each point the perplexity, made symmetric. */
function jointProbabilities(x: Points, perplexity: number): Float32Array {
  const n = x.count;
  const distances = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) distances[i * n + j] = distances[j * n + i] = squaredDistance(x, i, x, j);
  }
  const target = Math.log(perplexity);
  const conditional = new Float64Array(n * n);
  let precision = 1;
  for (let i = 0; i < n; i++) {
    precision = widen(distances.subarray(i * n, (i + 1) * n), i, target, conditional, precision);
  }
  const joint = new Float32Array((n * (n - 1)) / 2);
  for (let i = 1, pair = 0; i < n; i++) {
    for (let j = 0; j < i; j++, pair++) joint[pair] = (conditional[i * n + j]! + conditional[j * n + i]!) / (2 * n);
  }
  return joint;
}

/** Where the joint probability of two different points stands. */
function pairOf(i: number, j: number): number {
  return i > j ? (i * (i - 1)) / 2 + j : (j * (j - 1)) / 2 + i;
}

/**
 * Row `i` of the conditional probabilities: Newton's method on the precision until the entropy is the target's, and
 * bisection where that would leave the range in which it must lie.
 * @param precision to begin with: that of another point is a good guess
 * @returns the precision found
 */
function widen(row: Float64Array, i: number, target: number, out: Float64Array, precision: number): number {
  const n = row.length;
  let closest = Infinity;
  for (let j = 0; j < n; j++) if (j !== i) closest = Math.min(closest, row[j]!);
  let low = 0;
  let high = Infinity;
  for (let round = 0; round < 60; round++) {
    let sum = 0;
    let weighted = 0;
    let squared = 0;
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      const distance = row[j]! - closest; // the same shares, and no underflow of all of them
      const weight = Math.exp(-distance * precision);
      out[i * n + j] = weight;
      sum += weight;
      weighted += weight * distance;
      squared += weight * distance * distance;
    }
    const mean = weighted / sum;
    const excess = Math.log(sum) + precision * mean - target;
    for (let j = 0; j < n; j++) out[i * n + j]! /= sum;
    out[i * n + i] = 0;
    if (Math.abs(excess) < 1e-5) return precision;
    if (excess > 0) low = precision;
    else high = precision;
    // The entropy falls with the precision, by the precision times the variance of the distances.
    const next = precision + excess / (precision * (squared / sum - mean * mean));
    precision = next > low && next < high ? next : high === Infinity ? precision * 2 : (low + high) / 2;
  }
  return precision;
}

function startOf(x: Points, p: Float32Array, random: Random, given: Points | undefined): Float64Array {
  const n = x.count;
  const y = new Float64Array(2 * n);
  if (given !== undefined) {
    if (given.count !== n || given.dimensions !== 2) {
      throw new RangeError(`a layout of ${n} points in the plane is needed, not of ${given.count}`);
    }
    y.set(given.data);
    settle(y, p, n);
  } else {
    const plane = project(x, pca(x, 2));
    let scale = 0;
    for (let i = 0; i < n; i++) scale += plane.data[i * plane.dimensions]! ** 2 / n;
    const factor = scale === 0 ? 0 : 1e-4 / Math.sqrt(scale);
    for (let i = 0; i < n; i++) {
      for (let c = 0; c < plane.dimensions; c++) y[2 * i + c] = factor * plane.data[i * plane.dimensions + c]!;
    }
  }
  for (let i = 0; i < y.length; i++) y[i]! += 1e-6 * random.normal();
  return y;
}

/** Points without a place are put where the one most like them is. */
function settle(y: Float64Array, p: Float32Array, n: number): void {
  const placed = Uint8Array.from({ length: n }, (_, i) => (Number.isFinite(y[2 * i]! + y[2 * i + 1]!) ? 1 : 0));
  for (let i = 0; i < n; i++) {
    if (placed[i] === 1) continue;
    let best = -1;
    for (let j = 0; j < n; j++) {
      if (placed[j] === 1 && (best === -1 || p[pairOf(i, j)]! > p[pairOf(i, best)]!)) best = j;
    }
    y[2 * i] = best === -1 ? 0 : y[2 * best]!;
    y[2 * i + 1] = best === -1 ? 0 : y[2 * best + 1]!;
  }
}
