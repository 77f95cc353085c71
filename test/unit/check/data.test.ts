import { copyFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dataFileReader, diagnose, type Problem } from '../../../src/check/index.ts';
import { describeData } from '../../../src/data/index.ts';
import { temporaryFolder } from './helpers.ts';
import { withData } from './valid.ts';

const folder = temporaryFolder();
const file = join(folder, 'a.gan.json');
const arrays = resolve(dirname(fileURLToPath(import.meta.url)), '../../data/npy');

async function problemsWith(name: string, content?: string | Buffer, more: object = {}): Promise<Problem[]> {
  if (content !== undefined) writeFileSync(join(folder, name), content);
  const text = withData({ type: 'points', file: name }, more);
  return diagnose(text, { file, describeData });
}

/** The only problem, which must stand on the file's name. */
async function complaint(name: string, content?: string | Buffer): Promise<string> {
  const problems = await problemsWith(name, content);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ path: 'data.file', severity: 'error', range: { line: 4, column: 13 } });
  expect(problems[0]?.message).toContain(name);
  expect(problems[0]?.message).not.toContain('\n');
  return problems[0]!.message;
}

const rows = (count: number, row: string) => `${row}\n`.repeat(count);

describe('a data file', () => {
  it('that is fine gives no problem', async () => {
    expect(await problemsWith('good.csv', `x,y\n${rows(300, '1.5,-2')}`)).toEqual([]);
  });

  it('with a text cell is told by row and column', async () => {
    expect(await complaint('text.csv', 'x,y\n1,2\n3,four\n')).toMatch(/row 3, column 2 \(y\): "four" is not a number/);
  });

  it('with a cell that is NaN, infinite, empty or too large for float32', async () => {
    expect(await complaint('nan.csv', '1,2\n3,NaN\n')).toMatch(/row 2, column 2: NaN is not a finite number; remove/);
    expect(await complaint('inf.csv', '1,2\n-inf,3\n')).toMatch(/row 2, column 1: -inf/);
    expect(await complaint('empty-cell.csv', '1,2\n3,\n')).toMatch(/row 2, column 2 is empty/);
    expect(await complaint('huge.csv', '1,2\n1e39,3\n')).toMatch(
      /row 2, column 1: 1e39 is beyond the range of float32/,
    );
  });

  it('without rows, or with rows of different lengths', async () => {
    expect(await complaint('none.csv', '')).toContain('no rows');
    expect(await complaint('header.csv', 'x,y\n')).toContain('no rows');
    expect(await complaint('ragged.csv', '1,2\n3\n')).toContain('row 2 has 1 column, the first has 2');
  });

  it('that is missing, a folder, or no .npy file', async () => {
    expect(await complaint('missing.csv')).toContain(join(folder, 'missing.csv'));
    mkdirSync(join(folder, 'folder.csv'));
    expect(await complaint('folder.csv')).toContain('is a folder');
    expect(await complaint('text.npy', 'hello, this is no array')).toContain('is no .npy file');
  });

  it.each([
    ['complex.npy', 'float32'],
    ['three_dimensions.npy', 'reshape'],
    ['empty.npy', 'no numbers'],
    ['nan.npy', 'not a finite number'],
    ['objects.npy', 'float32'],
    ['records.npy', 'one array of numbers'],
  ])('of NumPy that cannot be used: %s', async (name, why) => {
    copyFileSync(join(arrays, name), join(folder, name));
    expect(await complaint(name)).toContain(why);
  });

  it('of other dimensions than the generator gives blames the generator', async () => {
    const problems = await problemsWith('three.csv', rows(300, '1,2,3'));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      code: 'generator-output',
      path: 'generator.layers[1].dense',
      message: 'The generator gives 2 numbers per sample, but the data has 3 dimensions.',
      fix: { edits: [{ kind: 'set', path: 'generator.layers[1].dense', value: 3 }] },
    });
  });

  it('with fewer rows than a batch is a warning, with none left to hold out an error', async () => {
    expect(await problemsWith('few.csv', rows(20, '1,2'), { training: { batch: 32 } })).toMatchObject([
      { code: 'batch-exceeds-rows', severity: 'warning', path: 'training.batch', fix: { title: 'Set to 20' } },
    ]);
    const text = withData({ type: 'points', file: 'few.csv', holdout: 0.01 });
    expect(await diagnose(text, { file, describeData })).toMatchObject([
      { code: 'holdout-rows', severity: 'error', path: 'data.holdout' },
    ]);
  });

  it('may lie in the workspace above the config, not above the workspace', async () => {
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    writeFileSync(join(folder, 'above.csv'), rows(300, '1,2'));
    const text = withData({ type: 'points', file: '../above.csv' });
    const context = { file: join(inner, 'a.gan.json'), describeData };
    expect(await diagnose(text, { ...context, root: folder })).toEqual([]);
    expect(await diagnose(text, context)).toMatchObject([{ code: 'data-path', path: 'data.file' }]);
    const absolute = withData({ type: 'points', file: join(folder, 'above.csv') });
    expect(await diagnose(absolute, context)).toEqual([]);
  });
});

describe('looking into data files while typing', () => {
  const path = join(folder, 'typed.csv');
  const data = { type: 'points', file: path } as const;

  it('sees what is there now, though it remembers', async () => {
    const read = dataFileReader();
    const time = new Date(2026, 0, 1);
    writeFileSync(path, rows(3, '1,2'));
    utimesSync(path, time, time);
    expect(await read(data)).toMatchObject({ rows: 3, shape: [2], lowest: 1, highest: 2 });
    // The same size and time: as far as can be told the same file, which is not read again.
    writeFileSync(path, rows(3, '7,8'));
    utimesSync(path, time, time);
    expect(await read(data)).toMatchObject({ highest: 2 });
    writeFileSync(path, rows(4, '7,8'));
    expect(await read(data)).toMatchObject({ rows: 4, highest: 8 });
    expect(await read({ ...data, standardize: true })).not.toHaveProperty('highest');
  });

  it('leaves large files to the run', async () => {
    writeFileSync(path, rows(100, '1,2'));
    expect(await dataFileReader(100)(data)).toBe(undefined);
    const text = withData({ ...data });
    expect(await diagnose(text, { file, describeData: dataFileReader(100) })).toEqual([]);
  });

  it('says what is wrong like any other look', async () => {
    await expect(dataFileReader()({ ...data, file: join(folder, 'not-there.csv') })).rejects.toMatchObject({
      code: 'missing-file',
    });
  });
});

describe('weights', () => {
  it.each([
    [{ type: 'ring', modes: 8, radius: 2, std: 0.1, weights: [1, 2] }, '"weights" has 2 numbers for 8 modes'],
    [{ type: 'grid', side: 3, spacing: 1, std: 0.1, weights: [1] }, '"weights" has 1 numbers for 9 modes'],
    [{ type: 'random', modes: 2, extent: 1, std: 0.1, weights: [1, 2, 3] }, '"weights" has 3 numbers for 2 modes'],
  ])('must be as many as modes: %j', async (data, message) => {
    const [problem, ...others] = await diagnose(withData(data), { file });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'mixture-length', path: 'data.weights' });
    expect(problem!.message).toContain(message);
  });
});
