import { expect, test } from 'vitest';
import { smoothedPoints, smoothingPlaces, smoothingWeight } from '../../../webview/data/smoothing.ts';

test('the slider goes from nothing to a thousand points, evenly by factors', () => {
  expect(smoothedPoints(0)).toBe(1);
  expect(smoothedPoints(smoothingPlaces / 3)).toBe(10);
  expect(smoothedPoints(smoothingPlaces)).toBe(1000);
});

test('the weight reaches back over so many points', () => {
  expect(smoothingWeight(1)).toBe(0);
  // The mean age of what an average of weight w holds is w / (1 - w): n - 1 for n points.
  for (const points of [2, 10, 500]) {
    const weight = smoothingWeight(points);
    expect(weight / (1 - weight)).toBeCloseTo(points - 1, 6);
  }
});
