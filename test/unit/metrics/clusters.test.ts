import { describe, expect, it } from 'vitest';
import {
  adjustedRand,
  communities,
  densityClusters,
  kMeans,
  kMeansBySilhouette,
  points,
  silhouette,
  type Points,
} from '../../../src/metrics/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { array, casesOf } from './reference.ts';

interface Expected {
  readonly silhouette_true?: number;
  readonly silhouette_found?: number;
  readonly silhouette_each?: readonly number[];
  readonly adjusted_rand?: number;
}

/** `modes` clusters on a ring of radius 2, and which each point is of. */
function ring(modes: number, each: number, deviation: number, seed = 1): { x: Points; labels: Int32Array } {
  const random = createRandom(seed);
  const data = new Float64Array(modes * each * 2);
  const labels = new Int32Array(modes * each);
  for (let i = 0; i < labels.length; i++) {
    const mode = (labels[i] = i % modes);
    data[2 * i] = 2 * Math.cos((2 * Math.PI * mode) / modes) + deviation * random.normal();
    data[2 * i + 1] = 2 * Math.sin((2 * Math.PI * mode) / modes) + deviation * random.normal();
  }
  return { x: points(data, 2), labels };
}

const densityOptions = { k: 10, prominence: 1.5, smallest: 8 };

describe('silhouette and adjusted Rand index', () => {
  const cases = casesOf<unknown, Expected>('clusters');
  it.each(cases.filter(({ inputs }) => inputs['x'] !== undefined))('$name', ({ inputs, expected }) => {
    const x = array(inputs['x']);
    const labels = array(inputs['labels']).data;
    const found = silhouette(x, labels);
    expect(found.mean).toBeCloseTo(expected.silhouette_true!, 9);
    expected.silhouette_each?.forEach((value, i) => expect(found.each[i]).toBeCloseTo(value, 9));
    if (inputs['found'] === undefined) return;
    const other = array(inputs['found']).data;
    expect(silhouette(x, other).mean).toBeCloseTo(expected.silhouette_found!, 9);
    expect(adjustedRand(labels, other)).toBeCloseTo(expected.adjusted_rand!, 9);
  });

  it.each(cases.filter(({ inputs }) => inputs['a'] !== undefined))('$name', ({ inputs, expected }) => {
    const { a, b } = inputs as unknown as { a: number[]; b: number[] };
    expect(adjustedRand(a, b)).toBeCloseTo(expected.adjusted_rand!, 12);
  });
});

describe('k-means', () => {
  it('finds separate clusters', () => {
    const { x, labels } = ring(8, 40, 0.05);
    const found = kMeans(x, 8, createRandom(2), { restarts: 5 });
    expect(adjustedRand(found.labels, labels)).toBe(1);
    expect(found.inertia).toBeGreaterThan(0);
  });

  it('is as good as scikit-learn’s on digits', () => {
    const expected = casesOf<unknown, Expected>('clusters').find(({ name }) => name === 'digits500_kmeans')!;
    const x = array(expected.inputs['x']);
    const sklearn = inertiaOf(x, array(expected.inputs['found']).data);
    expect(kMeans(x, 10, createRandom(1), { restarts: 5 }).inertia).toBeLessThan(1.02 * sklearn);
  });

  it('lets the data choose the number of clusters', () => {
    const { x, labels } = ring(6, 30, 0.05);
    const found = kMeansBySilhouette(x, [2, 3, 4, 5, 6, 7, 8, 9], createRandom(1));
    expect(found.clusters).toBe(6);
    expect(adjustedRand(found.labels, labels)).toBe(1);
  });

  it('refuses more clusters than points', () => {
    expect(() => kMeans(points(Float64Array.of(1, 2), 1), 3, createRandom(1))).toThrow(RangeError);
    expect(() => kMeansBySilhouette(points(Float64Array.of(1, 2), 1), [2], createRandom(1))).toThrow(RangeError);
  });
});

function inertiaOf(x: Points, labels: ArrayLike<number>): number {
  let sum = 0;
  for (let label = 0; label < 10; label++) {
    const rows = Array.from({ length: x.count }, (_, i) => i).filter((i) => labels[i] === label);
    for (let k = 0; k < x.dimensions; k++) {
      const values = rows.map((i) => x.data[i * x.dimensions + k]!);
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      sum += values.reduce((total, value) => total + (value - mean) ** 2, 0);
    }
  }
  return sum;
}

describe('density clusters', () => {
  it.each([3, 8, 25])('finds %i modes on a ring without being told how many', (modes) => {
    const { x, labels } = ring(modes, 40, 0.02);
    const found = densityClusters(x, densityOptions);
    expect(found.clusters).toBe(modes);
    expect(adjustedRand(found.labels, labels)).toBe(1);
  });

  it('finds a rare mode', () => {
    const { x } = ring(4, 200, 0.05);
    const few = Float64Array.from({ length: 24 }, (_, i) => 6 + 0.05 * Math.sin(i * i));
    const found = densityClusters(points(Float64Array.of(...x.data, ...few), 2), densityOptions);
    expect(found.clusters).toBe(5);
    expect(found.labels.slice(-12)).toEqual(new Int32Array(12).fill(4));
  });

  it('sees one cluster in a curve and in a cloud', () => {
    const random = createRandom(4);
    const curve = Float64Array.from({ length: 1200 }, () => 0);
    const cloud = curve.map(() => random.normal());
    for (let i = 0; i < 600; i++) {
      const t = 3 * Math.PI * Math.sqrt(random.uniform());
      curve[2 * i] = t * Math.cos(t) + 0.1 * random.normal();
      curve[2 * i + 1] = t * Math.sin(t) + 0.1 * random.normal();
    }
    expect(densityClusters(points(cloud, 2), densityOptions).clusters).toBe(1);
    expect(densityClusters(points(curve, 2), densityOptions).clusters).toBe(1);
  });

  it('estimates the dimension that the data has', () => {
    const random = createRandom(5);
    const data = new Float64Array(800 * 6);
    for (let i = 0; i < 800; i++) {
      const [u, v] = [random.normal(), random.normal()];
      for (let k = 0; k < 6; k++) data[6 * i + k] = (k + 1) * u + (k * k - 3) * v;
    }
    const { intrinsicDimension } = densityClusters(points(data, 6), densityOptions);
    expect(intrinsicDimension).toBeGreaterThan(1.6);
    expect(intrinsicDimension).toBeLessThan(2.4);
  });

  it('survives points in the same place', () => {
    const found = densityClusters(points(new Float64Array(80), 2), densityOptions);
    expect(found.clusters).toBe(1);
    expect(found.labels).toEqual(new Int32Array(40));
  });
});

describe('communities of neighbours', () => {
  it('find separate clusters, as many as there are', () => {
    const { x, labels } = ring(8, 40, 0.02);
    const found = communities(x, { k: 20 });
    expect(found.clusters).toBe(8);
    expect(adjustedRand(found.labels, labels)).toBe(1);
  });

  it('are closer to the classes of digits than k-means is', () => {
    const { inputs, expected } = casesOf<unknown, Expected>('clusters').find(
      ({ name }) => name === 'digits500_kmeans',
    )!;
    const { labels, clusters } = communities(array(inputs['x']), { k: 15 });
    expect(adjustedRand(labels, array(inputs['labels']).data)).toBeGreaterThan(expected.adjusted_rand! + 0.1);
    expect(clusters).toBeGreaterThanOrEqual(8);
    expect(clusters).toBeLessThanOrEqual(14);
  });

  it('are numbered by size and smaller at a higher resolution', () => {
    const x = array('digits500');
    const found = communities(x, { k: 15, resolution: 3 });
    expect(found.clusters).toBeGreaterThan(communities(x, { k: 15 }).clusters);
    const sizes = Array.from({ length: found.clusters }, (_, c) => found.labels.filter((label) => label === c).length);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });
});
