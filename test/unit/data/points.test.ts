import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DataError, describeData, openData, type DataSource } from '../../../src/data/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { allRows, openFile, rowsOf, temporaryFolder } from './helpers.ts';

const numbered = (n: number): string => Array.from({ length: n }, (_, i) => `${i},${-i}`).join('\n');

/** What went wrong, with the folder cut off. */
async function failure(opening: Promise<DataSource>): Promise<DataError> {
  try {
    await opening;
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('a CSV file', () => {
  const expected = [
    [1, 2.5],
    [3, -4],
  ];

  it.each([
    ['with commas', '1,2.5\n3,-4\n'],
    ['without a last line end', '1,2.5\n3,-4'],
    ['with Windows line ends', '1,2.5\r\n3,-4\r\n'],
    ['with a header', 'x,y\n1,2.5\n3,-4\n'],
    ['with quotes', '"x","y"\n"1","2.5"\n3,-4\n'],
    ['with a byte order mark', '\uFEFFx,y\n1,2.5\n3,-4\n'],
    ['with semicolons', 'x;y\n1;2.5\n3;-4\n'],
    ['with tabs', 'x\ty\n1\t2.5\n3\t-4\n'],
    ['with spaces around', 'x, y\n 1 , 2.5\n3, -4\n'],
    ['with comments, as numpy.savetxt writes', '# x,y\n1.0e+00,2.5e+00\n3,-4\n'],
    ['with blank lines', '\n1,2.5\n\n3,-4\n\n'],
    ['with every way to write a number', '1.,+2.5\n.3e1,-40E-1\n'],
    ['with commas and a header with a semicolon', 'x;1,y;1\n1,2.5\n3,-4\n'],
  ])('%s', async (_, text) => {
    expect(await allRows(openFile(text))).toEqual(expected);
  });

  it('may have one column', async () => {
    const data = await openFile('x\n1\n2\n');
    expect(data.dimensions).toBe(1);
    expect(await allRows(data)).toEqual([[1], [2]]);
  });

  it.each([
    ['x,y\n1,2\n3,abc\n', 'not-a-number', 'row 3, column 2 (y): "abc" is not a number', { line: 3, column: 2 }],
    ['1,2\n3,4\nred,5\n', 'not-a-number', 'row 3, column 1: "red" is not a number', { line: 3, column: 1 }],
    ['# c\n\n1,2\n3,x\n', 'not-a-number', 'row 4, column 2', { line: 4, column: 2 }],
    ['id,x\na,1\nb,2\n', 'not-a-number', 'row 2, column 1 (id): "a"', { line: 2, column: 1 }],
    ['1 2\n3 4\n', 'not-a-number', 'separate the columns by commas', { line: 2, column: 1 }],
    ['1;2,5\n3;4,5\n', 'not-a-number', 'write decimals with a point', { line: 1, column: 2 }],
    ['0x10,1\n2,3\n', 'not-a-number', '"0x10"', { line: 1, column: 1 }],
    ['1,2\n3,nan\n', 'not-finite', 'row 2, column 2: nan is not a finite number', { line: 2, column: 2 }],
    ['nan,nan\n', 'not-finite', 'row 1, column 1', { line: 1, column: 1 }],
    ['1,2\n-inf,3\n', 'not-finite', 'row 2, column 1: -inf', { line: 2, column: 1 }],
    ['1,2\n1e39,3\n', 'not-finite', '1e39 is beyond the range of float32', { line: 2, column: 1 }],
    ['1,2\n3,\n', 'missing-cell', 'row 2, column 2 is empty', { line: 2, column: 2 }],
    ['1,2\n3,4,5\n', 'ragged', 'row 2 has 3 columns, the first has 2', { line: 2 }],
    ['x,y\n1\n', 'ragged', 'row 2 has 1 column, the first has 2', { line: 2 }],
    ['', 'no-rows', 'has no rows of numbers', {}],
    ['x,y\n', 'no-rows', 'has no rows of numbers', {}],
    ['# only a comment', 'no-rows', 'has no rows of numbers', {}],
    ['1,"2\n3,4\n', 'malformed', 'is no table of numbers', {}],
  ])('%j is refused', async (text, code, message, location) => {
    const error = await failure(openFile(text));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.message).toContain('points.csv: ');
    expect(error.message).not.toContain('\n');
    expect(error.location).toMatchObject(location);
  });

  it('of any bytes is refused in one line', async () => {
    const bytes = new Float32Array(1000);
    createRandom(1).fillNormal(bytes);
    const error = await failure(openFile(new Uint8Array(bytes.buffer)));
    expect(error.message).not.toMatch(/[\n\r]/);
  });
});

describe('a .npy file', () => {
  const folder = join(import.meta.dirname, '../../data/npy');
  const openNpy = (name: string): Promise<DataSource> =>
    openData(
      { type: 'points', file: join(folder, `${name}.npy`), standardize: false, holdout: 0 },
      { configFile: join(temporaryFolder(), 'some.gan.json'), random: createRandom(1) },
    );

  it.each(readdirSync(folder).filter((name) => /^[a-e]_.*\.npy$/.test(name)))('%s', async (name) => {
    expect(await allRows(openNpy(name.replace('.npy', '')))).toEqual([
      [0, 100],
      [1.5, -2],
      [3, 4.25],
    ]);
  });

  it.each(['i1', 'i2', 'i4', 'i8', 'u1', 'u2', 'u4', 'u8'])('of integers %s', async (type) => {
    expect(await allRows(openNpy(`integers_${type}`))).toEqual([
      [1, 2],
      [100, 4],
    ]);
  });

  it('of one dimension has one column', async () => {
    expect(await allRows(openNpy('one_dimension'))).toEqual([[1], [2], [3]]);
  });

  it.each([
    ['three_dimensions', 'unsupported', 'reshape it to [rows, dimensions]'],
    ['nan', 'not-finite', 'row 2, column 2'],
    ['beyond_float32', 'not-finite', 'row 2, column 1'],
    ['empty', 'no-rows', 'has no numbers'],
    ['complex', 'unsupported', 'c8'],
    ['records', 'unsupported', 'records'],
    ['objects', 'unsupported', ''],
  ])('%s is refused', async (name, code, message) => {
    const error = await failure(openNpy(name));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.message).toContain(`${name}.npy: `);
  });

  it('cut anywhere is refused', async () => {
    const bytes = readFileSync(join(folder, 'a_float32.npy'));
    for (let length = 0; length < bytes.length; length += 7) {
      const error = await failure(openFile(bytes.subarray(0, length), { name: 'cut.npy' }));
      expect(error.code).toBe('malformed');
    }
  });
});

describe('the path', () => {
  const config = (file: string) => ({ type: 'points', file, standardize: false, holdout: 0 }) as const;

  it('is relative to the config, and absolute where it is', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'sub', 'p.csv'), '1,2\n');
    writeFileSync(join(folder, 'q.csv'), '1,2\n');
    const context = { configFile: join(folder, 'c.gan.json'), random: createRandom(1) };
    expect((await openData(config('sub/p.csv'), context)).count).toBe(1);
    expect((await openData(config(join(folder, 'sub', 'p.csv')), context)).count).toBe(1);
    const below = { ...context, configFile: join(folder, 'sub', 'c.gan.json') };
    expect((await failure(openData(config('../q.csv'), below))).code).toBe('outside');
    expect((await openData(config('../q.csv'), { ...below, root: folder })).count).toBe(1);
  });

  it.each([
    ['none.csv', 'missing-file', 'there is no such file'],
    ['folder.csv', 'unreadable', 'is a folder'],
    ['image.png', 'unsupported', 'neither a .csv nor a .npy'],
  ])('%s is refused', async (file, code, message) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder.csv'));
    writeFileSync(join(folder, 'image.png'), '');
    const error = await failure(
      openData(config(file), { configFile: join(folder, 'c.gan.json'), random: createRandom(1) }),
    );
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.message).toContain(file);
  });
});

describe('epochs', () => {
  it('use every row once, each in another order', async () => {
    const data = await openFile(numbered(10));
    const epochs = [0, 1, 2].map(() => rowsOf(data.nextBatch(10), 2).map((row) => row[0]!));
    for (const epoch of epochs) expect([...epoch].sort((a, b) => a - b)).toEqual([...Array(10).keys()]);
    expect(new Set(epochs.map((epoch) => epoch.join())).size).toBe(3);
  });

  it('do not depend on the size of the batches; a batch may span several', async () => {
    const whole = (await openFile(numbered(10))).nextBatch(35);
    const data = await openFile(numbered(10));
    const pieces = [3, 9, 23].flatMap((n) => [...data.nextBatch(n)]);
    expect(Float32Array.from(pieces)).toEqual(whole);
  });

  it('go on with the same rows from any place after their state went through JSON', async () => {
    for (const used of [0, 4, 10, 23]) {
      const data = await openFile(numbered(10));
      if (used > 0) data.nextBatch(used);
      const state = JSON.parse(JSON.stringify(data.state())) as ReturnType<DataSource['state']>;
      const resumed = await openFile(numbered(10));
      resumed.restore(state);
      expect(resumed.nextBatch(37)).toEqual(data.nextBatch(37));
    }
  });

  it('refuse a state of more rows', async () => {
    const data = await openFile(numbered(10));
    expect(() => data.restore({ ...data.state(), position: 11 })).toThrow(RangeError);
  });

  it('depend on the seed', async () => {
    const first = (await openFile(numbered(50), { seed: 1 })).nextBatch(50);
    expect((await openFile(numbered(50), { seed: 2 })).nextBatch(50)).not.toEqual(first);
  });
});

describe('samples', () => {
  it('are distinct while there are enough rows, then evenly repeated', async () => {
    const data = await openFile(numbered(10));
    const counts = (n: number): number[] => {
      const times = new Array<number>(10).fill(0);
      for (const row of rowsOf(data.sample(n, createRandom(3)), 2)) times[row[0]!]!++;
      return times.sort((a, b) => a - b);
    };
    expect(counts(7)).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1, 1]);
    expect(counts(25)).toEqual([2, 2, 2, 2, 2, 3, 3, 3, 3, 3]);
  });
});

describe('held-out rows', () => {
  it('are never in a batch, and are the same for the same seed', async () => {
    const data = await openFile(numbered(20), { holdout: 0.25 });
    expect([data.count, data.holdout!.count]).toEqual([15, 5]);
    const held = rowsOf(data.holdout!.sample(5, createRandom(2)), 2).map((row) => row[0]!);
    const trained = rowsOf(data.nextBatch(45), 2).map((row) => row[0]!);
    expect(new Set([...held, ...trained]).size).toBe(20);
    expect(trained.filter((row) => held.includes(row))).toEqual([]);
    const again = await openFile(numbered(20), { holdout: 0.25 });
    const heldAgain = rowsOf(again.holdout!.sample(5, createRandom(8)), 2).map((row) => row[0]!);
    expect(heldAgain.sort()).toEqual(held.sort());
  });

  it('must leave rows on both sides', async () => {
    expect((await failure(openFile(numbered(2), { holdout: 0.9 }))).code).toBe('holdout-rows');
    expect((await failure(openFile(numbered(2), { holdout: 0.1 }))).message).toContain('none of its 2 rows');
  });
});

describe('standardised columns', () => {
  it('have mean 0 and deviation 1; a constant one stays finite', async () => {
    const data = await openFile('1,5,7\n2,5,8\n6,5,90\n', { standardize: true });
    const columns = [0, 1, 2].map((i) => rowsOf(data.sample(3, createRandom(1)), 3).map((row) => row[i]!));
    for (const column of [columns[0]!, columns[2]!]) {
      expect(column.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 5);
      expect(column.reduce((a, b) => a + b * b, 0) / 3).toBeCloseTo(1, 5);
    }
    expect(columns[1]).toEqual([0, 0, 0]);
    expect(data.standardized!.mean).toEqual([3, 5, 35]);
    expect(data.standardized!.std[1]).toBe(1);
  });
});

describe('a look into a file', () => {
  it('tells rows, dimensions and reach', async () => {
    const file = join(temporaryFolder(), 'p.csv');
    writeFileSync(file, 'x,y\n1,2\n-3,4\n5,6\n');
    expect(await describeData({ type: 'points', file })).toEqual({
      shape: [2],
      rows: 3,
      classes: 0,
      lowest: -3,
      highest: 6,
    });
    expect(await describeData({ type: 'points', file, standardize: true })).toEqual({
      shape: [2],
      rows: 3,
      classes: 0,
    });
  });
});
