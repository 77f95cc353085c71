import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Series } from '../../../webview/data/series.ts';
import { thin } from '../../../webview/data/thin.ts';

const values = fc.array(fc.oneof(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.constant(Number.NaN)), {
  minLength: 1,
  maxLength: 2000,
});

function made(list: readonly number[], every = 1): Series {
  const series = new Series();
  series.append(
    list.map((_, i) => i * every),
    list,
  );
  return series;
}

test('of each pixel column the lowest and the highest value are kept', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 40 }), (list, columns) => {
      const series = made(list);
      const view = { from: 0, to: Math.max(1, list.length - 1) };
      const kept = new Set(thin(series, series.raw, view, columns));
      const width = (view.to - view.from) / columns;
      for (let column = 0; column < columns; column++) {
        const inside = list
          .map((value, i) => ({ value: Math.fround(value), i }))
          .filter(({ value, i }) => i >= column * width && i < (column + 1) * width && Number.isFinite(value));
        if (inside.length === 0) continue;
        const shown = inside.filter(({ i }) => kept.has(i)).map(({ value }) => value);
        expect(Math.min(...shown)).toBe(Math.min(...inside.map(({ value }) => value)));
        expect(Math.max(...shown)).toBe(Math.max(...inside.map(({ value }) => value)));
      }
    }),
  );
});

test('points come in order, each once, and no more than four a column', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 40 }), (list, columns) => {
      const series = made(list);
      const kept = thin(series, series.raw, { from: 0, to: Math.max(1, list.length - 1) }, columns);
      expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
      // And one more point at either end.
      expect(kept.length).toBeLessThanOrEqual(4 * columns + 4);
      expect([kept[0], kept.at(-1)]).toEqual([0, list.length - 1]);
    }),
  );
});

test('one point beside each end of the view, so that the line leaves it', () => {
  const series = made([0, 1, 2, 3, 4, 5, 6, 7], 10);
  expect(thin(series, series.raw, { from: 25, to: 45 }, 100)).toEqual([2, 3, 4, 5]);
  expect(thin(series, series.raw, { from: 30, to: 40 }, 100)).toEqual([2, 3, 4, 5]);
  expect(thin(series, series.raw, { from: -10, to: 500 }, 100)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

describe('a million points', () => {
  const count = 1_000_000;
  const series = new Series();
  series.append(
    Float64Array.from({ length: count }, (_, i) => i),
    Float32Array.from({ length: count }, (_, i) => (i === 654_321 ? 1e6 : i === 123_456 ? -1e6 : Math.sin(i))),
  );

  test('are thinned to what a chart can show, and single spikes stay', () => {
    const kept = thin(series, series.raw, { from: 0, to: count - 1 }, 600);
    expect(kept.length).toBeLessThanOrEqual(2404);
    expect(kept).toContain(654_321);
    expect(kept).toContain(123_456);
  });

  test('are all there when zoomed in', () => {
    const kept = thin(series, series.raw, { from: 654_300, to: 654_340 }, 600);
    expect(kept).toEqual(Array.from({ length: 43 }, (_, i) => 654_299 + i));
  });
});

test('nothing gives nothing', () => {
  const series = new Series();
  expect(thin(series, series.raw, { from: 0, to: 1 }, 10)).toEqual([]);
});
