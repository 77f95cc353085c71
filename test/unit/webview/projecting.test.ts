import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FromPage, ProjectionUpdate, ProjectionWish } from '../../../src/protocol/index.ts';
import { pointOf, rowsOf, wishOf } from '../../../webview/data/projection.ts';
import { keptProjectionFrom, Projecting, type KeptProjection } from '../../../webview/projecting.ts';
import { RunView } from '../../../webview/run-view.ts';

const run = '/runs/a';

function update(asked: ProjectionWish, more: Partial<ProjectionUpdate> = {}): ProjectionUpdate {
  const none = { count: 0, xy: new Float32Array() };
  return {
    type: 'projection',
    run,
    asked,
    done: true,
    dimensions: 64,
    real: none,
    generated: none,
    steps: new Float64Array(),
    of: 'samples',
    samples: new Uint32Array(),
    modes: 0,
    realModes: new Int16Array(),
    generatedModes: new Int16Array(),
    trustworthiness: null,
    ...more,
  };
}

function projecting(
  kept: Partial<KeptProjection> = {},
  projection: 'identity' | 'first two principal components' = 'first two principal components',
) {
  const posted: FromPage[] = [];
  const view = new RunView(run, 'a');
  const log = (step: number): void => {
    view.apply({ type: 'history', run, reset: false, steps: Float64Array.of(step) });
    view.apply({ type: 'samples', run, step, projection, generated: { count: 0, xy: new Float32Array() } });
  };
  log(100);
  const shown = { view, selected: null as number | null };
  const subject = new Projecting(
    { shown: () => shown, post: (message) => posted.push(message), changed: () => undefined },
    { open: false, method: null, colour: 'kind', ...kept },
  );
  const asked = (): ProjectionWish[] =>
    posted.flatMap((message) =>
      message.type === 'project' ? [{ step: message.step, method: message.method, ages: message.ages }] : [],
    );
  return { subject, shown, log, asked };
}

describe('a point of a projection', () => {
  const asked = { step: 200, method: 'tsne', ages: true } as const;
  const steps = Float64Array.of(100, 100, 200, 200);
  const laid = update(asked, { steps, samples: Uint32Array.of(0, 7, 0, 7) });

  test('is the sample of its own step', () => {
    expect(wishOf(laid, 1)).toEqual({ step: 100, of: 'samples', sample: 7 });
    expect(wishOf(laid, 2)).toEqual({ step: 200, of: 'samples', sample: 0 });
    expect(wishOf(laid, -1)).toBeNull();
  });

  test('is found again by the sample, where that is laid out', () => {
    for (let point = 0; point < 4; point++) expect(pointOf(laid, wishOf(laid, point))).toBe(point);
    expect(pointOf(laid, { step: 200, of: 'samples', sample: 3 })).toBe(-1);
    expect(pointOf(laid, { step: 200, of: 'mosaic', sample: 7 })).toBe(-1);
    expect(pointOf(laid, null)).toBe(-1);
  });
});

describe('a projection', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('is asked for only while it is open and in sight', () => {
    const { subject, asked } = projecting();
    subject.follow();
    subject.setInSight(true);
    expect(asked()).toEqual([]);
    subject.choose({ open: true });
    expect(asked()).toEqual([{ step: 100, method: 'tsne', ages: false }]);
    expect(subject.busy).toBe(true);
    subject.setInSight(false);
    subject.answered(update(asked()[0]!));
    subject.choose({ method: 'pca' });
    expect(asked()).toHaveLength(1);
    subject.setInSight(true);
    expect(asked()[1]).toEqual({ step: 100, method: 'pca', ages: false });
  });

  test('follows a run with rests, and a person at once', () => {
    const { subject, shown, log, asked } = projecting({ open: true });
    subject.setInSight(true);
    log(200);
    subject.follow();
    expect(asked()).toHaveLength(1);
    subject.answered({ ...update(asked()[0]!), done: false });
    expect(subject.busy).toBe(true);
    subject.answered(update(asked()[0]!));
    expect(asked()).toHaveLength(1);
    vi.advanceTimersByTime(1000);
    expect(asked()[1]).toEqual({ step: 200, method: 'tsne', ages: false });
    subject.answered(update(asked()[1]!));
    shown.selected = 100;
    subject.follow();
    expect(asked()[2]).toEqual({ step: 100, method: 'tsne', ages: false });
    subject.answered(update(asked()[2]!));
    vi.advanceTimersByTime(5000);
    expect(asked()).toHaveLength(3);
    // What was chosen while it was awaited comes next.
    subject.choose({ colour: 'age' });
    subject.choose({ method: 'pca' });
    expect(asked()[3]).toEqual({ step: 100, method: 'tsne', ages: true });
    subject.answered(update(asked()[3]!));
    expect(asked()[4]).toEqual({ step: 100, method: 'pca', ages: true });
  });

  test('of points in the plane is the data itself at first', () => {
    const { subject } = projecting({ method: 'pca' }, 'identity');
    expect(subject.methods).toEqual(['identity', 'tsne']);
    expect(subject.method).toBe('identity');
  });

  test('is remembered as it was chosen, whatever an earlier page has left', () => {
    expect(keptProjectionFrom({ open: true, method: 'pca', colour: 'mode' })).toEqual({
      open: true,
      method: 'pca',
      colour: 'mode',
    });
    expect(keptProjectionFrom({ open: 1, method: 'umap' })).toEqual({ open: false, method: null, colour: 'kind' });
    expect(keptProjectionFrom('open')).toBeUndefined();
  });

  test('in numbers: samples near each mode, and near none', () => {
    const wish = { step: 1, method: 'tsne', ages: false } as const;
    const near = { realModes: Int16Array.of(0, 1, 1), generatedModes: Int16Array.of(0, 0, -1) };
    expect(rowsOf(update(wish, { modes: 2, ...near }))).toEqual([
      { mode: 0, real: 1, generated: 2 },
      { mode: 1, real: 2, generated: 0 },
      { mode: -1, real: 0, generated: 1 },
    ]);
    const all = { realModes: Int16Array.of(-1, -1), generatedModes: Int16Array.of(-1) };
    expect(rowsOf(update(wish, { modes: 0, ...all }))).toEqual([{ mode: -1, real: 2, generated: 1 }]);
  });
});
