import { describe, expect, test } from 'vitest';
import type { DecisionField, ScoreMeaning } from '../../../src/protocol/index.ts';
import { leaningsOf, maskOf, meanAt, scoreAt, scoreRange } from '../../../webview/data/field.ts';

/** Two rows of three cells, each one unit wide and half a unit high, from (10, 5). */
function field(scores: readonly number[], meaning: ScoreMeaning = 'logit'): DecisionField {
  const extent = { left: 10, right: 13, bottom: 5, top: 6 };
  return { rows: 2, columns: 3, ...extent, scores: Float32Array.from(scores), meaning };
}

const close = (values: Iterable<number>): number[] => [...values].map((value) => Number(value.toFixed(4)));

describe('scores', () => {
  test('are found by their place: columns from the left, rows from the bottom', () => {
    const found = field([1, 2, 3, 4, 5, 6]);
    expect(scoreAt(found, 10.1, 5.1)).toBe(1);
    expect(scoreAt(found, 12.9, 5.4)).toBe(3);
    expect(scoreAt(found, 10.1, 5.6)).toBe(4);
    expect(scoreAt(found, 12.9, 5.9)).toBe(6);
    expect(scoreAt(found, 9.9, 5.1)).toBeNaN();
    expect(scoreAt(found, 11, 6.1)).toBeNaN();
  });

  test('at samples have a mean: of probabilities where they are logits, beyond the field left out', () => {
    const cloud = { count: 3, xy: Float32Array.of(10.5, 5.2, 12.5, 5.8, 99, 99) };
    expect(meanAt(field([0, 0, 0, 0, 0, Math.log(3)]), cloud)).toBeCloseTo((0.5 + 0.75) / 2, 6);
    expect(meanAt(field([4, 0, 0, 0, 0, 1], 'relative'), cloud)).toBeCloseTo(2.5, 6);
    expect(meanAt(field([0, 0, 0, 0, 0, 0]), { count: 1, xy: Float32Array.of(99, 99) })).toBeNaN();
  });
});

describe('what cells are taken for', () => {
  test('is twice the probability less one for logits', () => {
    const expected = [-0.5, 0, 0.5];
    expect(close(leaningsOf(field([-Math.log(3), 0, Math.log(3), 0, 0, 0])).subarray(0, 3))).toEqual(expected);
  });

  test('is the score itself between its aims, otherwise', () => {
    expect(close(leaningsOf(field([-3, -0.5, 0.5, 1, 2, 0], 'sign')))).toEqual([-1, -0.5, 0.5, 1, 1, 0]);
    expect(close(leaningsOf(field([-1, 0, 0.25, 0.5, 1, 2], 'zero-one')))).toEqual([-1, -1, -0.5, 0, 1, 1]);
  });

  test('goes from the lowest to the highest where only differences count; what is no number is passed over', () => {
    const relative = field([-50, 0, 50, 25, NaN, Infinity], 'relative');
    expect(scoreRange(relative)).toEqual({ lowest: -50, highest: 50 });
    expect(close(leaningsOf(relative).subarray(0, 4))).toEqual([0, 0.5, 1, 0.75]);
    expect(leaningsOf(relative)[4]).toBeNaN();
  });
});

test('the picture has its first row at the top', () => {
  const found = field([1, -1, 0, 0, 0, NaN], 'sign');
  const alphas = (side: 1 | -1): number[] => [...maskOf(found, leaningsOf(found), side)].filter((_, i) => i % 4 === 3);
  expect(alphas(1)).toEqual([0, 0, 0, 255, 0, 0]);
  expect(alphas(-1)).toEqual([0, 0, 0, 0, 255, 0]);
});
