import { describe, expect, it } from 'vitest';
import {
  countOnModes,
  meanInterval,
  modeReach,
  normalQuantile,
  points,
  reverseKlOfCounts,
  shareDifferenceInterval,
  wilsonInterval,
  type Interval,
} from '../../../src/metrics/index.ts';
import { createRandom } from '../../../src/random/index.ts';

function expectClose(interval: Interval, [low, high]: Interval, digits: number): void {
  expect(interval[0]).toBeCloseTo(low, digits);
  expect(interval[1]).toBeCloseTo(high, digits);
}

describe('intervals of shares', () => {
  // statsmodels 0.15: proportion_confint(k, n, method='wilson')
  it.each([
    [9, 20, [0.25819786, 0.65791466]],
    [0, 20, [0, 0.16112516]],
    [20, 20, [0.83887484, 1]],
    [1, 3, [0.06149194, 0.7923404]],
  ] as const)("of %d of %d are Wilson's", (k, n, expected) => {
    expectClose(wilsonInterval(k, n), expected, 8);
  });

  it('without observations are everything', () => {
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
    expect(shareDifferenceInterval(0, 0, 1, 2)).toEqual([-1, 1]);
  });

  // Newcombe 1998, table II, and statsmodels 0.15: confint_proportions_2indep(..., method='newcomb')
  it.each([
    [56, 70, 48, 80, [0.05243147, 0.33387265]],
    [9, 10, 3, 10, [0.17052272, 0.80901797]],
    [20, 20, 0, 20, [0.77213462, 1]],
  ] as const)("of the difference of %d of %d and %d of %d are Newcombe's", (k, n, otherK, otherN, expected) => {
    expectClose(shareDifferenceInterval(k, n, otherK, otherN), expected, 8);
  });
});

describe('intervals of means', () => {
  // scipy 1.17: stats.bootstrap(..., np.mean, method='BCa', n_resamples=200_000)
  it.each([
    [[8, 8, 7, 8, 5, 8, 8, 6, 8, 8], [6.5, 7.9], 0.11],
    [[0.1, 2, 3.5, 0.2, 9, 1.2, 0.7, 0.3], [0.8125, 5.36], 0.15],
    [[1, 2, 3, 4, 5, 6, 7, 8], [2.875, 6.125], 0.13],
  ] as const)('of %j are those of another bootstrap', (values, [low, high], tolerance) => {
    const interval = meanInterval(values);
    expect(Math.abs(interval[0] - low)).toBeLessThan(tolerance);
    expect(Math.abs(interval[1] - high)).toBeLessThan(tolerance);
  });

  it('move and grow with the numbers, and are the same every time', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const [low, high] = meanInterval(values);
    expectClose(meanInterval(values.map((value) => 10 * value - 2)), [10 * low - 2, 10 * high - 2], 8);
    expect(meanInterval(values)).toEqual([low, high]);
  });

  it('hold the true mean in about 95 % of cases', () => {
    const random = createRandom(7);
    let held = 0;
    for (let i = 0; i < 50; i++) {
      const [low, high] = meanInterval(Array.from({ length: 20 }, () => random.normal()));
      if (low <= 0 && 0 <= high) held++;
    }
    expect(held).toBeGreaterThanOrEqual(43);
    expect(held).toBeLessThan(50);
  });

  it('of equal numbers, or of one, are not known', () => {
    expect(meanInterval([8, 8, 8])).toEqual([Number.NaN, Number.NaN]);
    expect(meanInterval([1])).toEqual([Number.NaN, Number.NaN]);
  });

  it('rest on quantiles as in tables', () => {
    expect(normalQuantile(0.5)).toBeCloseTo(0, 6);
    expect(normalQuantile(0.025)).toBeCloseTo(-1.959964, 5);
    expect(normalQuantile(0.9999)).toBeCloseTo(3.719016, 4);
  });
});

describe('counting on known modes', () => {
  const modes = [
    { mean: [0, 0], std: 0.1 },
    { mean: [10, 0], std: 1 },
  ];

  it('takes three standard deviations, each mode by its own', () => {
    const samples = points(Float64Array.of(0, 0.29, 0, 0.31, 10, 2.9, 10, 3.1, Number.NaN, 0), 2);
    expect(countOnModes(samples, modes)).toEqual({ on: [1, 1], off: 3 });
  });

  it('finds 98.9 % of a Gaussian in the plane on it, and about as many in ten dimensions', () => {
    const random = createRandom(1);
    const share = (dimensions: number): number => {
      const data = new Float64Array(20_000 * dimensions);
      random.fillNormal(data);
      const mode = { mean: new Array<number>(dimensions).fill(0), std: 1 };
      return countOnModes(points(data, dimensions), [mode]).on[0]! / 20_000;
    };
    // 1 - exp(-9 / 2)
    expect(share(2)).toBeCloseTo(0.98889, 2);
    expect(modeReach(1)).toBe(3);
    expect(share(10)).toBeGreaterThan(0.98);
  });

  it('makes a reverse KL in which samples on no mode are a bin of their own', () => {
    const real = { on: [500_000, 500_000], off: 0 };
    expect(reverseKlOfCounts({ on: [50, 50], off: 0 }, real)).toBeCloseTo(0, 5);
    expect(reverseKlOfCounts({ on: [100, 0], off: 0 }, real)).toBeCloseTo(Math.log(2), 5);
    const withOff = { on: [450_000, 450_000], off: 100_000 };
    expect(reverseKlOfCounts({ on: [0, 0], off: 100 }, withOff)).toBeCloseTo(Math.log(10), 4);
  });
});
