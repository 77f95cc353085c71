/** What each sample is of: batches come with it, and it is told before any is drawn. */
import { describe, expect, it } from 'vitest';
import { knownData, resolveConfig, type DataInput } from '../../../src/config/index.ts';
import { oneHot, type DataSource } from '../../../src/data/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { valid } from '../check/valid.ts';
import { open, rowsOf } from './helpers.ts';

const endless = { holdout: 0 } as const;
/** Each with the class that a sample's place gives away. */
const placed: [string, Parameters<typeof open>[0], (point: number[]) => number][] = [
  [
    'ring',
    { type: 'ring', modes: 8, radius: 2, std: 0.01, ...endless },
    ([x, y]) => (Math.round((Math.atan2(y!, x!) * 8) / (2 * Math.PI)) + 8) % 8,
  ],
  [
    'grid with weights',
    { type: 'grid', side: 2, spacing: 2, std: 0.01, weights: [1, 2, 3, 4], ...endless },
    ([x, y]) => (x! > 0 ? 2 : 0) + (y! > 0 ? 1 : 0),
  ],
  [
    'moons',
    { type: 'moons', std: 0.01, ...endless },
    ([x, y]) => (Math.abs(Math.hypot(x!, y!) - 1) < 0.06 && y! > -0.06 ? 0 : 1),
  ],
];

function batchOf(source: DataSource, n: number) {
  const classes = new Uint16Array(n);
  return { samples: source.nextBatch(n, undefined, classes), classes: [...classes] };
}

describe.each(placed)('%s', (_, config, classAt) => {
  it('gives a batch with the classes of its samples', async () => {
    const { samples, classes } = batchOf(await open(config), 300);
    expect(classes).toEqual(rowsOf(samples, 2).map(classAt));
    expect(new Set(classes).size).toBeGreaterThan(1);
  });

  it('draws the same samples whether classes are asked for or not, and goes on from a state', async () => {
    const [plain, classed] = [await open(config), await open(config)];
    expect(batchOf(classed, 20).samples).toEqual(plain.nextBatch(20));
    const state = classed.state();
    const next = batchOf(classed, 20);
    const resumed = await open(config, 2);
    resumed.restore(state);
    expect(batchOf(resumed, 20)).toEqual(next);
  });

  it('tells the classes of samples that are drawn from it', async () => {
    const data = await open(config);
    const drawn = rowsOf(data.sample(100, createRandom(5)), 2);
    expect([...data.classes!.sample(100, createRandom(5))]).toEqual(drawn.map(classAt));
  });
});

describe('classes of images', () => {
  it('come with each batch, in every epoch', async () => {
    const data = await open({ type: 'digits', holdout: 0.1 });
    expect(data.classes!.names).toHaveLength(10);
    // The same image has the same class whenever it comes
    const seen = new Map<string, number>();
    for (let batch = 0; batch < 30; batch++) {
      const { samples, classes } = batchOf(data, 100);
      for (const [i, row] of rowsOf(samples, 64).entries()) {
        const key = row.join();
        expect(seen.get(key) ?? classes[i]).toBe(classes[i]);
        seen.set(key, classes[i]!);
      }
    }
    expect(seen.size).toBeGreaterThan(1500);
    expect(new Set(seen.values()).size).toBe(10);
  });

  it('of stacked images are the three digits', async () => {
    const data = await open({ type: 'stacked', holdout: 0 });
    const { classes, samples } = batchOf(data, 40);
    expect(data.classes!.names[classes[0]!]).toMatch(/^\d{3}$/);
    expect(new Set(classes).size).toBeGreaterThan(30);
    expect(samples).toHaveLength(40 * 192);
  });
});

describe('how many classes there are', () => {
  const known: [DataInput, number | undefined][] = [
    [{ type: 'ring', modes: 5, radius: 1, std: 0.1 }, 5],
    [{ type: 'grid', side: 3, spacing: 1, std: 0.1 }, 9],
    [{ type: 'mixture', means: [[0], [1]], stds: 0.1 }, 2],
    [{ type: 'random', modes: 7, extent: 1, std: 0.1 }, 7],
    [{ type: 'moons', std: 0.1 }, 2],
    [{ type: 'spiral', arms: 3, radius: 1, std: 0.1 }, 3],
    [{ type: 'digits' }, 10],
    [{ type: 'stacked' }, 1000],
    [{ type: 'points', file: 'p.csv' }, undefined],
  ];
  it.each(known)('%j', async (data, classes) => {
    expect(knownData(data)?.classes).toBe(classes);
    if (classes === undefined) return;
    const source = await open(resolveConfig({ ...valid, data }).data);
    expect(source.classes!.names).toHaveLength(classes);
  });
});

it('a class is 1 at its place and 0 elsewhere', () => {
  expect([...oneHot([2, 0], new Float32Array(6).fill(7))]).toEqual([0, 0, 1, 1, 0, 0]);
});
