import { beforeEach, describe, expect, test, vi } from 'vitest';
import { protocolVersion, type FromPage, type SnapshotUpdate } from '../../../src/protocol/index.ts';
import { Frames } from '../../../webview/frames.ts';
import { Page } from '../../../webview/page.ts';

import { finding } from './findings.ts';

const run = '/runs/a';

vi.mock('../../../webview/theme.ts', () => ({ readTheme: () => ({}) }));

function snapshot(asked: number): SnapshotUpdate {
  const generated = { count: 1, xy: Float32Array.of(asked, asked) };
  const samples = { type: 'samples', run, step: asked, projection: 'identity', generated } as const;
  return { type: 'snapshot', run, asked, samples, mosaic: null };
}

/** A page with snapshots at steps 0, 100, … 500. */
function pageWithHistory(): { page: Page; posted: readonly FromPage[]; asked: () => number[] } {
  const posted: FromPage[] = [];
  const page = new Page({ post: (message) => posted.push(message), keep: () => undefined }, new Frames(), {});
  page.receive({ type: 'show', version: protocolVersion, run, name: 'a' });
  page.receive({ type: 'history', run, reset: true, steps: Float64Array.of(0, 100, 200, 300, 400, 500) });
  page.receive(snapshot(500).samples!);
  return { page, posted, asked: () => posted.flatMap((message) => (message.type === 'look-at' ? [message.step] : [])) };
}

function shownStep(page: Page): number | undefined {
  return page.screen.kind === 'run' ? page.samplesOf(page.screen.view)?.step : undefined;
}

describe('looking back', () => {
  beforeEach(() => vi.stubGlobal('requestAnimationFrame', () => 0));

  test('shows the latest samples until a step is selected, and again when told', () => {
    const { page, asked } = pageWithHistory();
    expect(shownStep(page)).toBe(500);
    page.select(250);
    expect(page.selected).toBe(200);
    expect(page.at).toBe(200);
    expect(asked()).toEqual([200]);
    expect(shownStep(page)).toBe(500);
    page.receive(snapshot(200));
    expect(shownStep(page)).toBe(200);
    // New ones come meanwhile.
    page.receive(snapshot(600).samples!);
    expect(shownStep(page)).toBe(200);
    page.select(null);
    expect(shownStep(page)).toBe(600);
    expect(page.at).toBeNull();
  });

  test('the end of the history is the latest', () => {
    const { page } = pageWithHistory();
    page.select(100);
    page.select(9999);
    expect(page.selected).toBeNull();
  });

  test('asks for one step at a time, and in the end for the one that was come to', () => {
    const { page, asked } = pageWithHistory();
    for (const step of [400, 300, 200, 100]) page.select(step);
    expect(asked()).toEqual([400]);
    page.receive(snapshot(400));
    expect(asked()).toEqual([400, 100]);
    page.receive(snapshot(100));
    expect(asked()).toEqual([400, 100]);
    expect(shownStep(page)).toBe(100);
  });

  test('another run begins with its latest samples', () => {
    const { page } = pageWithHistory();
    page.select(100);
    page.pin(3);
    page.receive({ type: 'show', version: protocolVersion, run: '/runs/b', name: 'b' });
    expect(page.selected).toBeNull();
    expect(page.shownMode).toBeNull();
  });
});

describe('a finding', () => {
  beforeEach(() => {
    vi.stubGlobal('requestAnimationFrame', () => 0);
    vi.stubGlobal('scrollTo', () => undefined);
  });

  test('is opened by the host as soon as it is known, and asks for what can be tried', () => {
    const { page, posted } = pageWithHistory();
    page.receive({ type: 'explain', run, rule: 'mode-dropping' });
    expect(posted.at(-1)).toEqual({ type: 'explain', run, rule: 'mode-dropping' });
    const view = page.screen.kind === 'run' ? page.screen.view : undefined;
    expect(page.explainedOf(view!)).toBeUndefined();
    const old = finding({ rule: 'mode-dropping', raised: 100, to: 200 });
    const fresh = finding({ rule: 'mode-dropping', raised: 300 });
    page.receive({ type: 'findings', run, findings: [old, fresh, finding({ rule: 'diverging' })] });
    expect(page.explainedOf(view!)).toBe(fresh);
    page.explain(old);
    expect(page.explainedOf(view!)).toBe(old);
    const remedies = { type: 'remedies', run, rule: 'mode-dropping', remedies: [] } as const;
    page.receive({ ...remedies, run: '/runs/b' });
    expect(page.remedies).toBeNull();
    page.receive(remedies);
    expect(page.remedies).toBe(remedies);
    page.closeExplanation();
    expect(page.explainedOf(view!)).toBeUndefined();
  });
});

describe('modes', () => {
  beforeEach(() => vi.stubGlobal('requestAnimationFrame', () => 0));

  test('are pointed out by the pointer before a pin', () => {
    const { page } = pageWithHistory();
    page.pin(2);
    expect(page.shownMode).toBe(2);
    page.pointAt(5);
    expect(page.shownMode).toBe(5);
    page.pointAt(null);
    expect(page.shownMode).toBe(2);
    page.pin(2);
    expect(page.shownMode).toBeNull();
  });
});

describe('a sample that is looked at', () => {
  beforeEach(() => vi.stubGlobal('requestAnimationFrame', () => 0));

  test('is asked for, and told of where it was picked', () => {
    const { page, posted } = pageWithHistory();
    const wish = { step: 500, of: 'samples', sample: 0 } as const;
    page.inspect(wish, 'projection');
    expect(page.inspected).toEqual(wish);
    expect(page.inspectedIn).toBe('projection');
    expect(posted.at(-1)).toEqual({ type: 'inspect', run, ...wish });
    page.inspect({ ...wish, of: 'mosaic' });
    expect(page.inspectedIn).toBe('mosaic');
    page.inspect(null);
    expect(page.inspected).toBeNull();
  });
});
