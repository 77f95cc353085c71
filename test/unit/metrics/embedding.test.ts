import { describe, expect, it } from 'vitest';
import {
  pca,
  points,
  project,
  projectWithResidual,
  rows,
  squaredDistance,
  Tsne,
  trustworthiness,
  type Points,
} from '../../../src/metrics/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { array, casesOf } from './reference.ts';

interface Expected {
  readonly trustworthiness_12: number;
  readonly trustworthiness_5: number;
  readonly kl: number;
}
const cases = casesOf<{ perplexity: number }, Expected>('tsne');
const kept = cases.filter(({ name }) => !name.includes('seed1') && !name.includes('seed2'));

describe('trustworthiness', () => {
  it.each(kept)('is scikit-learn’s: $name', ({ inputs, expected }) => {
    const x = array(inputs['x']);
    const embedding = array(inputs['embedding']);
    // Digits are whole numbers, with ties of distances that its sort puts into another order: a few ranks.
    expect(trustworthiness(x, embedding, 12)).toBeCloseTo(expected.trustworthiness_12, 5);
    expect(trustworthiness(x, embedding, 5)).toBeCloseTo(expected.trustworthiness_5, 5);
  });

  it('is 1 for the data itself and needs enough points', () => {
    const x = array('same2d_real');
    expect(trustworthiness(x, x, 5)).toBe(1);
    expect(() => trustworthiness(x, x, 100)).toThrow(RangeError);
  });
});

describe('t-SNE', () => {
  const worst = (of: (expected: Expected) => number, pick: (...values: number[]) => number): number =>
    pick(...cases.filter(({ parameters }) => parameters.perplexity === 30).map(({ expected }) => of(expected)));

  it('embeds digits as well as scikit-learn, and starts again from where it was', () => {
    const x = array('digits500');
    const tsne = new Tsne(x, createRandom(1));
    tsne.step(1000);
    expect(trustworthiness(x, tsne.layout, 12)).toBeGreaterThan(worst((e) => e.trustworthiness_12, Math.min) - 0.002);
    expect(tsne.divergence).toBeLessThan(worst((e) => e.kl, Math.max));

    const before = tsne.layout;
    const again = new Tsne(x, createRandom(2), { start: before });
    again.step(50);
    expect(meanMove(before, again.layout) / extent(before)).toBeLessThan(0.05);
  });

  it('gives the same layout for the same seed, whatever the pieces', () => {
    const x = rows(
      array('digits500'),
      Int32Array.from({ length: 80 }, (_, i) => i),
    );
    const whole = new Tsne(x, createRandom(3), { perplexity: 10 });
    const pieces = new Tsne(x, createRandom(3), { perplexity: 10 });
    whole.step(30);
    for (let i = 0; i < 10; i++) pieces.step(3);
    expect(pieces.layout.data).toEqual(whole.layout.data);
    expect(pieces.iteration).toBe(30);
  });

  it('puts points without a place beside their likes', () => {
    const data = new Float64Array(40).map((_, i) => (i < 20 ? 0 : 100) + Math.sin(7 * i));
    const start = new Float64Array(40).map((_, i) => (i < 20 ? -10 : 10));
    start[38] = start[39] = Number.NaN;
    const tsne = new Tsne(points(data, 2), createRandom(1), { perplexity: 3, start: points(start, 2) });
    expect(tsne.layout.data[38]).toBeCloseTo(10, 3);
    expect(() => new Tsne(points(data, 2), createRandom(1), { start: points(start.slice(2), 2) })).toThrow(RangeError);
  });

  it('is finite for points that are all the same', () => {
    const tsne = new Tsne(points(new Float64Array(30), 3), createRandom(1));
    tsne.step(20);
    expect(tsne.layout.data.every(Number.isFinite)).toBe(true);
  });
});

function meanMove(a: Points, b: Points): number {
  let sum = 0;
  for (let i = 0; i < a.count; i++) sum += Math.sqrt(squaredDistance(a, i, b, i)) / a.count;
  return sum;
}

function extent(x: Points): number {
  return Math.max(...x.data) - Math.min(...x.data);
}

describe('principal components', () => {
  it('find the axes that the data was stretched along', () => {
    const random = createRandom(1);
    const data = new Float64Array(3 * 4000);
    for (let i = 0; i < 4000; i++) {
      const [a, b] = [3 * random.normal(), random.normal()];
      data.set([0.6 * a - 0.8 * b + 5, 0.8 * a + 0.6 * b, 0.1 * random.normal()], 3 * i);
    }
    const found = pca(points(data, 3), 2);
    expect(found.directions[0]).toBeCloseTo(0.6, 1);
    expect(found.directions[1]).toBeCloseTo(0.8, 1);
    expect(found.variances[0]! / 9).toBeCloseTo(1, 1);
    expect(found.mean[0]).toBeCloseTo(5, 0);
    expect(found.totalVariance).toBeCloseTo(10.01, -1);
  });

  it('are the same by subspace iteration as from the whole covariance', () => {
    const x = array('digits500');
    const exact = pca(x, 4);
    const iterated = pca(x, 4, 0);
    for (let c = 0; c < 4; c++) {
      expect(iterated.variances[c]! / exact.variances[c]!).toBeCloseTo(1, 3);
      let dot = 0;
      for (let k = 0; k < 64; k++) dot += exact.directions[c * 64 + k]! * iterated.directions[c * 64 + k]!;
      expect(dot).toBeGreaterThan(0.99);
    }
  });

  it('keep all distances with as many components as dimensions, and name what lies outside', () => {
    const x = array('same2d_real');
    const all = project(x, pca(x, 2));
    expect(squaredDistance(all, 3, all, 17)).toBeCloseTo(squaredDistance(x, 3, x, 17), 10);
    const flat = points(Float64Array.of(0, 0, 1, 0, 2, 0, 3, 0), 2);
    const residual = projectWithResidual(points(Float64Array.of(1, 5), 2), pca(flat, 1));
    expect(residual.data[1]).toBeCloseTo(5, 10);
  });
});
