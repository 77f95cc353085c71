import { describe, expect, it } from 'vitest';
import {
  blockMedians,
  correlation,
  effectiveCount,
  lagOneAutocorrelation,
  mannKendall,
  median,
  quantile,
  rankCorrelation,
  robustSpread,
  theilSenSlope,
} from '../../../src/metrics/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { array, casesOf } from './reference.ts';

interface Expected {
  readonly pearson_r: number;
  readonly kendall_tau_b: number;
  readonly spearman_rho: number;
  readonly theil_sen_slope: number;
  readonly mann_kendall_s: number;
  readonly mann_kendall_variance: number;
  readonly mann_kendall_z: number;
  readonly mann_kendall_p: number;
}

describe('trends', () => {
  it.each(casesOf<unknown, Expected>('trends'))('are those of SciPy: $name', ({ inputs, expected }) => {
    const y = array(inputs['y']).data;
    const time = Float64Array.from(y.keys());
    expect(correlation(time, y)).toBeCloseTo(expected.pearson_r, 10);
    expect(rankCorrelation(time, y)).toBeCloseTo(expected.spearman_rho, 10);
    expect(theilSenSlope(y)).toBeCloseTo(expected.theil_sen_slope, 10);
    const found = mannKendall(y);
    expect(found.tau).toBeCloseTo(expected.kendall_tau_b, 10);
    expect(found.s).toBe(expected.mann_kendall_s);
    expect(found.variance).toBeCloseTo(expected.mann_kendall_variance, 8);
    expect(found.z).toBeCloseTo(expected.mann_kendall_z, 10);
    expect(Math.abs(found.p / expected.mann_kendall_p - 1)).toBeLessThan(1e-6);
  });

  it('has none where nothing varies', () => {
    const flat = [2, 2, 2, 2];
    expect(mannKendall(flat)).toMatchObject({ s: 0, z: 0, p: 1, tau: 0 });
    expect(correlation(flat, [1, 2, 3, 4])).toBe(0);
  });

  it('is not moved by a step of one outlier', () => {
    expect(theilSenSlope([0, 1, 2, 100, 4, 5, 6])).toBe(1);
  });
});

describe('autocorrelation', () => {
  it('of a first-order process leaves (1 - r) / (1 + r) of the points', () => {
    const random = createRandom(7);
    const y = [0];
    for (let i = 1; i < 20_000; i++) y.push(0.6 * y[i - 1]! + random.normal());
    const lagOne = lagOneAutocorrelation(y);
    expect(lagOne).toBeCloseTo(0.6, 1);
    expect(effectiveCount(1000, 0.6)).toBeCloseTo(250, 10);
    expect(effectiveCount(10, -0.5)).toBe(10);
    expect(effectiveCount(10, 1)).toBe(1);
  });
});

describe('medians and spreads', () => {
  it('are NumPy’s quantiles', () => {
    // numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], [0, .1, .25, .5, .95, 1])
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const expected = [1, 1, 1.75, 3.5, 7.95, 9];
    expect([0, 0.1, 0.25, 0.5, 0.95, 1].map((q) => quantile(values, q))).toEqual(
      expected.map((value) => expect.closeTo(value, 12) as number),
    );
    expect(median([])).toBeNaN();
  });

  it('take blocks in order', () => {
    expect([...blockMedians([1, 2, 3, 10, 20, 30, 7], 2)]).toEqual([2, 15]);
    expect([...blockMedians([1, 2], 5)]).toEqual([1, 2]);
  });

  it('estimate a standard deviation that outliers do not move', () => {
    const random = createRandom(1);
    const values = Array.from({ length: 5000 }, (_, i) => (i % 50 === 0 ? 1e6 : 3 * random.normal()));
    expect(robustSpread(values)).toBeGreaterThan(2.8);
    expect(robustSpread(values)).toBeLessThan(3.3);
  });
});
