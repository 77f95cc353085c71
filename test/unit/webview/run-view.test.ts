import { describe, expect, test } from 'vitest';
import type { RunMessage, ScalarUpdate } from '../../../src/protocol/index.ts';
import { mostPoints } from '../../../webview/data/series.ts';
import { RunView } from '../../../webview/run-view.ts';

const run = '/runs/a';

function scalars(series: Readonly<Record<string, readonly [number, number][]>>, reset = false): ScalarUpdate {
  return {
    type: 'scalars',
    run,
    reset,
    series: Object.entries(series).map(([tag, points]) => ({
      tag,
      steps: Float64Array.from(points, ([step]) => step),
      values: Float32Array.from(points, ([, value]) => value),
    })),
  };
}

function viewOf(...messages: readonly RunMessage[]): RunView {
  const view = new RunView(run, 'a');
  for (const message of messages) view.apply(message);
  return view;
}

describe('scalars', () => {
  test('are kept by tag; the list of tags changes only with the tags', () => {
    const view = viewOf(scalars({ a: [[0, 1]], b: [[0, 2]] }, true));
    const { tags } = view;
    view.apply(scalars({ a: [[1, 3]] }));
    expect(view.tags).toBe(tags);
    expect(tags).toEqual(['a', 'b']);
    expect(view.span).toEqual({ from: 0, to: 1 });
    expect(view.series.get('a')?.length).toBe(2);
  });

  test('sent anew with `reset` replace all that there was', () => {
    const view = viewOf(
      scalars(
        {
          a: [
            [0, 1],
            [10, 2],
          ],
          b: [[0, 5]],
        },
        true,
      ),
      scalars({ a: [[0, 9]] }, true),
    );
    expect(view.series.get('a')?.length).toBe(1);
    expect(view.series.get('a')?.raw.at(0)).toBe(9);
    expect(view.tags).toEqual(['a']);
    expect(view.lastStep).toBe(0);
  });

  test('are taken back to a step, of all tags, before others go on from there', () => {
    const points = (from: number, to: number, value: number): [number, number][] =>
      Array.from({ length: to - from }, (_, i) => [from + i, value]);
    const view = viewOf(scalars({ a: points(0, 10, 1), b: points(0, 10, 2), c: [[9, 3]] }, true));
    view.apply({ ...scalars({ a: points(5, 7, 4) }), voidFrom: 5 });
    expect(view.series.get('a')?.length).toBe(7);
    expect(view.series.get('a')?.raw.at(5)).toBe(4);
    expect(view.series.get('b')?.lastStep).toBe(4);
    expect(view.tags).toEqual(['a', 'b']);
    expect(view.lastStep).toBe(6);
  });

  test('of a run that goes on and on take no more room than a chart needs', () => {
    const view = viewOf();
    const atOnce = 50_000;
    for (let from = 0; from < 400_000; from += atOnce) {
      const steps = Float64Array.from({ length: atOnce }, (_, i) => from + i);
      const values = Float32Array.from(steps, (step) => Math.sin(step));
      view.apply({
        type: 'scalars',
        run,
        reset: from === 0,
        series: ['a', 'b'].map((tag) => ({ tag, steps, values })),
      });
    }
    for (const { length } of view.series.values()) expect(length).toBeLessThanOrEqual(mostPoints);
    expect(view.span).toMatchObject({ to: 399_999 });
  });

  test('a series that became empty is gone', () => {
    const view = viewOf(scalars({ a: [[0, 1]] }, true), scalars({ a: [] }, true));
    expect(view.tags).toEqual([]);
    expect(view.span).toBeNull();
    expect(view.lastStep).toBeNull();
  });
});

test('images of real data stay beside the generated ones, and are of no step', () => {
  const mosaic = (shows: 'generated' | 'real', step: number, byte: number) =>
    ({ type: 'mosaic', run, shows, step, png: Uint8Array.of(byte) }) as const;
  const view = viewOf(mosaic('generated', 100, 1), mosaic('real', 900, 2), mosaic('generated', 200, 3));
  expect([view.mosaic?.png[0], view.realMosaic?.png[0], view.lastStep]).toEqual([3, 2, 200]);
});

test('messages about other runs are left alone', () => {
  const view = viewOf();
  expect(view.apply({ ...scalars({ a: [[0, 1]] }), run: '/runs/b' })).toBe(false);
  expect(view.tags).toEqual([]);
});

test('real samples stay until others come', () => {
  const cloud = (x: number) => ({ count: 1, xy: Float32Array.of(x, x) });
  const base = { type: 'samples', run, projection: 'identity' } as const;
  const view = viewOf(
    { ...base, step: 1, generated: cloud(1), real: cloud(7) },
    { ...base, step: 2, generated: cloud(2) },
  );
  expect(view.samples?.real?.xy[0]).toBe(7);
  expect(view.samples?.generated.xy[0]).toBe(2);
  expect(view.lastStep).toBe(2);
  view.apply({ ...base, step: 3, generated: cloud(3), real: cloud(8) });
  expect(view.samples?.real?.xy[0]).toBe(8);
});

test('the name is that of the status once there is one', () => {
  const view = viewOf();
  expect(view.name).toBe('a');
  view.apply({
    type: 'status',
    run,
    name: 'ring · now',
    state: 'running',
    step: 0,
    steps: 1,
    stepsPerSecond: null,
    secondsLeft: null,
    engine: null,
    configFile: null,
  });
  expect(view.name).toBe('ring · now');
});
