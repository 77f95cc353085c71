import { describe, expect, it } from 'vitest';
import { points } from '../../../src/metrics/index.ts';
import { SampleHistory } from '../../../src/monitor/samples.ts';
import { discoverStructure } from '../../../src/monitor/structure.ts';
import { createRandom } from '../../../src/random/index.ts';
import { array } from '../metrics/reference.ts';
import { ring } from './helpers.ts';

describe('structure of the real data', () => {
  it('is separate modes on a ring, with real samples that stand for them', () => {
    const structure = discoverStructure(points(ring(createRandom(1), 800), 2));
    expect(structure).toMatchObject({ kind: 'modes', parts: 8, countedBy: 'centre' });
    expect(structure.realCounts.reduce((a, b) => a + b, 0)).toBe(800);
    structure.medoids.forEach((row, part) => expect(structure.labels[row]).toBe(part));
  });

  it('finds modes of which the rarest has one percent', () => {
    const weights = [1, 1, 1, 1, 0.05, 0.05, 0.05, 0.05];
    expect(discoverStructure(points(ring(createRandom(1), 2000, weights), 2))).toMatchObject({
      kind: 'modes',
      parts: 8,
    });
  });

  it('cuts images into groups of their likes: nearly all of a group are of one class', () => {
    const labels = array('digits500_labels').data;
    const structure = discoverStructure(array('digits500'));
    expect(structure).toMatchObject({ kind: 'cells', countedBy: 'sample' });
    let pure = 0;
    for (let part = 0; part < structure.parts; part++) {
      const counts = new Array<number>(10).fill(0);
      structure.labels.forEach((label, i) => label === part && counts[labels[i]!]!++);
      pure += Math.max(...counts);
    }
    expect(pure / 500).toBeGreaterThan(0.85);
    expect(Math.min(...structure.realCounts)).toBeGreaterThanOrEqual(16);
  });

  it('refuses too few samples', () => {
    expect(() => discoverStructure(points(new Float64Array(22), 2))).toThrow(RangeError);
  });
});

describe('real samples in pieces', () => {
  it('are pooled as they come, and a repetition changes nothing', () => {
    const history = new SampleHistory();
    const data = ring(createRandom(1), 600);
    const piece = (from: number, count: number) => points(data.slice(2 * from, 2 * (from + count)), 2);
    history.addReal(piece(0, 100));
    expect(history.structure!.real.count).toBe(100);
    history.addReal(piece(0, 100));
    history.addReal(piece(100, 50));
    expect(history.structure!.real.count).toBe(100);
    history.addReal(piece(150, 50));
    expect(history.structure!.real.count).toBe(200);
    history.addReal(points(new Float64Array(300), 3));
    expect(history.structure!.real.count).toBe(200);
  });

  it('stay the same once there are enough, so that nothing is measured anew', () => {
    const history = new SampleHistory();
    history.addReal(points(ring(createRandom(1), 2000), 2));
    const { structure } = history;
    history.addGenerated(0, points(ring(createRandom(2), 100), 2));
    history.addReal(points(ring(createRandom(3), 5000), 2));
    expect(history.structure).toBe(structure);
    expect(history.snapshots).toHaveLength(1);
  });
});
