import { describe, expect, it } from 'vitest';
import {
  binomialLowerTail,
  incompleteBeta,
  incompleteBetaInverse,
  logGamma,
  normalUpperTail,
  ratioUpperBound,
  shareLowerBound,
  shareUpperBound,
} from '../../../src/metrics/index.ts';

describe('special functions', () => {
  it('log gamma is log((n - 1)!) and known at one half', () => {
    expect(logGamma(11)).toBeCloseTo(Math.log(3628800), 11);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
  });

  it('the incomplete beta function has its closed forms, and an inverse', () => {
    expect(incompleteBeta(0.3, 1, 1)).toBeCloseTo(0.3, 12);
    expect(incompleteBeta(0.3, 3, 1)).toBeCloseTo(0.027, 12);
    expect(incompleteBeta(0.3, 1, 4)).toBeCloseTo(1 - 0.7 ** 4, 12);
    for (const p of [0.001, 0.2, 0.99]) {
      expect(incompleteBeta(incompleteBetaInverse(p, 2.5, 40), 2.5, 40)).toBeCloseTo(p, 10);
    }
  });

  it('the normal tail is that of tables', () => {
    expect(normalUpperTail(0)).toBeCloseTo(0.5, 7);
    expect(normalUpperTail(1.959963985) / 0.025).toBeCloseTo(1, 6);
    expect(normalUpperTail(-3) / 0.998650102).toBeCloseTo(1, 6);
    expect(normalUpperTail(6) / 9.865876e-10).toBeCloseTo(1, 5);
  });
});

describe('exact bounds', () => {
  it('the binomial tail is a sum', () => {
    // (0.7^5 + 5 * 0.3 * 0.7^4)
    expect(binomialLowerTail(1, 5, 0.3)).toBeCloseTo(0.52822, 12);
    expect(binomialLowerTail(-1, 5, 0.3)).toBe(0);
    expect(binomialLowerTail(5, 5, 0.3)).toBe(1);
  });

  it('are those of Clopper and Pearson', () => {
    // scipy.stats.binomtest(k=3, n=20).proportion_ci(.95, 'exact'): each side holds .025.
    expect(shareLowerBound(3, 20, 0.025)).toBeCloseTo(0.03207094, 7);
    expect(shareUpperBound(3, 20, 0.025)).toBeCloseTo(0.37892683, 7);
    // None of 60: 1 - .05^(1/60), "the rule of three".
    expect(shareUpperBound(0, 60, 0.05)).toBeCloseTo(0.0487, 4);
    expect(shareUpperBound(0, 0, 0.05)).toBe(1);
    expect(shareLowerBound(0, 10, 0.05)).toBe(0);
  });

  it('a ratio of rates is bounded by conditioning on the sum', () => {
    // With as many observations on both sides the odds of the share's bound are the ratio's bound.
    const share = shareUpperBound(2, 22, 0.01);
    expect(ratioUpperBound(2, 500, 20, 500, 0.01)).toBeCloseTo(share / (1 - share), 12);
    expect(ratioUpperBound(2, 1000, 20, 500, 0.01)).toBeCloseTo(share / (1 - share) / 2, 12);
    expect(ratioUpperBound(0, 500, 0, 500, 0.01)).toBe(Infinity);
  });
});
