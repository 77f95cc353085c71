import { describe, expect, it } from 'vitest';
import {
  bins,
  binsFromCounts,
  collisionProbability,
  coverage,
  distanceCorrelation,
  distancesOfFour,
  duplicates,
  kthDistances,
  mmd,
  nearest,
  NearestIndex,
  neighbours,
  oneNearestNeighbourAccuracy,
  points,
  quantile,
  reverseKl,
  slicedWasserstein,
  slicedWassersteinTo,
  squaredDistance,
  vendiScore,
  type Points,
  type Kernel,
  type Similarity,
} from '../../../src/metrics/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { array, casesOf } from './reference.ts';

describe('precision, recall, density and coverage', () => {
  type Values = Record<'precision' | 'recall' | 'density' | 'coverage', number>;
  it.each(casesOf<{ k: number }, { exact: Values; prdc_package: Values }>('prdc'))(
    'are those of the prdc package: $name',
    ({ inputs, parameters, expected }) => {
      const found = coverage(array(inputs['real']), array(inputs['fake']), parameters.k);
      for (const key of ['precision', 'recall', 'density', 'coverage'] as const) {
        expect(found[key], key).toBeCloseTo(expected.exact[key], 10);
      }
    },
  );

  it('refuses a neighbour that is not there', () => {
    const few = points(Float64Array.of(1, 2, 3), 1);
    expect(() => coverage(few, few, 3)).toThrow(RangeError);
    expect(() => neighbours(few, few, 0)).toThrow(RangeError);
  });
});

describe('nearest neighbours', () => {
  interface Expected {
    readonly mean_kth_distance_within_real: readonly number[];
    readonly first_20_kth5_within_real: readonly number[];
    readonly mean_kth_distance_fake_to_real: readonly number[];
    readonly first_20_nearest_fake_to_real: readonly number[];
    readonly one_nearest_neighbour_accuracy: { readonly all: number };
  }
  it.each(casesOf<{ k: readonly number[] }, Expected>('knn'))(
    'are as far as SciPy says: $name',
    ({ inputs, parameters, expected }) => {
      const real = array(inputs['real']);
      const fake = array(inputs['fake']);
      for (const [i, k] of parameters.k.entries()) {
        const within = kthDistances(real, k);
        const across = neighbours(fake, real, k).distances.filter((_, at) => at % k === k - 1);
        expect(meanOf(within)).toBeCloseTo(expected.mean_kth_distance_within_real[i]!, 9);
        expect(meanOf(across)).toBeCloseTo(expected.mean_kth_distance_fake_to_real[i]!, 9);
      }
      kthDistances(real, 5)
        .subarray(0, 20)
        .forEach((distance, i) => expect(distance).toBeCloseTo(expected.first_20_kth5_within_real[i]!, 9));
      nearest(fake, real)
        .distance.subarray(0, 20)
        .forEach((distance, i) => expect(distance).toBeCloseTo(expected.first_20_nearest_fake_to_real[i]!, 9));
      expect(oneNearestNeighbourAccuracy(real, fake)).toBeCloseTo(expected.one_nearest_neighbour_accuracy.all, 12);
    },
  );
});

describe('an index of nearest neighbours', () => {
  const random = createRandom(4);
  const normal = (count: number, dimensions: number, used = dimensions) => {
    const data = new Float64Array(count * dimensions);
    for (let i = 0; i < count; i++)
      for (let k = 0; k < used; k++) data[i * dimensions + k] = random.normal() / (1 + k / 4);
    return points(data, dimensions);
  };
  const even = (count: number, dimensions: number): Points =>
    points(
      Float64Array.from({ length: count * dimensions }, () => random.normal()),
      dimensions,
    );
  it.each([
    ['in the plane', normal(300, 2), normal(200, 2)],
    ['in 20 dimensions', normal(300, 20), normal(200, 20)],
    ['where few dimensions vary', normal(300, 64, 5), normal(200, 64, 5)],
    ['outside of what the data spans', normal(300, 64, 5), normal(200, 64)],
    ['of copies', normal(40, 20), normal(0, 20)],
    ['in a cloud that is the same in all directions', even(301, 64), even(203, 64)],
  ])('finds the same ones %s', (_, reference, others) => {
    const query = others.count === 0 ? reference : others;
    const index = new NearestIndex(reference);
    const all = nearest(query, reference);
    expect(index.nearest(query)).toEqual(all);
    const reach = quantile(all.distance, 0.4);
    expect([...index.within(query, reach, true)]).toEqual(Array.from(all.distance, (d) => (d < reach ? 1 : 0)));
    const above = reach * (1 + 1e-9);
    expect([...index.within(query, above)]).toEqual(Array.from(all.distance, (d) => (d <= above ? 1 : 0)));
  });

  it('takes distances of four rows at a time as it does of one', () => {
    const a = normal(6, 5);
    const b = normal(3, 5);
    const four = new Float64Array(12);
    distancesOfFour(a, 4, b, four);
    const expected = [4, 5, 5, 5].flatMap((i) => [0, 1, 2].map((j) => squaredDistance(a, i, b, j)));
    expect([...four]).toEqual(expected);
  });

  it('takes the first of several that are equally close', () => {
    const twice = points(
      Float64Array.from({ length: 8 * 16 }, (_, i) => (Math.floor(i / 16) % 4) + (i % 16)),
      16,
    );
    expect([...new NearestIndex(twice).nearest(twice).index]).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
  });
});

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('number of statistically different bins', () => {
  interface Expected {
    readonly z: readonly number[];
    readonly p_values: readonly number[];
    readonly differs: readonly boolean[];
    readonly ndb: number;
    readonly js: number;
  }
  it.each(casesOf<{ significance: number }, Expected>('ndb'))('$name', ({ inputs, parameters, expected }) => {
    const found =
      inputs['centres'] === undefined
        ? binsFromCounts(
            inputs['real_counts'] as unknown as number[],
            inputs['fake_counts'] as unknown as number[],
            parameters.significance,
          )
        : bins(array(inputs['real']), array(inputs['fake']), array(inputs['centres']), parameters.significance);
    expect(found.different).toBe(expected.ndb);
    expect(found.differs).toEqual(expected.differs);
    expect(found.jensenShannon).toBeCloseTo(expected.js, 10);
    found.z.forEach((z, i) => expect(z).toBeCloseTo(expected.z[i]!, 10));
    found.p.forEach((p, i) => expect(Math.abs(p / expected.p_values[i]! - 1)).toBeLessThan(1e-6));
  });
});

describe('maximum mean discrepancy', () => {
  interface Parameters {
    readonly kernel: 'rbf' | 'polynomial';
    readonly bandwidth?: number;
    readonly degree?: number;
    readonly gamma?: number;
    readonly coef0?: number;
  }
  it.each(casesOf<Parameters, { unbiased: number; biased: number }>('mmd'))(
    '$name',
    ({ inputs, parameters, expected }) => {
      const kernel: Kernel =
        parameters.kernel === 'rbf'
          ? { type: 'rbf', bandwidth: parameters.bandwidth! }
          : {
              type: 'polynomial',
              degree: parameters.degree!,
              gamma: parameters.gamma!,
              offset: parameters.coef0!,
            };
      const found = mmd(array(inputs['x']), array(inputs['y']), kernel);
      const scale = Math.max(1, Math.abs(expected.biased));
      expect(found.unbiased / scale).toBeCloseTo(expected.unbiased / scale, 8);
      expect(found.biased / scale).toBeCloseTo(expected.biased / scale, 8);
    },
  );
});

describe('Vendi score', () => {
  // The eigenvalues of some hundred by some hundred: a case of each kernel and each kind of data is enough.
  const cases = casesOf<{ kernel: 'cosine' | 'rbf'; bandwidth?: number }, { vendi: number }>('vendi').filter(
    ({ name }) => !name.includes('rbf2'),
  );
  it.each(cases)('$name', ({ inputs, parameters, expected }) => {
    const similarity: Similarity =
      parameters.kernel === 'cosine' ? { type: 'cosine' } : { type: 'rbf', bandwidth: parameters.bandwidth! };
    expect(vendiScore(array(inputs['x']), similarity) / expected.vendi).toBeCloseTo(1, 8);
  });
});

describe('sliced Wasserstein distances', () => {
  it.each(casesOf<unknown, { sliced_w1_all_points: number; sliced_w2_first_n_points: number }>('sliced_wasserstein'))(
    '$name',
    ({ inputs, expected }) => {
      const found = slicedWasserstein(array(inputs['x']), array(inputs['y']), array(inputs['directions']));
      expect(found.first).toBeCloseTo(expected.sliced_w1_all_points, 8);
      expect(found.second).toBeCloseTo(expected.sliced_w2_first_n_points, 8);
      const to = slicedWassersteinTo(array(inputs['y']), array(inputs['directions']));
      expect(to(array(inputs['x']))).toBeCloseTo(found.first, 12);
    },
  );

  it('are no number where a sample is none', () => {
    const real = points(Float64Array.of(1, 2, 3), 1);
    const broken = points(Float64Array.of(1, Number.NaN, 3), 1);
    const direction = points(Float64Array.of(1), 1);
    expect(slicedWasserstein(broken, real, direction)).toEqual({ first: Number.NaN, second: Number.NaN });
    expect(slicedWassersteinTo(real, direction)(broken)).toBeNaN();
  });
});

describe('duplicates', () => {
  interface Expected {
    readonly duplicate_pairs?: number;
    readonly support_estimate?: number;
    readonly share_with_duplicate?: number;
    readonly collision_probability?: number;
  }
  interface Parameters {
    readonly tolerance: number;
    readonly support: number;
    readonly batch: number;
  }
  const cases = casesOf<Parameters, Expected>('birthday');
  it.each(cases.filter(({ inputs }) => inputs['x'] !== undefined))('$name', ({ inputs, parameters, expected }) => {
    const found = duplicates(array(inputs['x']), parameters.tolerance);
    expect(found.pairs).toBe(expected.duplicate_pairs);
    expect(found.share).toBeCloseTo(expected.share_with_duplicate!, 12);
    expect(found.support).toBeCloseTo(expected.support_estimate!, 8);
  });

  it.each(cases.filter(({ inputs }) => inputs['x'] === undefined))('$name', ({ parameters, expected }) => {
    const { support, batch } = parameters;
    expect(collisionProbability(support, batch)).toBeCloseTo(expected.collision_probability!, 10);
  });
});

describe('reverse KL', () => {
  it('is 0 for the same shares, whatever the counts', () => {
    expect(reverseKl([10, 20, 30], [100, 200, 300])).toBeCloseTo(0, 12);
  });

  it('is log(8 / 5) where three of eight equal modes are missing', () => {
    const real = new Array<number>(8).fill(250);
    const generated = [100, 100, 0, 100, 0, 100, 0, 100];
    expect(reverseKl(generated, real)).toBeCloseTo(Math.log(8 / 5), 12);
  });

  it('is infinite where samples lie in the off-mode bin and real ones never do, finite with a prior', () => {
    expect(reverseKl([50, 50, 1], [50, 50, 0])).toBe(Infinity);
    // By hand: p = (50, 50, 1) / 101, q = (50.5, 50.5, .5) / 101.5.
    const expected =
      2 * (50 / 101) * Math.log(50 / 101 / (50.5 / 101.5)) + (1 / 101) * Math.log(1 / 101 / (0.5 / 101.5));
    expect(reverseKl([50, 50, 1], [50, 50, 0], 0.5)).toBeCloseTo(expected, 12);
  });

  it('is never below 0 by rounding', () => {
    const random = createRandom(3);
    for (let i = 0; i < 50; i++) {
      const counts = Array.from({ length: 5 }, () => 1 + random.integer(50));
      expect(reverseKl(counts, counts)).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('distance correlation', () => {
  const random = createRandom(6);
  const normals = (count: number, dimensions: number) => {
    const data = new Float64Array(count * dimensions);
    random.fillNormal(data);
    return points(data, dimensions);
  };

  it('is 1 for the same up to place and scale', () => {
    const x = normals(60, 3);
    expect(distanceCorrelation(x, points(x.data.map((value) => 5 - 2 * value) as Float64Array, 3))).toBeCloseTo(1, 10);
  });

  it('is 0 on average for independent rows, and within its standard deviation', () => {
    const values = Array.from({ length: 40 }, () => distanceCorrelation(normals(100, 4), normals(100, 2)));
    const mean = values.reduce((a, b) => a + b, 0) / 40;
    expect(Math.abs(mean)).toBeLessThan(0.008);
    expect(Math.max(...values.map(Math.abs))).toBeLessThan(0.08);
  });

  it('sees a dependence that has no correlation', () => {
    const x = normals(300, 1);
    expect(distanceCorrelation(x, points(x.data.map((value) => value * value) as Float64Array, 1))).toBeGreaterThan(
      0.15,
    );
  });

  it('is symmetric, 0 for a constant, and needs pairs', () => {
    const a = points(Float64Array.of(0, 1, 2, 3), 1);
    const b = points(Float64Array.of(0, 1, 2, 4), 1);
    expect(distanceCorrelation(a, b)).toBeCloseTo(distanceCorrelation(b, a), 12);
    expect(distanceCorrelation(a, points(Float64Array.of(7, 7, 7, 7), 1))).toBe(0);
    expect(() => distanceCorrelation(a, points(Float64Array.of(1, 2), 1))).toThrow(RangeError);
  });
});
