import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heightOf } from '../../../webview/data/height.ts';

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const positive = fc.double({ min: 1e-9, max: 1e9, noNaN: true });

test('what is shown holds all values, whatever the scale', () => {
  const holds = (scale: 'linear' | 'log' | 'symmetric') => (a: number, b: number) => {
    const [low, high] = heightOf(scale, Math.min(a, b), Math.max(a, b));
    const slack = 1e-9 * Math.max(Math.abs(a), Math.abs(b));
    expect(low).toBeLessThanOrEqual(Math.min(a, b) + slack);
    expect(high).toBeGreaterThanOrEqual(Math.max(a, b) - slack);
    expect(high).toBeGreaterThan(low);
    if (scale === 'log') expect(low).toBeGreaterThan(0);
  };
  fc.assert(fc.property(finite, finite, holds('linear')));
  fc.assert(fc.property(finite, finite, holds('symmetric')));
  fc.assert(fc.property(positive, positive, holds('log')));
});

test('logarithmic axes end at numbers of one digit', () => {
  expect(heightOf('log', 0.0587, 2.1)).toEqual([0.05, 3]);
  expect(heightOf('log', 12, 4700)).toEqual([10, 5000]);
  expect(heightOf('log', 1, 1)).toEqual([1, 2]);
});

test('just below a power of ten there is room too', () => {
  const [low, high] = heightOf('log', 999999999.9999979, 999999999.9999979);
  expect(low).toBeGreaterThan(0);
  expect(low).toBeLessThanOrEqual(999999999.9999979);
  expect(high).toBeGreaterThanOrEqual(999999999.9999979);
});

test('a constant gets room', () => {
  expect(heightOf('linear', 5, 5)).toEqual([4.5, 5.5]);
  expect(heightOf('linear', 0, 0)).toEqual([-1, 1]);
});
