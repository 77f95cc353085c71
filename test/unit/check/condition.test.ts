import { describe, expect, it } from 'vitest';
import { diagnose, layerNotes, type Problem } from '../../../src/check/index.ts';
import { applyEdits } from '../../../src/config/index.ts';
import { describeData } from '../../../src/data/index.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './helpers.ts';
import { valid } from './valid.ts';

const folder = temporaryFolder();
const file = join(folder, 'a.gan.json');
const text = (more: object): string =>
  JSON.stringify({ ...valid, condition: { type: 'projection' }, ...more }, null, 2);
const check = (more: object): Promise<Problem[]> => diagnose(text(more), { file, describeData });

/** The only problem, on the key `condition`, and that its fix puts everything right. */
async function problemOf(more: object): Promise<string> {
  const problems = await check(more);
  expect(problems).toHaveLength(1);
  const { fix, path, message, range } = problems[0]!;
  expect(path).toBe('condition');
  expect(text(more).split('\n')[range.line - 1]).toContain('"condition"');
  expect(await diagnose(applyEdits(text(more), fix!.edits), { file, describeData })).toEqual([]);
  return message;
}

describe('a condition', () => {
  it('goes with data of which the classes are known', async () => {
    expect(await check({})).toEqual([]);
    expect(await check({ condition: { type: 'concatenation', embedding: 4 } })).toEqual([]);
  });

  it('needs data with classes, and says how the data comes by them', async () => {
    writeFileSync(join(folder, 'p.csv'), '1,2\n3,4\n5,6\n'.repeat(50));
    expect(await problemOf({ data: { type: 'points', file: 'p.csv' } })).toBe(
      '"condition" needs the class of each sample, and this data has none.',
    );
    const images = join(folder, 'images');
    mkdirSync(images);
    const idx = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 255, 0);
    writeFileSync(join(folder, 'i.idx'), idx);
    const training = { batch: 2 };
    expect(await problemOf({ data: { type: 'idx', file: 'i.idx' }, training })).toContain(
      'name the file of the labels in "labels"',
    );
    writeFileSync(join(folder, 'l.idx'), Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 1, 0));
    expect(await check({ data: { type: 'idx', file: 'i.idx', labels: 'l.idx' }, training })).toEqual([]);
  });

  const conflicts: [string, object, string][] = [
    [
      'energy',
      { objective: 'energy', discriminator: { layers: [{ dense: 4 }, { dense: 2 }] } },
      'puts a sample together',
    ],
    ['packing', { mechanisms: [{ type: 'packing' }] }, 'a pack holds samples of several classes'],
    ['mr-gan', { mechanisms: [{ type: 'mr-gan', encoder: { layers: [{ dense: 8 }] } }] }, 'told no class'],
    [
      'a projection beside D that tells generators apart',
      {
        mechanisms: [{ type: 'mad-gan', generators: 4 }],
        discriminator: { layers: [{ dense: 16, activation: 'leaky-relu' }, { dense: 5 }] },
      },
      'Use "concatenation"',
    ],
  ];
  it.each(conflicts)('is refused beside what takes no class: %s', async (_, more, reason) => {
    expect(await problemOf(more)).toContain(reason);
  });

  it('by concatenation stands beside a D that tells generators apart', async () => {
    const mechanisms = [{ type: 'mad-gan', generators: 4 }];
    const discriminator = { layers: [{ dense: 16, activation: 'leaky-relu' }, { dense: 5 }] };
    expect(await check({ condition: { type: 'concatenation' }, mechanisms, discriminator })).toEqual([]);
  });

  it('counts in the sizes that are shown beside layers', async () => {
    const parameters = async (condition: object) =>
      (await layerNotes(text({ condition }), { file })).map(({ parameters: own }) => own);
    // latent 8, 8 modes, points of 2 numbers, 16 units
    expect(await parameters({ type: 'concatenation' })).toEqual([17 * 16, 34, 11 * 16, 17]);
    expect(await parameters({ type: 'concatenation', embedding: 3 })).toEqual([12 * 16, 34, 6 * 16, 17]);
    expect(await parameters({ type: 'projection' })).toEqual([17 * 16, 34, 3 * 16, 17]);
  });
});
