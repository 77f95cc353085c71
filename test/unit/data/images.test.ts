/** Data sets of images: formats against what Pillow and NumPy read, and everything that is refused. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { DataError, describeData, type DataSource } from '../../../src/data/index.ts';
import { decodePicture, intoPlanes, resized, type Picture } from '../../../src/data/pictures.ts';
import { createRandom } from '../../../src/random/index.ts';
import { open, rowsOf, temporaryFolder } from './helpers.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const made = (name: string): string => join(root, 'test/data/images', name);
const expected = JSON.parse(readFileSync(made('expected.json'), 'utf8')) as Record<string, unknown>;

/** All samples as bytes, those that black is 0 and white 255 of, in the order of their first bytes. */
function bytesOf(data: DataSource): number[][] {
  const rows = rowsOf(data.sample(data.count, createRandom(1)), data.dimensions);
  return rows.map((row) => row.map((value) => Math.round((value + 1) * 127.5))).sort((a, b) => a[0]! - b[0]!);
}

async function failure(opening: Promise<unknown>): Promise<DataError> {
  const error: unknown = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DataError)) throw new Error(`it was accepted, or failed otherwise: ${String(error)}`);
  expect(error.message).not.toContain('\n');
  return error;
}

/** An IDX file of bytes. */
function idxFile(shape: readonly number[], values: Uint8Array, type = 8): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt8(type, 2);
  header.writeUInt8(shape.length, 3);
  shape.forEach((size, axis) => header.writeUInt32BE(size, 4 + 4 * axis));
  return Buffer.concat([header, values]);
}

const counted = (n: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => i);

describe('an IDX file', () => {
  const write = (name: string, content: Buffer): string => {
    const file = join(temporaryFolder(), name);
    writeFileSync(file, content);
    return file;
  };

  it.each([
    ['plain', idxFile([3, 2, 4], counted(24))],
    ['gzipped', gzipSync(idxFile([3, 2, 4], counted(24)))],
  ])('%s is read, with its labels', async (_, content) => {
    const file = write('images', content);
    const labels = write('labels', idxFile([3], Uint8Array.of(2, 0, 1)));
    const data = await open({ type: 'idx', file, labels, holdout: 0 });
    expect(data).toMatchObject({ shape: [1, 2, 4], count: 3 });
    expect(bytesOf(data).flat()).toEqual([...counted(24)]);
    const pixels = rowsOf(data.sample(3, createRandom(5)), 8).map(([first]) => Math.round((first! + 1) * 127.5));
    expect([...data.classes!.sample(3, createRandom(5))]).toEqual(pixels.map((first) => [2, 0, 1][first / 8]));
    expect(await describeData({ type: 'idx', file, labels })).toEqual({
      shape: [1, 2, 4],
      rows: 3,
      classes: 3,
      lowest: -1,
      highest: 1,
    });
  });

  it.each([
    ['cut off', idxFile([3, 2, 4], counted(20)), 'malformed', 'has 36 bytes where its header promises 40'],
    [
      'gzipped and cut off',
      gzipSync(idxFile([3, 2, 4], counted(24))).subarray(0, -6),
      'malformed',
      'cut off or damaged',
    ],
    ['longer than it says', gzipSync(idxFile([1, 2, 4], counted(24))), 'malformed', 'unpacks to more than 24 bytes'],
    ['of labels', idxFile([3], counted(3)), 'unsupported', 'has 1 axis; a file of images has 3'],
    ['of float32', idxFile([1, 1, 1], counted(4), 0x0d), 'unsupported', 'numbers of type 0x0d'],
    ['without images', idxFile([0, 2, 4], counted(0)), 'no-rows', 'has no images'],
    ['too large', idxFile([60_000, 1000, 1000], counted(1)), 'too-large', 'has 60000000016 bytes'],
    ['that is none', Buffer.from('hello, world'), 'malformed', 'is no IDX file'],
    ['that is empty', Buffer.alloc(0), 'malformed', 'is no IDX file'],
  ])('%s is refused by name', async (_, content, code, message) => {
    const file = write('bad-images', content);
    const error = await failure(open({ type: 'idx', file, holdout: 0 }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.message.startsWith(file)).toBe(true);
  });

  it('of labels that are missing, or not as many, is refused by name before a run and at its begin', async () => {
    const file = write('images', idxFile([3, 2, 4], counted(24)));
    const two = write('two', idxFile([2], counted(2)));
    const gone = join(dirname(two), 'gone');
    for (const [labels, code, message] of [
      [two, 'ragged', 'has 2 labels for 3 samples'],
      [gone, 'missing-file', 'there is no such file'],
    ] as const) {
      for (const looking of [
        () => open({ type: 'idx', file, labels, holdout: 0 }),
        () => describeData({ type: 'idx', file, labels }),
      ]) {
        const error = await failure(looking());
        expect([error.code, error.location.file]).toEqual([code, labels]);
        expect(error.message).toContain(message);
      }
    }
  });
});

describe('a CIFAR file', () => {
  const record = (labels: readonly number[], byte: number): number[] => [
    ...labels,
    ...Array.from({ length: 3072 }, (_, i) => (byte + Math.floor(i / 1024)) % 256),
  ];
  const write = (...records: number[][]): string => {
    const file = join(temporaryFolder(), 'batch.bin');
    writeFileSync(file, Uint8Array.from(records.flat()));
    return file;
  };

  it('has red, green, blue planes and one label a record; several are one after the other', async () => {
    const files = [write(record([3], 10), record([9], 20)), write(record([0], 30))];
    const data = await open({ type: 'cifar', files, holdout: 0 });
    expect(data).toMatchObject({ shape: [3, 32, 32], count: 3 });
    const first = rowsOf(data.sample(3, createRandom(2)), 3072);
    const names = [...data.classes!.sample(3, createRandom(2))].map((label) => data.classes!.names[label]);
    const byte = (value: number): number => Math.round((value + 1) * 127.5);
    const told = first.map((row, i) => [byte(row[0]!), byte(row[1023]!), byte(row[1024]!), byte(row[3071]!), names[i]]);
    expect(told.sort()).toEqual([
      [10, 10, 11, 12, 'cat'],
      [20, 20, 21, 22, 'truck'],
      [30, 30, 31, 32, 'airplane'],
    ]);
    expect(await describeData({ type: 'cifar', files })).toMatchObject({ shape: [3, 32, 32], rows: 3, classes: 10 });
  });

  it('of a hundred classes is told by its size', async () => {
    const data = await open({ type: 'cifar', files: [write(record([1, 57], 0))], holdout: 0 });
    expect([...data.classes!.sample(1, createRandom(1))]).toEqual([57]);
  });

  it('that is cut off, or has other labels, is refused by name', async () => {
    const short = write(record([3], 10).slice(0, -1));
    expect((await failure(open({ type: 'cifar', files: [short], holdout: 0 }))).message).toBe(
      `${short}: has 3072 bytes, which is no multiple of a record's 3073 bytes: it is cut off, or no binary CIFAR file`,
    );
    const other = write(record([10], 0));
    expect((await failure(open({ type: 'cifar', files: [other], holdout: 0 }))).message).toContain('label 10 of 10');
  });
});

describe('a picture', () => {
  const read = (name: string): Picture => decodePicture(readFileSync(made(name)), made(name));
  const nested = ({ width, height, channels, data }: Picture): number[][][] =>
    Array.from({ length: height }, (_, y) =>
      Array.from({ length: width }, (_, x) => [
        ...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels),
      ]),
    );

  it.each(['grey', 'colour', 'alpha', 'grey_alpha', 'palette', 'one_bit', 'sixteen_bits'])(
    '%s.png has the pixels that Pillow reads',
    (name) => {
      expect(nested(read(`${name}.png`))).toEqual(expected[`${name}.png`]);
    },
  );

  it.each(['colour.jpg', 'grey.jpeg'])('%s has them but for rounding', (name) => {
    const theirs = (expected[name] as number[][][]).flat(2);
    const ours = nested(read(name)).flat(2);
    expect(ours).toHaveLength(theirs.length);
    ours.forEach((value, i) => expect(Math.abs(value - theirs[i]!)).toBeLessThanOrEqual(2));
  });

  it('is made smaller by the means of areas, stretched or cropped', () => {
    const large = read('large.png');
    const compare = (fit: 'crop' | 'stretch', name: string) => {
      const theirs = (expected[name] as number[][]).flat();
      const ours = [...resized(large, { width: 4, height: 4, fit }).data];
      expect(ours).toHaveLength(theirs.length);
      ours.forEach((value, i) => expect(Math.abs(value - theirs[i]!)).toBeLessThanOrEqual(1));
    };
    compare('stretch', 'stretched');
    compare('crop', 'cropped');
    // Pixels that are covered in part count in part.
    const three: Picture = { width: 3, height: 1, channels: 1, data: Uint8Array.of(30, 60, 240) };
    expect([...resized(three, { width: 2, height: 1, fit: 'stretch' }).data]).toEqual([40, 180]);
  });

  it('is made larger by repeating pixels, where that is a whole number of times', () => {
    const two: Picture = { width: 2, height: 1, channels: 1, data: Uint8Array.of(10, 200) };
    expect([...resized(two, { width: 4, height: 2, fit: 'stretch' }).data]).toEqual([
      10, 10, 200, 200, 10, 10, 200, 200,
    ]);
  });

  it('is made grey as Pillow does', () => {
    const out = new Uint8Array(35);
    intoPlanes(read('colour.png'), 1, out, 0);
    const theirs = (expected['luma'] as number[][]).flat();
    out.forEach((value, i) => expect(Math.abs(value - theirs[i]!)).toBeLessThanOrEqual(1));
  });

  it('of too many pixels is refused before it is decoded', () => {
    const bytes = readFileSync(made('grey.png'));
    bytes.writeUInt32BE(100_000, 16);
    bytes.writeUInt32BE(100_000, 20);
    expect(() => decodePicture(bytes, 'huge.png')).toThrow('huge.png: is 100000 x 100000 pixels');
  });
});

describe('a folder of pictures', () => {
  const defaults = { type: 'images', fit: 'crop', colour: 'rgb', broken: 'stop', holdout: 0 } as const;
  const plain = (byte: number, width = 2, height = 3): Uint8Array =>
    encode({ width, height, channels: 1, data: new Uint8Array(width * height).fill(byte) });

  function folderOf(files: Readonly<Record<string, Uint8Array | string>>): string {
    const folder = temporaryFolder();
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    return folder;
  }

  it('is read with what lies below it; other files are left alone', async () => {
    const folder = folderOf({ 'b.png': plain(20), 'a.PNG': plain(10), 'deep/er/c.png': plain(30), 'notes.txt': 'x' });
    const data = await open({ ...defaults, folder });
    expect(data).toMatchObject({ shape: [3, 3, 2], count: 3 });
    expect(data.classes).toBeUndefined();
    expect(bytesOf(data)).toEqual([10, 20, 30].map((byte) => new Array<number>(18).fill(byte)));
    expect(await describeData({ type: 'images', folder })).toMatchObject({ shape: [3, 3, 2], rows: 3 });
  });

  it('whose pictures all lie in folders has those as classes', async () => {
    const folder = folderOf({ 'dogs/1.png': plain(1), 'cats/2.png': plain(2), 'cats/more/3.png': plain(3) });
    const data = await open({ ...defaults, colour: 'grey', folder });
    const { names } = data.classes!;
    expect(names).toEqual(['cats', 'dogs']);
    const first = rowsOf(data.sample(3, createRandom(4)), 6).map(([value]) => Math.round((value! + 1) * 127.5));
    const labels = data.classes!.sample(3, createRandom(4));
    expect(first.map((byte, i) => `${byte} ${names[labels[i]!]}`).sort()).toEqual(['1 dogs', '2 cats', '3 cats']);
  });

  it('brings all to one size where that is given', async () => {
    const folder = folderOf({ 'a.png': plain(10), 'b.png': plain(20, 9, 5) });
    const data = await open({ ...defaults, folder, width: 4, height: 2 });
    expect(data.shape).toEqual([3, 2, 4]);
    expect(bytesOf(data)).toEqual([10, 20].map((byte) => new Array<number>(24).fill(byte)));
    expect((await open({ ...defaults, folder, width: 4 })).shape).toEqual([3, 4, 4]);
  });

  it('with mixed sizes is refused, both named', async () => {
    const folder = folderOf({ 'a.png': plain(10), 'b.png': plain(20, 9, 5) });
    const error = await failure(open({ ...defaults, folder }));
    expect(error.message).toBe(
      `${join(folder, 'b.png')}: is 9 x 5 pixels, ${join(folder, 'a.png')} is 2 x 3; ` +
        'give data.width and data.height, to which all are then brought',
    );
  });

  it('with a broken picture is refused by its name, or goes on without it', async () => {
    const cut = plain(7).subarray(0, 40);
    const folder = folderOf({ 'a.png': plain(10), 'b.png': cut, 'c.jpg': 'no picture' });
    const error = await failure(open({ ...defaults, folder }));
    expect(error.code).toBe('malformed');
    expect(error.message).toContain(`${join(folder, 'b.png')}: cannot be decoded`);
    const data = await open({ ...defaults, folder, broken: 'skip' });
    expect(data.count).toBe(1);
    expect(data.skipped!.map((line) => line.slice(0, line.indexOf(': ')))).toEqual(
      ['b.png', 'c.jpg'].map((name) => join(folder, name)),
    );
  });

  it('with a flipped bit in a picture is refused: its check sum tells', async () => {
    const png = Uint8Array.from(readFileSync(made('colour.png')));
    png[60]! ^= 1;
    const error = await failure(open({ ...defaults, folder: folderOf({ 'flipped.png': png }) }));
    expect(error.message).toContain('flipped.png: cannot be decoded');
  });

  it.each([
    ['empty', { 'notes.txt': 'x' }, 'no-rows', 'has no pictures (.png, .jpg, .jpeg) in it'],
    ['of broken pictures alone', { 'a.png': 'x' }, 'no-rows', 'none of its 1 pictures can be decoded; the first: '],
  ] as const)('%s is refused', async (_, files, code, message) => {
    const folder = folderOf(files);
    const error = await failure(open({ ...defaults, folder, broken: 'skip' }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(`${folder}: ${message}`);
  });

  it('that is not there, or a file, is refused', async () => {
    const folder = folderOf({ 'a.png': plain(1) });
    const gone = join(folder, 'gone');
    expect((await failure(open({ ...defaults, folder: gone }))).message).toBe(`${gone}: there is no such folder`);
    const file = join(folder, 'a.png');
    expect((await failure(open({ ...defaults, folder: file }))).message).toBe(`${file}: is a file, not a folder`);
  });
});

describe('an array', () => {
  const arrays = { type: 'arrays', holdout: 0 } as const;

  it('of bytes is grey images from black to white', async () => {
    const data = await open({ ...arrays, file: made('images_u1.npy') });
    expect(data).toMatchObject({ shape: [1, 3, 5], count: 4 });
    expect(bytesOf(data).flat()).toEqual([...counted(60)]);
    expect(await describeData({ type: 'arrays', file: made('images_u1.npy') })).toMatchObject({
      shape: [1, 3, 5],
      rows: 4,
    });
  });

  it('with channels last is turned to channels first', async () => {
    const data = await open({ ...arrays, file: made('channels_last_f4.npy') });
    expect(data.shape).toEqual([3, 5, 6]);
    const rows = rowsOf(data.sample(2, createRandom(1)), 90).sort((a, b) => a[0]! - b[0]!);
    // The number at [n, y, x, c] was its place in C order, over 90, less 1.
    rows.forEach((row, n) =>
      row.forEach((value, at) => {
        const [c, place] = [Math.floor(at / 30), at % 30];
        expect(value).toBeCloseTo((90 * n + 3 * place + c) / 90 - 1, 5);
      }),
    );
  });

  it('in Fortran order, with channels first, in a range', async () => {
    const data = await open({ ...arrays, file: made('fortran_f8.npy'), range: [0, 2] });
    expect(data.shape).toEqual([3, 6, 5]);
    const rows = rowsOf(data.sample(2, createRandom(1)), 90).sort((a, b) => a[0]! - b[0]!);
    rows.forEach((row, n) => row.forEach((value, at) => expect(value).toBeCloseTo((90 * n + at) / 180 - 1, 5)));
  });

  it('of volumes keeps their depth', async () => {
    const data = await open({ ...arrays, file: made('volumes_u1.npy') });
    expect(data).toMatchObject({ shape: [1, 5, 6, 5], dimensions: 150, count: 2 });
  });

  it.each([
    ['stored.npz', { labels: 'y' }],
    ['deflated.npz', { array: 'b' }],
  ])('of %s is found by its name or its shape', async (name, more) => {
    const data = await open({ ...arrays, file: made(name), ...more });
    expect(bytesOf(data).flat()).toEqual([...counted(60)]);
    expect(data.classes?.names).toEqual('labels' in more ? ['0', '1', '2'] : undefined);
  });

  it.each([
    ['deflated.npz', {}, 'has the arrays a, b; name one by data.array'],
    ['deflated.npz', { array: 'z' }, 'has no array "z"; it has a, b'],
    ['stored.npz', { labels: 'x' }, 'has labels "x" of the shape [4, 3, 5]'],
    ['images_u1.npy', { labels: 'y' }, 'labels are read from a .npz file'],
    ['fortran_f8.npy', { channels: 'none', range: [-3, 0.5] }, ''],
    ['channels_last_f4.npy', { channels: 'none', range: [1, 1] }, 'data.range goes from 1 to 1'],
    ['images_u1.npy', { channels: 'last' }, 'has the shape [4, 3, 5]; images have'],
    ['../npy/a_float32.npy', {}, 'images have [samples, height, width]'],
    ['../npy/complex.npy', {}, 'holds elements of type c8'],
    ['../npy/three_dimensions.npy', {}, ''],
  ] as const)('%s with %j', async (name, more, message) => {
    const opening = open({ ...arrays, file: made(name), ...more });
    if (message === '') expect((await opening).count).toBeGreaterThan(0);
    else {
      const error = await failure(opening);
      expect(error.message).toContain(message);
      expect(error.message).toContain(name.split('/').at(-1));
    }
  });

  it('of numbers beyond [-1, 1] needs their range; one that is cut off is refused', async () => {
    const folder = temporaryFolder();
    const bytes = readFileSync(made('channels_last_f4.npy'));
    const wide = join(folder, 'wide.npy');
    const scaled = Buffer.from(bytes);
    scaled.writeFloatLE(255, scaled.length - 4);
    writeFileSync(wide, scaled);
    expect((await failure(open({ ...arrays, file: wide }))).message).toContain('numbers from -1 to 255, where images');
    const cut = join(folder, 'cut.npy');
    writeFileSync(cut, bytes.subarray(0, -3));
    expect((await failure(open({ ...arrays, file: cut }))).message).toContain('where its shape needs 720');
    const npz = join(folder, 'cut.npz');
    writeFileSync(npz, readFileSync(made('stored.npz')).subarray(0, -30));
    expect((await failure(open({ ...arrays, file: npz }))).message).toContain(
      'cut.npz: is no .npz file, or is cut off',
    );
    copyFileSync(made('grey.png'), join(folder, 'text.npy'));
    expect((await failure(open({ ...arrays, file: join(folder, 'text.npy') }))).message).toContain('is no .npy file');
  });
});

describe('stacked images', () => {
  it('are three grey ones, drawn independently, with their classes as one of a thousand', async () => {
    const data = await open({ type: 'stacked', holdout: 0.1 });
    expect(data).toMatchObject({ shape: [3, 8, 8], dimensions: 192, count: Infinity });
    expect(data.classes!.names).toHaveLength(1000);
    expect(data.classes!.names[407]).toBe('407');
    const digits = await open({ type: 'digits', holdout: 0 });
    const all = rowsOf(digits.sample(1797, createRandom(1)), 64);
    const labels = digits.classes!.sample(1797, createRandom(1));
    const classOf = new Map(all.map((row, i) => [row.join(), labels[i]]));
    const three = rowsOf(data.sample(50, createRandom(3)), 192);
    const names = [...data.classes!.sample(50, createRandom(3))].map((label) => data.classes!.names[label]);
    const told = three.map((row) => [0, 1, 2].map((c) => classOf.get(row.slice(64 * c, 64 * (c + 1)).join())).join(''));
    expect(told).toEqual(names);
    expect(new Set(names).size).toBeGreaterThan(40);
    expect(data.holdout!.sample(2, createRandom(1))).toHaveLength(384);
  });

  it('go on with the same bits after their state went through JSON', async () => {
    const data = await open({ type: 'stacked', holdout: 0.1 });
    data.nextBatch(3);
    const state = JSON.parse(JSON.stringify(data.state())) as ReturnType<DataSource['state']>;
    const next = data.nextBatch(5);
    const again = await open({ type: 'stacked', holdout: 0.1 });
    again.restore(state);
    expect(again.nextBatch(5)).toEqual(next);
  });
});
