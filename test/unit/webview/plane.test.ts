import { describe, expect, test } from 'vitest';
import { boundsOf, circleAt, modeRadii, placing, steadyBounds } from '../../../webview/data/plane.ts';

function cloud(...points: readonly (readonly [number, number])[]) {
  return { count: points.length, xy: Float32Array.from(points.flat()) };
}

describe('bounds', () => {
  test('hold all points, with a margin', () => {
    expect(boundsOf([cloud([0, 0], [50, 100])])).toEqual({ left: -9, right: 59, bottom: -18, top: 118 });
  });

  test('do not care for what is not a number', () => {
    expect(boundsOf([cloud([0, 0], [Number.NaN, 1], [5, Number.POSITIVE_INFINITY], [10, 10])])).toEqual(
      boundsOf([cloud([0, 0], [10, 10])]),
    );
  });

  test('are never empty', () => {
    for (const points of [cloud(), cloud([3, 3]), cloud([0, 5], [10, 5])]) {
      const { left, right, bottom, top } = boundsOf([points]);
      expect(right).toBeGreaterThan(left);
      expect(top).toBeGreaterThan(bottom);
    }
  });
});

describe('steady bounds', () => {
  const earlier = { left: -10, right: 10, bottom: -10, top: 10 };

  test('stay while all fits in, and follow what does not or looks lost', () => {
    expect(steadyBounds(undefined, earlier)).toBe(earlier);
    expect(steadyBounds(earlier, { left: -9, right: 8, bottom: -5, top: 5 })).toBe(earlier);
    const larger = { left: -9, right: 11, bottom: -5, top: 5 };
    expect(steadyBounds(earlier, larger)).toBe(larger);
    const smaller = { left: -5, right: 5, bottom: -6, top: 6 };
    expect(steadyBounds(earlier, smaller)).toBe(smaller);
  });
});

describe('placing', () => {
  const bounds = { left: -2, right: 2, bottom: -1, top: 1 };

  test('has one scale for both axes, the middle in the middle, up being up', () => {
    const place = placing(bounds, 400, 400, 'identity');
    expect(place(0, 0)).toEqual({ x: 200, y: 200 });
    expect(place(2, 1)).toEqual({ x: 400, y: 100 });
  });

  test('fills the height where the second axis says nothing', () => {
    expect(placing(bounds, 400, 400, 'one-dimension')(2, 1)).toEqual({ x: 400, y: 0 });
  });
});

test("a mode's circle holds nearly all real points that are closest to it", () => {
  const modes = [
    { x: 0, y: 0, realShare: 0.5, generatedShare: 0 },
    { x: 10, y: 0, realShare: 0.5, generatedShare: 0 },
    { x: 100, y: 0, realShare: 0, generatedShare: 0 },
  ];
  const near = Array.from({ length: 20 }, (_, i): [number, number] => [0, (i + 1) / 10]);
  // The 19th of 20 distances; a single point's own; none.
  const radii = modeRadii(modes, cloud(...near, [10, 3]));
  expect(radii[0]).toBeCloseTo(1.9, 6);
  expect(radii.slice(1)).toEqual([3, 0]);
});

test('the circle at a place is the nearest that holds it', () => {
  const circles = [
    { x: 0, y: 0, radius: 10 },
    { x: 8, y: 0, radius: 10 },
  ];
  expect([1, 7, 17.9, 30].map((x) => circleAt(circles, { x, y: 0 }))).toEqual([0, 1, 1, -1]);
});
