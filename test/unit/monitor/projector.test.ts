import { describe, expect, it } from 'vitest';
import type { Points } from '../../../src/metrics/index.ts';
import { Projector, type ToProject } from '../../../src/monitor/projector.ts';
import { discoverStructure } from '../../../src/monitor/structure.ts';
import type { PointCloud, ProjectionUpdate, ProjectionWish } from '../../../src/protocol/index.ts';
import { createRandom, type Random } from '../../../src/random/index.ts';

/** Clusters far from each other, sample i in cluster i mod `modes`. */
function clusters(random: Random, count: number, dimensions: number, modes: number): Points {
  const data = new Float64Array(count * dimensions);
  random.fillNormal(data);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < dimensions; k++) data[i * dimensions + k]! *= 0.3;
    data[i * dimensions + (i % modes)]! += 10;
  }
  return { data, count, dimensions };
}

function moved(x: Points, random: Random, by: number): Points {
  return { ...x, data: Float64Array.from(x.data, (value) => value + by * random.normal()) };
}

function project(projector: Projector, wish: ProjectionWish, samples: ToProject): ProjectionUpdate[] {
  const updates: ProjectionUpdate[] = [];
  const first = projector.begin(wish, samples);
  if (first !== undefined) updates.push(first);
  while (projector.busy) {
    const update = projector.work();
    if (update !== undefined) updates.push(update);
  }
  return updates;
}

const wish = { step: 100, method: 'tsne', ages: false } as const;
const random = createRandom(1).split('projector');
const real = clusters(random.split('real'), 240, 8, 4);
const structure = discoverStructure(real);
const first = clusters(random.split('generated'), 240, 8, 3);
const samplesOf = (points: Points): ToProject => ({ real, generated: [{ step: 100, points }], structure });

describe('a projection by t-SNE', () => {
  const projector = new Projector('/runs/a');
  const updates = project(projector, wish, samplesOf(first));
  const last = updates.at(-1)!;

  it('shows how it comes about, and says when it is done and how far it can be believed', () => {
    expect(updates.length).toBeGreaterThan(2);
    expect(updates.map(({ done }) => done)).toEqual(updates.map((_, i) => i === updates.length - 1));
    expect(updates.every(({ real, generated }) => real.count === 240 && generated.count === 240)).toBe(true);
    expect(last.trustworthiness).toBeGreaterThan(0.9);
  });

  it('says which mode each sample is near, and keeps the modes apart', () => {
    expect(last.modes).toBe(4);
    const labels = [...last.realModes.slice(0, 4)];
    expect([...labels].sort()).toEqual([0, 1, 2, 3]);
    expect([...last.generatedModes].every((mode, i) => mode === labels[i % 3])).toBe(true);
    // Each generated sample lies closest to real ones of its own mode.
    const at = (cloud: PointCloud, i: number) => [cloud.xy[2 * i]!, cloud.xy[2 * i + 1]!] as const;
    for (let i = 0; i < 240; i++) {
      const [x, y] = at(last.generated, i);
      const distances = Array.from({ length: 240 }, (_, j) => {
        const [u, v] = at(last.real, j);
        return Math.hypot(u - x, v - y);
      });
      expect(last.realModes[distances.indexOf(Math.min(...distances))]).toBe(last.generatedModes[i]);
    }
  });

  it('hardly moves when the samples hardly move', () => {
    const next = project(projector, { ...wish, step: 200 }, samplesOf(moved(first, random.split('move'), 0.01)));
    expect(next).toHaveLength(1);
    expect(displacement(last, next[0]!) / spread(last)).toBeLessThan(0.05);
  });

  it('stays where it was for other samples of the same modes', () => {
    const fresh = clusters(random.split('fresh'), 240, 8, 3);
    const [next] = project(projector, { ...wish, step: 300 }, samplesOf(fresh));
    expect(displacement(last, next!, true) / spread(last)).toBeLessThan(0.15);
  });

  it('is given up for another that is asked for', () => {
    const other = new Projector('/runs/a');
    expect(other.begin(wish, samplesOf(first))).toBeUndefined();
    other.work();
    const [update] = project(other, { ...wish, method: 'pca' }, samplesOf(first));
    expect(update?.asked.method).toBe('pca');
    expect(other.busy).toBe(false);
  });
});

describe('a projection', () => {
  it('by principal components is there at once', () => {
    const projector = new Projector('/runs/a');
    const update = projector.begin({ ...wish, method: 'pca' }, samplesOf(first))!;
    expect(update).toMatchObject({ done: true, dimensions: 8, modes: 4 });
    expect(update.trustworthiness).toBeGreaterThan(0.5);
  });

  it('of data in the plane is the data itself', () => {
    const flat = clusters(createRandom(2), 100, 2, 2);
    const samples = { real: flat, generated: [{ step: 5, points: flat }], structure: undefined };
    const update = new Projector('/runs/a').begin({ ...wish, method: 'identity' }, samples)!;
    expect(update.real.xy).toEqual(Float32Array.from(flat.data));
    expect(update.generated.xy).toEqual(Float32Array.from(flat.data));
    expect([...update.samples]).toEqual(Array.from({ length: flat.count }, (_, i) => i));
    const tiles = new Projector('/runs/a').begin({ ...wish, method: 'identity' }, { ...samples, areTiles: true })!;
    expect(tiles.of).toBe('mosaic');
    expect(update).toMatchObject({ dimensions: 2, modes: 0, trustworthiness: null });
  });

  it('holds samples of several steps, each with its own', () => {
    const few = clusters(createRandom(3), 400, 8, 4);
    const generated = [100, 200, 300, 400].map((step) => ({ step, points: few }));
    const update = new Projector('/runs/a').begin({ ...wish, method: 'pca' }, { real, generated, structure })!;
    expect(update.generated.count).toBe(500);
    expect([...new Set(update.steps)]).toEqual([100, 200, 300, 400]);
    expect(update.of).toBe('samples');
  });

  it('says which of its step each sample is, where some stand for all', () => {
    const all = clusters(createRandom(2), 1000, 2, 2);
    const samples = { real: all, generated: [{ step: 5, points: all }], structure: undefined };
    const update = new Projector('/runs/a').begin({ ...wish, method: 'identity' }, samples)!;
    expect(update.samples).toHaveLength(500);
    expect([...update.generated.xy]).toEqual(
      [...update.samples].flatMap((row) => [...Float32Array.from(all.data.subarray(2 * row, 2 * row + 2))]),
    );
  });

  it('has samples of all modes, though they come in a regular order', () => {
    const many = clusters(createRandom(4), 2000, 8, 4);
    const samples = { real: many, generated: [{ step: 5, points: many }], structure };
    const update = new Projector('/runs/a').begin({ ...wish, method: 'pca' }, samples)!;
    for (const modes of [update.realModes, update.generatedModes]) {
      expect(modes).toHaveLength(500);
      for (let mode = 0; mode < 4; mode++) expect(modes.filter((each) => each === mode).length).toBeGreaterThan(80);
    }
  });

  it('of nothing is empty', () => {
    const nothing = { real: undefined, generated: [], structure: undefined };
    const update = new Projector('/runs/a').begin(wish, nothing)!;
    expect(update).toMatchObject({ done: true, generated: { count: 0 }, real: { count: 0 } });
  });
});

/** Mean way of a point from one layout to the other, nothing turned or moved to fit. */
function displacement(a: ProjectionUpdate, b: ProjectionUpdate, realOnly = false): number {
  const pairs = realOnly
    ? [[a.real, b.real]]
    : [
        [a.real, b.real],
        [a.generated, b.generated],
      ];
  let sum = 0;
  let count = 0;
  for (const [from, to] of pairs) {
    for (let i = 0; i < from!.count; i++) {
      sum += Math.hypot(from!.xy[2 * i]! - to!.xy[2 * i]!, from!.xy[2 * i + 1]! - to!.xy[2 * i + 1]!);
      count++;
    }
  }
  return sum / count;
}

/** Root mean square distance of the real points to their middle. */
function spread({ real: { xy, count } }: ProjectionUpdate): number {
  const mean = [0, 1].map((c) => xy.reduce((sum, value, i) => sum + (i % 2 === c ? value : 0), 0) / count);
  return Math.sqrt(xy.reduce((sum, value, i) => sum + (value - mean[i % 2]!) ** 2, 0) / count);
}
