import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { tailEvents, type EventValue } from '../../../src/events/index.ts';
import { channelsLast, mosaicOf, tilesOf } from '../../../src/trainer/images.ts';
import { begin, stepsOf, temporaryFolder, trainOn, writeConfig, type Changes } from './helpers.ts';

describe('images in a log', () => {
  it('have their channels last', () => {
    // Two images of two channels, 1 x 3 pixels: number 100 n + 10 c + x at image n, channel c, column x
    const values = Float32Array.of(0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112);
    expect([...channelsLast(values, [2, 1, 3])]).toEqual([0, 10, 1, 11, 2, 12, 100, 110, 101, 111, 102, 112]);
    expect(channelsLast(values, [12])).toBe(values);
  });

  it('are tiles of a mosaic, row by row, with transparent gaps', () => {
    // Five grey images of 1 x 2 pixels: three columns, two rows
    const values = Float32Array.of(-1, 1, -0.5, 0.5, 7, -7, NaN, 0, 1, 1);
    const { png, width, height } = mosaicOf('m', values, [1, 1, 2]);
    const image = decode(png);
    expect([image.width, image.height, image.channels]).toEqual([8, 3, 4]);
    expect([width, height]).toEqual([8, 3]);
    const grey = (x: number, y: number): number | undefined =>
      image.data[4 * (8 * y + x) + 3] === 0 ? undefined : image.data[4 * (8 * y + x)];
    const row = (y: number) => Array.from({ length: 8 }, (_, x) => grey(x, y));
    expect(row(0)).toEqual([0, 255, undefined, 64, 191, undefined, 255, 0]);
    expect(row(1)).toEqual(new Array(8).fill(undefined));
    expect(row(2)).toEqual([0, 128, undefined, 255, 255, undefined, undefined, undefined]);
  });

  it('are drawn in colour, of a volume the middle slice', () => {
    const colour = decode(mosaicOf('m', Float32Array.of(1, -1, 0), [3, 1, 1]).png);
    expect([...colour.data]).toEqual([255, 0, 128, 255]);
    const volume = decode(mosaicOf('m', Float32Array.of(-1, 0, 1), [1, 3, 1, 1]).png);
    expect([...volume.data]).toEqual([128, 128, 128, 255]);
  });

  it('are fewer the larger they are', () => {
    expect([8, 28, 32, 64, 128, 512].map((side) => tilesOf([3, side, side]))).toEqual([64, 64, 64, 16, 4, 4]);
  });
});

describe('a run on images', () => {
  const onDigits: Changes = {
    data: { type: 'digits' },
    generator: { layers: [{ dense: 64, activation: 'tanh' }] },
    training: { steps: 20, samples: 70 },
  };

  it('logs them as [n, height, width, channels] with a mosaic each time', async () => {
    const begun = await begin(writeConfig(temporaryFolder(), onDigits));
    await trainOn(begun);
    const { folder } = begun.run;
    const tensors = valuesOf(folder).filter(({ value }) => value.kind === 'tensor');
    const shapes = tensors.map(({ value }) => [value.tag, value.tensor().shape] as const);
    expect(Object.fromEntries(shapes)).toEqual({
      'samples/real': [1797, 8, 8, 1],
      'labels/real': [1797],
      'samples/generated': [70, 8, 8, 1],
      'samples/fixed': [64, 8, 8, 1],
      'latents/generated': [70, 2],
    });
    const images = valuesOf(folder).filter(({ value }) => value.kind === 'image');
    expect(images.map(({ step, value }) => [value.tag, step, value.image().width])).toEqual([
      ['mosaic/real', 0, 71],
      ['mosaic/generated', 0, 71],
      ['mosaic/generated', 10, 71],
      ['mosaic/generated', 20, 71],
    ]);
  });

  it('logs their numbers rarely where it is long, their mosaic still each time', async () => {
    // 70 + 64 images of 64 numbers at 2^15 times are 16.75 times the most that a run logs.
    const training = { ...onDigits.training, steps: 2 ** 15, sampleEvery: 1, logEvery: 1000 };
    const begun = await begin(writeConfig(temporaryFolder(), { ...onDigits, training }));
    const stop = new AbortController();
    let looks = 0;
    await trainOn(begun, {
      signal: stop.signal,
      clock: () => {
        if (++looks > 300) stop.abort();
        return looks;
      },
    });
    const { folder } = begun.run;
    expect(stepsOf(folder, 'samples/generated').slice(0, 4)).toEqual([0, 17, 34, 51]);
    expect(stepsOf(folder, 'mosaic/generated').slice(0, 4)).toEqual([0, 1, 2, 3]);
  });
});

function valuesOf(folder: string): { step: number; value: EventValue }[] {
  const events = tailEvents(folder).poll();
  return events.flatMap((event) =>
    'values' in event ? event.values.map((value) => ({ step: event.step, value })) : [],
  );
}
