import { expect, test } from 'vitest';
import { align } from '../../../webview/data/align.ts';

test('series with other steps share one list; where one has no point it goes on, where it has none to draw it breaks', () => {
  const lines = [
    { steps: [0, 10, 20], values: [1, Number.NaN, 3] },
    { steps: [5, 10], values: [7, 8] },
  ];
  expect(align(lines, Number.isFinite)).toEqual([
    [0, 5, 10, 20],
    [1, undefined, null, 3],
    [undefined, 7, 8, undefined],
  ]);
});

test('on a logarithmic scale what is not positive breaks the line', () => {
  expect(align([{ steps: [1, 2, 3], values: [2, 0, -1] }], (value) => value > 0)).toEqual([
    [1, 2, 3],
    [2, null, null],
  ]);
});

test('no series, no steps', () => {
  expect(align([], Number.isFinite)).toEqual([[]]);
  expect(align([{ steps: [], values: [] }], Number.isFinite)).toEqual([[], []]);
});
