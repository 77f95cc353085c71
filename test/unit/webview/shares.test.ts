import { describe, expect, test } from 'vitest';
import { Shares } from '../../../webview/data/shares.ts';

/** Two modes; the second one dies at step 30. */
function shares(): Shares {
  const all = new Shares();
  all.take({
    reset: true,
    modes: 2,
    steps: Float64Array.of(0, 10, 20, 30),
    shares: Float32Array.of(0.5, 0.5, 0.25, 0.75, 0.5, 0.25, 1, 0),
  });
  return all;
}

describe('shares over time', () => {
  test('are those of the last snapshot at or before a step', () => {
    expect(shares().at(1, 10)).toBe(0.75);
    expect(shares().at(1, 19)).toBe(0.75);
    expect(shares().at(1, 1000)).toBe(0);
    expect(shares().at(1, -1)).toBeNaN();
  });

  test('go on, and begin anew when told or when there are other modes', () => {
    const all = shares();
    all.take({ reset: false, modes: 2, steps: Float64Array.of(40), shares: Float32Array.of(0.875, 0.125) });
    expect(all.steps).toEqual([0, 10, 20, 30, 40]);
    expect(all.at(1, 40)).toBe(0.125);
    all.take({ reset: false, modes: 3, steps: Float64Array.of(50), shares: Float32Array.of(0.25, 0.5, 0.25) });
    expect(all.steps).toEqual([50]);
    expect(all.modes).toBe(3);
  });

  test('as columns: one a snapshot where there is room for it', () => {
    expect([...shares().columns(0, { from: -5, to: 35 }, 4)]).toEqual([0.5, 0.25, 0.5, 1]);
  });

  test('as columns: the mean of several, the last one where there is none, nothing outside', () => {
    expect([...shares().columns(0, { from: -5, to: 35 }, 2)]).toEqual([0.375, 0.75]);
    expect([...shares().columns(0, { from: 12, to: 18 }, 3)]).toEqual([0.25, 0.25, 0.25]);
    expect([...shares().columns(0, { from: 20, to: 60 }, 4)]).toEqual([0.75, Number.NaN, Number.NaN, Number.NaN]);
    expect([...shares().columns(0, { from: -40, to: -20 }, 2)]).toEqual([Number.NaN, Number.NaN]);
  });
});
