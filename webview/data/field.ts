/** D's score over the plane, as it is painted. */
import type { DecisionField, PointCloud } from '../../src/protocol/index.ts';

/** The lowest and the highest score; NaN where there is none. */
export function scoreRange({ scores }: DecisionField): { readonly lowest: number; readonly highest: number } {
  let [lowest, highest] = [Number.NaN, Number.NaN];
  for (const score of scores) {
    if (!Number.isFinite(score)) continue;
    if (!(score >= lowest)) lowest = score;
    if (!(score <= highest)) highest = score;
  }
  return { lowest, highest };
}

/**
 * What D takes each cell for, in the order of the scores: from -1, generated, to 1, real, 0 where it cannot tell. Where
 * scores are only relative, from 0 for the lowest to 1 for the highest. NaN where there is no score.
 */
export function leaningsOf(field: DecisionField): Float32Array {
  const { scores, meaning } = field;
  switch (meaning) {
    case 'logit':
      // 2 sigmoid(s) - 1
      return scores.map((score) => Math.tanh(score / 2));
    case 'sign':
      return scores.map(clamped);
    case 'zero-one':
      return scores.map((score) => clamped(2 * score - 1));
    case 'relative': {
      const { lowest, highest } = scoreRange(field);
      const size = highest - lowest || 1;
      return scores.map((score) => clamped((score - lowest) / size));
    }
  }
}

function clamped(value: number): number {
  return Math.max(-1, Math.min(1, value));
}

/** The score of the cell that a place lies in; NaN where it lies in none. */
export function scoreAt(
  { rows, columns, left, right, bottom, top, scores }: DecisionField,
  x: number,
  y: number,
): number {
  const column = Math.floor((columns * (x - left)) / (right - left));
  const row = Math.floor((rows * (y - bottom)) / (top - bottom));
  const isInside = column >= 0 && row >= 0 && column < columns && row < rows;
  return isInside ? scores[row * columns + column]! : Number.NaN;
}

/** Mean over the points that lie in it of what D makes of them: how likely real they are for logits, else scores. */
export function meanAt(field: DecisionField, { count, xy }: PointCloud): number {
  let sum = 0;
  let known = 0;
  for (let i = 0; i < count; i++) {
    const score = scoreAt(field, xy[2 * i]!, xy[2 * i + 1]!);
    if (!Number.isFinite(score)) continue;
    sum += field.meaning === 'logit' ? 1 / (1 + Math.exp(-score)) : score;
    known++;
  }
  return known === 0 ? Number.NaN : sum / known;
}

/**
 * The field as a picture, row by row from the top: how strongly each cell is painted in one of the two colours.
 * @returns RGBA with the colour black, to be filled with another
 */
export function maskOf(
  { rows, columns }: DecisionField,
  leanings: Float32Array,
  side: 1 | -1,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const leaning = side * leanings[(rows - 1 - row) * columns + column]!;
      pixels[4 * (row * columns + column) + 3] = leaning > 0 ? 255 * leaning : 0;
    }
  }
  return pixels;
}
