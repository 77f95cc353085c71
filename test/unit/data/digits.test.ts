/** The digits that come with the extension, against what scikit-learn 1.9.1 says of its `load_digits`. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random/index.ts';
import { open } from './helpers.ts';

const all = 1797;

describe('the digits', () => {
  it('are 1,797 grey images of 8 x 8 pixels from -1 to 1', async () => {
    const data = await open({ type: 'digits', holdout: 0 });
    expect(data).toMatchObject({ shape: [1, 8, 8], dimensions: 64, count: all });
    const pixels = data.sample(all, createRandom(1));
    expect(Math.min(...pixels)).toBe(-1);
    expect(Math.max(...pixels)).toBe(1);
    // numpy: digits.images.mean() and .std(), of pixels from 0 to 16
    const mean = pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length;
    const variance = pixels.reduce((sum, pixel) => sum + (pixel - mean) ** 2, 0) / pixels.length;
    expect(mean).toBeCloseTo(4.884164579855314 / 8 - 1, 6);
    expect(Math.sqrt(variance)).toBeCloseTo(6.016787548672236 / 8, 6);
  });

  it('have the classes of each', async () => {
    const data = await open({ type: 'digits', holdout: 0 });
    const labels = data.classes!.sample(all, createRandom(1));
    expect(data.classes!.names.map((_, digit) => labels.filter((label) => label === digit).length)).toEqual([
      178, 182, 177, 183, 181, 182, 181, 179, 174, 180,
    ]);
    // The first image of the file is this 0; no other is the same.
    const zero = [
      [0, 0, 5, 13, 9, 1, 0, 0],
      [0, 0, 13, 15, 10, 15, 5, 0],
      [0, 3, 15, 2, 0, 11, 8, 0],
      [0, 4, 12, 0, 0, 8, 8, 0],
      [0, 5, 8, 0, 0, 9, 8, 0],
      [0, 4, 11, 0, 1, 12, 7, 0],
      [0, 2, 14, 5, 10, 12, 0, 0],
      [0, 0, 6, 13, 10, 0, 0, 0],
    ].flatMap((row) => row.map((pixel) => pixel / 8 - 1));
    const pixels = data.sample(all, createRandom(1));
    const rows = Array.from({ length: all }, (_, i) => i);
    const same = rows.filter((row) => zero.every((pixel, i) => pixels[64 * row + i] === pixel));
    expect(same.map((row) => labels[row])).toEqual([0]);
  });

  it('are held out in part, the same part for the same seed', async () => {
    const data = await open({ type: 'digits', holdout: 0.1 });
    expect([data.count, data.holdout!.count]).toEqual([1617, 180]);
    const again = await open({ type: 'digits', holdout: 0.1 });
    expect(again.holdout!.sample(180, createRandom(3))).toEqual(data.holdout!.sample(180, createRandom(3)));
    expect(data.holdout!.classes!.sample(180, createRandom(3))).toHaveLength(180);
  });
});
