import { describe, expect, test } from 'vitest';
import { mostPoints, Series } from '../../../webview/data/series.ts';

function pointsOf(series: Series): [number, number][] {
  return Array.from({ length: series.length }, (_, i) => [series.step(i), series.raw.at(i)]);
}

function made(steps: readonly number[], values: readonly number[]): Series {
  const series = new Series();
  series.append(steps, values);
  return series;
}

describe('append', () => {
  test('keeps every point, however many', () => {
    const series = new Series();
    for (let k = 0; k < 1000; k++) series.append([2 * k, 2 * k + 1], [k, -k]);
    expect(series.length).toBe(2000);
    expect([series.step(1999), series.raw.at(1999), series.lastStep]).toEqual([1999, -999, 1999]);
  });

  test('steps that go back replace what was there: a run resumed from a checkpoint', () => {
    const series = made([0, 10, 20, 30], [1, 2, 3, 4]);
    series.append([20, 30, 40], [5, 6, 7]);
    expect(pointsOf(series)).toEqual([
      [0, 1],
      [10, 2],
      [20, 5],
      [30, 6],
      [40, 7],
    ]);
  });

  test('steps between known ones take the place of all that came later', () => {
    const series = made([0, 10, 20], [1, 2, 3]);
    series.append([15], [9]);
    expect(pointsOf(series)).toEqual([
      [0, 1],
      [10, 2],
      [15, 9],
    ]);
  });

  test('the same step again: the last value counts', () => {
    expect(pointsOf(made([5, 5, 5], [1, 2, 3]))).toEqual([[5, 3]]);
  });

  test('a log read anew from its begin replaces all', () => {
    const series = made([0, 10, 20], [1, 2, 3]);
    series.append([0], [8]);
    expect(pointsOf(series)).toEqual([[0, 8]]);
  });
});

test('steps are found', () => {
  const series = made([0, 10, 20, 30], [0, 0, 0, 0]);
  expect([-5, 0, 5, 20, 31].map((step) => series.firstFrom(step))).toEqual([0, 0, 1, 2, 4]);
  expect([-5, 0, 5, 20, 31].map((step) => series.lastUpTo(step))).toEqual([-1, 0, 0, 2, 3]);
  expect([10, 15, 30, 31].map((step) => series.firstFromAfter(step, 1))).toEqual([1, 2, 3, 4]);
});

describe('smoothed', () => {
  /** TensorBoard's own formula, written out: sum of w^k (1 - w) x over sum of w^k (1 - w). */
  const closed = (values: readonly number[], w: number): number[] =>
    values.map((_, n) => {
      const weights = values.slice(0, n + 1).map((__, i) => w ** (n - i));
      const total = weights.reduce((a, b) => a + b, 0);
      return weights.reduce((sum, weight, i) => sum + weight * values[i]!, 0) / total;
    });

  test('is the moving average with the bias of its start taken out', () => {
    const values = [4, -2, 7, 7, 0.5, 3];
    const track = made([0, 1, 2, 3, 4, 5], values).smoothed(0.8);
    closed(values, 0.8).forEach((value, i) => expect(track.at(i)).toBeCloseTo(value, 5));
  });

  test('is the same whether points come at once or one by one', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const steps = values.map((_, i) => i);
    const series = new Series();
    for (const step of steps) {
      series.append([step], [values[step]!]);
      series.smoothed(0.9);
    }
    const [one, other] = [series.smoothed(0.9), made(steps, values).smoothed(0.9)];
    expect(steps.map((i) => one.at(i))).toEqual(steps.map((i) => other.at(i)));
  });

  test('is computed anew when points were replaced', () => {
    const series = made([0, 1, 2], [1, 1, 100]);
    expect(series.smoothed(0.5).at(2)).toBeGreaterThan(50);
    series.append([2], [1]);
    expect(series.smoothed(0.5).at(2)).toBeCloseTo(1, 6);
  });

  test('passes over what is not a number', () => {
    const track = made([0, 1, 2], [2, Number.NaN, 2]).smoothed(0.5);
    expect([track.at(0), track.at(1), track.at(2)]).toEqual([2, Number.NaN, 2]);
  });

  test('with no weight is the series itself', () => {
    const series = made([0, 1], [2, 3]);
    expect(series.smoothed(0)).toBe(series.raw);
  });
});

describe('a series that goes on for days', () => {
  const count = 3_000_000;
  const series = new Series();
  const spikes = new Map([
    [12_345, 90],
    [700_001, -80],
    [2_999_998, 70],
  ]);
  const gap = 400_002;
  for (let from = 0; from < count; from += 100_000) {
    const steps = Float64Array.from({ length: 100_000 }, (_, i) => from + i);
    series.append(
      steps,
      steps.map((step) => (step === gap ? Number.NaN : (spikes.get(step) ?? Math.sin(step)))),
    );
  }

  test('keeps no more points than a chart can show, the last ones all', () => {
    expect(series.length).toBeLessThanOrEqual(mostPoints);
    expect(series.length).toBeGreaterThan(mostPoints / 2);
    const last = series.length - 1;
    for (let back = 0; back < mostPoints / 4; back += 1000) expect(series.step(last - back)).toBe(count - 1 - back);
  });

  test('has its begin, its steps in order, and everything that stands out', () => {
    expect(series.step(0)).toBeLessThan(100);
    for (let i = 1; i < series.length; i++) if (!(series.step(i) > series.step(i - 1))) throw new Error(`at ${i}`);
    for (const [step, value] of spikes) expect(series.raw.at(series.lastUpTo(step))).toBe(value);
    expect(series.step(series.lastUpTo(gap))).toBe(gap);
    expect(series.raw.at(series.lastUpTo(gap))).toBeNaN();
  });

  test('is smoothed anew, and can be taken back', () => {
    expect(series.smoothed(0.9).length).toBe(series.length);
    series.append([2_000_000], [5]);
    expect(series.lastStep).toBe(2_000_000);
    expect(series.length).toBeLessThan(mostPoints);
  });
});
