/** Grids that torchvision and others made, cut into their images. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { gridOf, pictureOf, TileCutter } from '../../../src/monitor/tiles.ts';

const read = (name: string): Uint8Array => readFileSync(resolve(import.meta.dirname, `../../data/grids/${name}.png`));
const picture = (name: string) => pictureOf(read(name))!;

describe('the layout of a grid', () => {
  it.each([
    ['torchvision_digits_8x4_pad2', 4, 8, 28, 2],
    ['torchvision_digits_60_of_8x8_pad2', 8, 8, 28, 2],
    ['torchvision_digits_5x5_pad1_white', 5, 5, 28, 1],
    ['torchvision_digits_8x8_pad0', 8, 8, 28, 0],
    ['torchvision_colour_8x8_pad2', 8, 8, 32, 2],
    ['colour_4x4_pad0', 4, 4, 32, 0],
    ['numpy_digits_4x4_pad0', 4, 4, 28, 0],
  ])('of %s', (name, rows, columns, size, padding) => {
    expect(gridOf(picture(name))).toMatchObject({ rows, columns, height: size, width: size, padding });
  });

  it('is not read into one image, nor into an even area', () => {
    expect(gridOf(picture('single'))).toBeUndefined();
    expect(gridOf(picture('plain'))).toBeUndefined();
  });
});

describe('the tiles of a grid', () => {
  it('are the images, grey ones with one channel, places that are left over left out', () => {
    const tiles = new TileCutter().cut(picture('torchvision_digits_60_of_8x8_pad2'))!;
    expect(tiles).toMatchObject({ count: 60, dimensions: 28 * 28 });
    const whole = picture('torchvision_digits_60_of_8x8_pad2');
    // Tile 10 is in row 1, column 2; its pixel (5, 7) is there in the grid.
    const expected = Number(whole.data[3 * ((2 + 30 + 5) * whole.width + 2 + 60 + 7)]) / 127.5 - 1;
    expect(tiles.data[10 * 784 + 5 * 28 + 7]).toBeCloseTo(expected, 6);
  });

  it('are alike in a run: one that begins grey goes on grey, and a layout once found is kept', () => {
    const cutter = new TileCutter();
    cutter.cut(picture('torchvision_digits_8x4_pad2'));
    const plain = picture('plain');
    const grey = cutter.cut({ ...plain, data: Array.from(plain.data, (x, i) => x + (i % 97)) });
    expect(grey).toMatchObject({ count: 32, dimensions: 28 * 28 });
  });

  it('are made smaller where they are large, by the mean of blocks', () => {
    const size = 2 * 130 + 2;
    const data = new Uint8Array(size * size);
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        const inside = (y - 2) % 130 < 128 && (x - 2) % 130 < 128 && y > 1 && x > 1;
        data[y * size + x] = inside ? (x % 2 === 0 ? 200 : 100) : 0;
      }
    }
    const tiles = new TileCutter().cut({ height: size, width: size, channels: 1, data })!;
    expect(tiles).toMatchObject({ count: 4, dimensions: 32 * 32 });
    expect(tiles.data[500]).toBeCloseTo(150 / 127.5 - 1, 5);
  });
});

describe('what is no picture', () => {
  it('is refused before anything is allocated for it', () => {
    const png = encode({ width: 4, height: 4, data: new Uint8Array(16), channels: 1 });
    expect(pictureOf(png)).toMatchObject({ width: 4, height: 4, channels: 1 });
    const claims = png.slice();
    new DataView(claims.buffer).setUint32(16, 2 ** 31 - 1);
    expect(pictureOf(claims)).toBeUndefined();
    expect(pictureOf(png.slice(0, 50))).toBeUndefined();
    expect(
      pictureOf(new TextEncoder().encode('GIF89a, and then some more of it, so that it is long enough')),
    ).toBeUndefined();
  });
});
