import { describe, expect, it } from 'vitest';
import { DataError, type DataSource } from '../../../src/data/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { open, rowsOf } from './helpers.ts';

/** Rows assigned to the nearest of the source's modes. */
function byMode(source: DataSource, rows: readonly number[][]): number[][][] {
  const groups: number[][][] = source.modes!.map(() => []);
  for (const row of rows) {
    const distances = source.modes!.map(({ mean }) => Math.hypot(...mean.map((m, i) => m - row[i]!)));
    groups[distances.indexOf(Math.min(...distances))]!.push(row);
  }
  return groups;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('ring', () => {
  it('of 8 has 8 distinct modes at the angles 2 pi i / 8', async () => {
    const { modes, dimensions, count } = await open({ type: 'ring', modes: 8, radius: 2, std: 0.02, holdout: 0 });
    const diagonal = Math.SQRT2;
    const expected = [
      [2, 0],
      [diagonal, diagonal],
      [0, 2],
      [-diagonal, diagonal],
      [-2, 0],
      [-diagonal, -diagonal],
      [0, -2],
      [diagonal, -diagonal],
    ];
    modes!.forEach((mode, i) => {
      expect(mode.mean[0]).toBeCloseTo(expected[i]![0]!, 12);
      expect(mode.mean[1]).toBeCloseTo(expected[i]![1]!, 12);
      expect(mode.weight).toBe(1 / 8);
    });
    expect({ dimensions, count }).toEqual({ dimensions: 2, count: Infinity });
  });

  it('gives samples with the modes it names: shares, means, deviations', async () => {
    const source = await open({ type: 'ring', modes: 8, radius: 2, std: 0.1, holdout: 0 });
    const groups = byMode(source, rowsOf(source.nextBatch(40_000), 2));
    groups.forEach((rows, mode) => {
      // Five standard errors of a count of 5000, a mean and a deviation of that many.
      expect(Math.abs(rows.length - 5000)).toBeLessThan(5 * Math.sqrt(5000 * (7 / 8)));
      for (const axis of [0, 1]) {
        const center = source.modes![mode]!.mean[axis]!;
        expect(Math.abs(mean(rows.map((row) => row[axis]!)) - center)).toBeLessThan((5 * 0.1) / Math.sqrt(5000));
        const spread = Math.sqrt(mean(rows.map((row) => (row[axis]! - center) ** 2)));
        expect(Math.abs(spread - 0.1)).toBeLessThan((5 * 0.1) / Math.sqrt(2 * 5000));
      }
    });
  });
});

describe('grid', () => {
  it('of 5 has 25 modes around the origin', async () => {
    const { modes } = await open({ type: 'grid', side: 5, spacing: 2, std: 0.05, holdout: 0 });
    expect(new Set(modes!.map((mode) => mode.mean.join())).size).toBe(25);
    expect(modes!.flatMap((mode) => mode.mean).sort((a, b) => a - b)).toEqual(
      [-4, -2, 0, 2, 4].flatMap((x) => new Array<number>(10).fill(x)),
    );
  });
});

describe('mixture', () => {
  const means = [
    [0, 0, 0],
    [10, 0, 0],
    [0, 10, 0],
  ];

  it('draws modes by their weights, with their own deviations', async () => {
    const source = await open({ type: 'mixture', means, stds: [0.1, 0.5, 1], weights: [1, 2, 5], holdout: 0 });
    expect(source.modes!.map(({ weight }) => weight)).toEqual([0.125, 0.25, 0.625]);
    const groups = byMode(source, rowsOf(source.nextBatch(20_000), 3));
    groups.forEach((rows, mode) => {
      const share = [0.125, 0.25, 0.625][mode]!;
      expect(Math.abs(rows.length / 20_000 - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / 20_000));
      const spread = Math.sqrt(mean(rows.map((row) => (row[2]! - means[mode]![2]!) ** 2)));
      const std = [0.1, 0.5, 1][mode]!;
      expect(Math.abs(spread / std - 1)).toBeLessThan(5 / Math.sqrt(2 * rows.length));
    });
  });

  it('may have any number of dimensions', async () => {
    const source = await open({ type: 'mixture', means: [[5]], stds: 0.1, holdout: 0 });
    expect(source.dimensions).toBe(1);
    expect(source.nextBatch(7)).toHaveLength(7);
  });

  it.each([
    [{ means: [[0, 0], [1]], stds: 1 }, 'data.means'],
    [{ means, stds: [1, 1] }, 'data.stds: 2 numbers for 3 means'],
    [{ means, stds: 1, weights: [1] }, 'data.weights: 1 numbers for 3 modes'],
  ])('refuses lists that do not match', async (config, message) => {
    const opening = open({ type: 'mixture', holdout: 0, ...config });
    await expect(opening).rejects.toThrow(DataError);
    await expect(opening).rejects.toThrow(message);
  });
});

describe('batches', () => {
  const config = { type: 'ring', modes: 8, radius: 2, std: 0.02, holdout: 0.1 } as const;

  it('are the same for the same seed, others for another', async () => {
    const a = (await open(config, 1)).nextBatch(64);
    expect((await open(config, 1)).nextBatch(64)).toEqual(a);
    expect((await open(config, 2)).nextBatch(64)).not.toEqual(a);
  });

  it('go into an array of the caller', async () => {
    const out = new Float32Array(128);
    const source = await open(config);
    expect(source.nextBatch(64, out)).toBe(out);
    expect(out).toEqual((await open(config)).nextBatch(64));
  });

  it('are not disturbed by samples drawn beside them', async () => {
    const source = await open(config);
    source.nextBatch(64);
    source.sample(100, createRandom(9));
    source.holdout!.sample(100, createRandom(9));
    const other = await open(config);
    other.nextBatch(64);
    expect(source.nextBatch(64)).toEqual(other.nextBatch(64));
  });

  it('go on with the same bits after their state went through JSON', async () => {
    const source = await open(config);
    source.nextBatch(33);
    const state = JSON.parse(JSON.stringify(source.state())) as ReturnType<DataSource['state']>;
    const expected = source.nextBatch(64);
    const resumed = await open(config);
    resumed.restore(state);
    expect(resumed.nextBatch(64)).toEqual(expected);
  });
});
