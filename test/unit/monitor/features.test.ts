import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { kernelDistanceTo, mmd, points } from '../../../src/metrics/index.ts';
import { namedExtractor } from '../../../src/monitor/feature-file.ts';
import { FeatureCurves, inputOf } from '../../../src/monitor/features.ts';
import { MonitorProcess } from '../../../src/monitor/index.ts';
import type { MonitorMessage } from '../../../src/protocol/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { ring, samples, temporaryFolder, without, writeLog } from './helpers.ts';

const models = fileURLToPath(new URL('../../data/models/', import.meta.url));
const image = { height: 2, width: 1, channels: 2, channelsFirst: false };

describe('samples as a model takes them', () => {
  it('has channels before pixels', () => {
    const x = points(Float32Array.of(1, 2, 3, 4), 4);
    expect(inputOf(x, image, [undefined, 2, undefined, 1])).toEqual({
      data: Float32Array.of(1, 3, 2, 4),
      sizes: [2, 2, 1],
    });
    expect(inputOf(x, { ...image, channelsFirst: true }, [1, 2, 2, 1]).data).toEqual(Float32Array.of(1, 2, 3, 4));
    expect(inputOf(x, image, [undefined, 4]).sizes).toEqual([4]);
  });

  it('shows grey images to a model for colours in all three of them', () => {
    const grey = { height: 1, width: 2, channels: 1, channelsFirst: false };
    const { data, sizes } = inputOf(points(Float32Array.of(5, 6), 2), grey, [undefined, 3, undefined, undefined]);
    expect([...data]).toEqual([5, 6, 5, 6, 5, 6]);
    expect(sizes).toEqual([3, 1, 2]);
  });

  it('refuses what does not fit, with both shapes', () => {
    const x = points(Float32Array.of(1, 2, 3, 4), 4);
    expect(() => inputOf(x, image, [undefined, 3, 299, 299])).toThrow(
      'it takes [n, 3, 299, 299] and the samples are [n, 2, 2, 1]',
    );
    expect(() => inputOf(x, undefined, [undefined, 3])).toThrow('it takes [n, 3] and the samples are [n, 4]');
  });
});

it('works the part of the real samples out once, with the same result', () => {
  const random = createRandom(3);
  const drawn = (count: number) =>
    points(
      Float64Array.from({ length: 3 * count }, () => random.normal()),
      3,
    );
  const [x, y] = [drawn(20), drawn(30)];
  const kernel = { type: 'polynomial', degree: 3, gamma: 1 / 3, offset: 1 } as const;
  expect(kernelDistanceTo(y, kernel)(x)).toBeCloseTo(mmd(x, y, kernel).unbiased, 12);
});

/** A log of points with a mapping file that names a model. */
function attached(model: string, mapping = '{\n  "features": "extractor.onnx"\n}'): string {
  const folder = temporaryFolder();
  if (model !== '') copyFileSync(join(models, model), join(folder, 'extractor.onnx'));
  writeFileSync(join(folder, 'modescope.json'), mapping);
  const random = createRandom(1);
  writeLog(folder, [
    { step: 0, values: [samples('samples/real', ring(random, 400), 2)] },
    { step: 100, values: [samples('samples/generated', ring(random, 200), 2)] },
    { step: 200, values: [samples('samples/generated', ring(random, 200, without(0, 1, 2, 3, 4, 5)), 2)] },
  ]);
  return folder;
}

function watched(folder: string): MonitorMessage[] {
  const messages: MonitorMessage[] = [];
  const monitor = new MonitorProcess((message) => messages.push(message));
  onTestFinished(() => monitor.close());
  monitor.handle({ type: 'watch', run: folder, label: 'r' });
  monitor.handle({ type: 'hydrate', run: folder });
  return messages;
}

const patience = { timeout: 20_000, interval: 20 };

describe('curves of features', () => {
  it('come beside the curves of the log: good samples are close, samples of two modes are not', async () => {
    const messages = watched(attached('points.onnx'));
    const curve = (name: string): number[] =>
      messages.flatMap((message) =>
        message.type === 'scalars'
          ? message.series.filter(({ tag }) => tag === `features/${name}`).flatMap(({ values }) => [...values])
          : [],
      );
    await vi.waitFor(() => expect(curve('recall')).toHaveLength(2), patience);
    const [near, far] = curve('kernel_distance');
    expect(Math.abs(near!)).toBeLessThan(0.02);
    expect(far!).toBeGreaterThan(0.05);
    expect(curve('precision')[0]).toBeGreaterThan(0.8);
    expect(curve('recall')[0]).toBeGreaterThan(0.8);
    expect(curve('recall')[1]).toBeLessThan(0.4);
  });

  it.each([
    ['of another shape', 'images.onnx', undefined, /2:15 .*it takes \[n, 3, any, any\] and the samples are \[n, 2\]/],
    [
      'that is not there',
      '',
      undefined,
      /2:15 The feature extractor "extractor.onnx" cannot be used: it cannot be read \(ENOENT\)\.$/,
    ],
    ['outside of the folder', '', '{ "features": "../x.onnx" }', /1:15 .*may not leave the folder/],
  ])('are refused with file and line for a model %s', async (_, model, mapping, message) => {
    const folder = attached(model, mapping);
    const messages = watched(folder);
    const problem = await vi.waitFor(() => {
      const found = messages.find(({ type }) => type === 'log-problem');
      if (found?.type !== 'log-problem') throw new Error('not yet');
      return found.message;
    }, patience);
    expect(problem.startsWith(`${join(folder, 'modescope.json')}:`)).toBe(true);
    expect(problem).toMatch(message);
  });

  it('forgets what a restart makes void, and keeps no more snapshots than it may', async () => {
    const folder = temporaryFolder();
    copyFileSync(join(models, 'points.onnx'), join(folder, 'm.onnx'));
    writeFileSync(join(folder, 'modescope.json'), '{ "features": "m.onnx" }');
    const curves = new FeatureCurves(namedExtractor('m.onnx', join(folder, 'modescope.json')));
    onTestFinished(() => curves.close());
    const random = createRandom(2);
    const drawn = (): ReturnType<typeof points> => points(ring(random, 30), 2);
    expect(curves.busy).toBe(false);
    curves.addReal(drawn(), undefined);
    for (const step of [1, 2, 3]) curves.addGenerated(step, drawn(), undefined);
    curves.rewind(2);
    expect((await curves.work())?.step).toBe(1);
    expect(curves.busy).toBe(false);
  });

  it('fills batches of a model that takes them in one size only', async () => {
    const curves = new FeatureCurves(namedExtractor('grey.onnx', join(models, 'modescope.json')));
    onTestFinished(() => curves.close());
    const data = (JSON.parse(readFileSync(join(models, 'numbers.json'), 'utf8')) as { grey: { input: number[] } }).grey;
    const shape = { height: 8, width: 8, channels: 1, channelsFirst: true };
    const rows = points(
      Float32Array.from({ length: 6 * 64 }, (_, i) => data.input[i % 256]! + i / 1000),
      64,
    );
    curves.addReal(rows, shape);
    curves.addGenerated(5, rows, shape);
    const point = await curves.work();
    expect(curves.problem).toBeUndefined();
    expect(point).toMatchObject({ step: 5, values: { 'features/precision': 1, 'features/recall': 1 } });
  });
});

it('names the begin of a config that is gone', () => {
  const file = join(temporaryFolder(), 'gone.gan.json');
  expect(namedExtractor('a.onnx', file).place).toBe(`${file}:1:1`);
});
