/** Point sets that are drawn afresh, against the moments and places that their formulas have. */
import { describe, expect, it } from 'vitest';
import { open, rowsOf } from './helpers.ts';

const n = 40_000;

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** Within five standard errors of a mean of n numbers of this spread. */
function expectMean(values: readonly number[], expected: number, spread = 1): void {
  expect(Math.abs(mean(values) - expected)).toBeLessThan((5 * spread) / Math.sqrt(values.length));
}

describe('moons', () => {
  it('have the mean and the variance of two half circles and the noise', async () => {
    const source = await open({ type: 'moons', std: 0.1, holdout: 0 });
    expect(source).toMatchObject({ shape: [2], dimensions: 2, count: Infinity });
    const rows = rowsOf(source.nextBatch(n), 2);
    // With t even in [0, pi): E cos t = 0, E sin t = 2 / pi, E cos^2 t = E sin^2 t = 1/2
    const [x, y] = [rows.map((row) => row[0]!), rows.map((row) => row[1]!)];
    expectMean(x, 0.5);
    expectMean(y, 0.25);
    expectMean(
      x.map((each) => (each - 0.5) ** 2),
      0.75 + 0.01,
    );
    expectMean(
      y.map((each) => (each - 0.25) ** 2),
      (1.25 - 2 / Math.PI) / 2 - 0.0625 + 0.01,
    );
  });

  it('without noise lie on the half circles, equally many on each', async () => {
    const source = await open({ type: 'moons', std: 0, holdout: 0 });
    const rows = rowsOf(source.nextBatch(n), 2);
    const upper = rows.filter(([x, y]) => Math.abs(Math.hypot(x!, y!) - 1) < 1e-6 && y! >= 0);
    const lower = rows.filter(([x, y]) => Math.abs(Math.hypot(x! - 1, y! - 0.5) - 1) < 1e-6 && y! <= 0.5);
    expect(upper.length + lower.length).toBe(n);
    expect(Math.abs(upper.length - n / 2)).toBeLessThan(5 * Math.sqrt(n / 4));
  });
});

describe('a spiral', () => {
  const config = { type: 'spiral', arms: 3, turns: 1.5, radius: 2, holdout: 0 } as const;

  it('is centred, as wide as its arms and the noise make it', async () => {
    const rows = rowsOf((await open({ ...config, std: 0.1 })).nextBatch(n), 2);
    for (const axis of [0, 1]) {
      expectMean(
        rows.map((row) => row[axis]!),
        0,
        2,
      );
    }
    // The square of the distance is even in [0, radius^2)
    expectMean(
      rows.map(([x, y]) => x! ** 2 + y! ** 2),
      2 ** 2 / 2 + 2 * 0.1 ** 2,
      2 ** 2,
    );
  });

  it('without noise has each point on one of its arms', async () => {
    const rows = rowsOf((await open({ ...config, std: 0 })).nextBatch(3000), 2);
    const counts = [0, 0, 0];
    for (const [x, y] of rows) {
      const s = Math.hypot(x!, y!) / 2;
      if (s < 1e-3) continue; // the angle at the origin is anyone's
      const arm = (Math.atan2(y!, x!) / (2 * Math.PI) - 1.5 * s) * 3;
      expect(Math.abs(arm - Math.round(arm))).toBeLessThan(1e-3);
      counts[((Math.round(arm) % 3) + 3) % 3]!++;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(1000));
  });
});

describe('random Gaussians', () => {
  const config = { type: 'random', modes: 400, dimensions: 3, extent: 2, std: 0.1, centres: 1, holdout: 0 } as const;

  it('have their centres evenly in the box', async () => {
    const { modes, shape } = await open(config);
    expect(shape).toEqual([3]);
    expect(modes).toHaveLength(400);
    const coordinates = modes!.flatMap((mode) => mode.mean);
    expect(Math.max(...coordinates.map(Math.abs))).toBeLessThanOrEqual(2);
    expectMean(coordinates, 0, 2);
    expectMean(
      coordinates.map((each) => each ** 2),
      4 / 3,
      2,
    );
  });

  it('have the same centres whatever the seed of the run, others for another number', async () => {
    const means = async (centres: number, seed: number) =>
      (await open({ ...config, centres }, seed)).modes!.map((mode) => mode.mean);
    expect(await means(1, 2)).toEqual(await means(1, 1));
    expect(await means(2, 1)).not.toEqual(await means(1, 1));
  });

  it('are drawn by their weights', async () => {
    const source = await open({ ...config, modes: 2, dimensions: 1, std: 0, weights: [3, 1] });
    const [first, second] = source.modes!.map((mode) => Math.fround(mode.mean[0]!));
    const batch = [...source.nextBatch(n)];
    const share = batch.filter((x) => x === first).length / n;
    expect(batch.filter((x) => x === second)).toHaveLength(n - Math.round(share * n));
    expect(Math.abs(share - 0.75)).toBeLessThan(5 * Math.sqrt((0.75 * 0.25) / n));
  });
});

describe('weights', () => {
  it.each([
    { type: 'ring', modes: 4, radius: 2, std: 0.01, weights: [1, 2, 3, 4], holdout: 0 } as const,
    { type: 'grid', side: 2, spacing: 2, std: 0.01, weights: [1, 2, 3, 4], holdout: 0 } as const,
  ])('of a $type say how often each mode is drawn', async (config) => {
    const source = await open(config);
    expect(source.modes!.map(({ weight }) => weight)).toEqual([0.1, 0.2, 0.3, 0.4]);
    const rows = rowsOf(source.nextBatch(n), 2);
    source.modes!.forEach(({ mean: [x, y], weight }) => {
      const near = rows.filter((row) => Math.hypot(row[0]! - x!, row[1]! - y!) < 0.2).length;
      expect(Math.abs(near / n - weight)).toBeLessThan(5 * Math.sqrt((weight * (1 - weight)) / n));
    });
  });

  it('that are not as many as the modes are refused', async () => {
    const opening = open({ type: 'ring', modes: 8, radius: 2, std: 0.01, weights: [1, 2], holdout: 0 });
    await expect(opening).rejects.toThrow('data.weights: 2 numbers for 8 modes');
  });
});
