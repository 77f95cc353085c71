import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { points } from '../../../src/metrics/index.ts';
import { Classes } from '../../../src/monitor/classes.ts';
import { inspect, usualDistance } from '../../../src/monitor/inspect.ts';
import { imageShapeOf, Mosaics, smallPicture } from '../../../src/monitor/mosaics.ts';
import { planeOf } from '../../../src/monitor/projection.ts';
import { discoverStructure } from '../../../src/monitor/structure.ts';
import { createRandom } from '../../../src/random/index.ts';
import { mosaicOf } from '../../../src/trainer/images.ts';
import { ring, without } from './helpers.ts';

describe('a sample that is looked at', () => {
  const random = createRandom(1);
  const real = points(ring(random, 400), 2);
  const structure = discoverStructure(real);
  const data = ring(random, 40, without(1));
  data.set(data.subarray(0, 2), 2);
  const x = points(data, 2);
  const usual = usualDistance(real);
  const given = { x, real, usual, structure, plane: planeOf(real), shape: undefined, classes: new Classes() };

  it('is shown with the real ones most like it, and their distances', () => {
    const found = inspect({ ...given, row: 7 });
    expect(found.values).toEqual(Float32Array.from(data.subarray(14, 16)));
    expect(found.place).toEqual([...data.subarray(14, 16)]);
    const distances = Array.from({ length: real.count }, (_, i) =>
      Math.hypot(real.data[2 * i]! - data[14]!, real.data[2 * i + 1]! - data[15]!),
    ).sort((a, b) => a - b);
    expect(found.neighbours.map(({ distance }) => distance)).toEqual(
      distances.slice(0, 5).map((distance) => expect.closeTo(distance, 6) as number),
    );
    expect(found.usual).toBe(usual);
    expect(usual).toBeGreaterThan(0);
  });

  it('has beside it the classes of the real ones, where these came with classes', () => {
    const classes = new Classes();
    classes.call(['even', 'odd']);
    classes.addRealLabels(Int32Array.from({ length: real.count }, (_, i) => i % 3));
    classes.addReal(real);
    const found = inspect({ ...given, row: 7, classes });
    const rowOf = (values: Float32Array): number =>
      Array.from({ length: real.count }, (_, i) => i).find((i) => real.data[2 * i] === values[0])!;
    expect(found.neighbours.map(({ label }) => label)).toEqual(
      found.neighbours.map(({ values }) => ['even', 'odd', '2'][rowOf(values!) % 3]),
    );
    // Those that were held out came without.
    expect(classes.classesOfReal(points(Float32Array.of(0, 0), 2))).toEqual([undefined]);
    expect(inspect({ ...given, row: 7 }).neighbours.some((each) => 'label' in each)).toBe(false);
  });

  it('is near the mode of its neighbours', () => {
    const found = inspect({ ...given, row: 7 });
    expect(found.modes).toBe(8);
    expect(found.mode).toBeGreaterThanOrEqual(0);
    expect(found.neighbours.every(({ mode }) => mode === found.mode)).toBe(true);
    const off = inspect({ ...given, x: points(Float32Array.of(0, 0), 2), row: 0 });
    expect(off.mode).toBe(-1);
  });

  it('is told how many others are nearly the same', () => {
    expect(inspect({ ...given, row: 0 }).twins).toBe(1);
    expect(inspect({ ...given, row: 9 }).twins).toBe(0);
  });
});

describe('images', () => {
  const shape = { height: 5, width: 4, channels: 1, channelsFirst: false };
  const values = Float32Array.from({ length: 6 * 20 }, (_, i) => Math.round(255 * ((i * 7) % 20)) / 20 / 127.5 - 1);

  it('of our own mosaics are found where they were put', () => {
    const { png } = mosaicOf('mosaic/generated', values, [1, 5, 4]);
    const mosaics = new Mosaics();
    mosaics.note(shape);
    const tiles = mosaics.cut(png)!;
    expect(tiles.grid).toEqual({ rows: 2, columns: 3, height: 5, width: 4, padding: 1, border: false });
    expect(tiles.points).toMatchObject({ count: 6, dimensions: 20 });
    for (const [i, value] of values.entries()) expect(tiles.points.data[i]).toBeCloseTo(value, 1.7);
    expect(mosaics.cut(png)).toBe(tiles);
  });

  it('in no grid are left alone', () => {
    const png = encode({ width: 40, height: 40, data: new Uint8Array(1600).fill(9), channels: 1 });
    expect(new Mosaics().cut(png)).toBeUndefined();
    expect(new Mosaics().cut(Uint8Array.of(1, 2, 3))).toBeUndefined();
  });

  it('of tensors are told by their shape, whichever axis has the channels', () => {
    expect(imageShapeOf([64, 28, 28, 1])).toEqual({ height: 28, width: 28, channels: 1, channelsFirst: false });
    expect(imageShapeOf([64, 3, 32, 30])).toEqual({ height: 32, width: 30, channels: 3, channelsFirst: true });
    expect(imageShapeOf([64, 2])).toBeUndefined();
    expect(imageShapeOf([64, 8, 8, 8])).toBeUndefined();
  });

  it('are made small to be looked at', () => {
    const x = points(Float32Array.of(-1, 0, 1, 1, -2, 3), 6);
    const colours = { height: 1, width: 2, channels: 3 };
    const first = smallPicture(x, 0, { ...colours, channelsFirst: true })!;
    expect([...first.data]).toEqual([0, 255, 0, 128, 255, 255]);
    const last = smallPicture(x, 0, { ...colours, channelsFirst: false })!;
    expect([...last.data]).toEqual([0, 128, 255, 255, 0, 255]);
    expect(smallPicture(x, 0, { ...colours, height: 2, channelsFirst: false })).toBeNull();
    const large = points(new Float32Array(64 * 64), 64 * 64);
    expect(smallPicture(large, 0, { height: 64, width: 64, channels: 1, channelsFirst: false })).toMatchObject({
      height: 32,
      width: 32,
      channels: 1,
    });
  });
});
