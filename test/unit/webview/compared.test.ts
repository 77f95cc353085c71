import { describe, expect, test, vi } from 'vitest';
import { protocolVersion, type FromPage, type ToPage } from '../../../src/protocol/index.ts';
import { configDifferences } from '../../../webview/data/config-differences.ts';
import { Frames } from '../../../webview/frames.ts';
import { Page } from '../../../webview/page.ts';

vi.mock('../../../webview/theme.ts', () => ({ readTheme: () => ({}) }));
vi.stubGlobal('requestAnimationFrame', () => 0);

describe('differences of configs', () => {
  const config = (more: object): string =>
    JSON.stringify({ latent: 64, layers: [{ dense: 8 }, { dense: 2 }], ...more });

  test('are the paths at which they do not say the same, with all values', () => {
    const a = config({ training: { order: 'generator-first', seed: 1 } });
    const b = config({ training: { order: 'discriminator-first', seed: 1, clip: null } });
    expect(configDifferences([a, b])).toEqual([
      { path: 'training.order', values: ['"generator-first"', '"discriminator-first"'] },
      { path: 'training.clip', values: [null, 'null'] },
    ]);
  });

  test('reach into lists, and know what is missing at their end', () => {
    const longer = config({ layers: [{ dense: 16 }, { dense: 2 }, {}] });
    expect(configDifferences([config({}), longer])).toEqual([
      { path: 'layers[0].dense', values: ['8', '16'] },
      { path: 'layers[2]', values: [null, '{}'] },
    ]);
  });

  test('are none between equal ones, and a run without a config differs in nothing', () => {
    expect(configDifferences([config({}), config({})])).toEqual([]);
    expect(configDifferences([config({}), null])).toEqual([]);
    expect(configDifferences([config({ seed: 1 }), null, config({ seed: 2 })])).toEqual([
      { path: 'seed', values: ['1', null, '2'] },
    ]);
  });
});

describe('runs side by side', () => {
  const scalars = (run: string, tag: string, last: number): ToPage => ({
    type: 'scalars',
    run,
    reset: false,
    series: [{ tag, steps: Float64Array.of(10, last), values: Float32Array.of(1, 2) }],
  });
  const posted: FromPage[] = [];
  const page = new Page({ post: (message) => posted.push(message), keep: () => undefined }, new Frames(), {});
  const runs = ['/a', '/b'].map((run) => ({ run, name: run, config: null }));
  page.receive({ type: 'compare', version: protocolVersion, runs });
  const screen = page.screen;
  if (screen.kind !== 'compare') throw new Error('not compared');

  test('each takes what is about it, and nothing else', () => {
    page.receive(scalars('/a', 'loss/generator', 100));
    page.receive(scalars('/b', 'loss/generator', 300));
    page.receive(scalars('/b', 'mine', 200));
    page.receive(scalars('/c', 'loss/generator', 900));
    expect(screen.runs.tags.map(({ tag }) => tag)).toEqual(['loss/generator', 'mine']);
    expect([...screen.runs.seriesOf('loss/generator')].map(([place, series]) => [place, series.lastStep])).toEqual([
      ['0', 100],
      ['1', 300],
    ]);
    expect([...screen.runs.seriesOf('mine').keys()]).toEqual(['1']);
  });

  test('share a step axis, which can be zoomed', () => {
    expect(page.view).toEqual({ from: 10, to: 300 });
    page.zoomTo({ from: 50, to: 1000 });
    expect(page.view).toEqual({ from: 50, to: 300 });
    page.zoomTo(null);
    expect(page.view).toEqual({ from: 10, to: 300 });
  });

  test('one can be shown alone', () => {
    page.showRun('/b');
    expect(posted.at(-1)).toEqual({ type: 'show-run', run: '/b' });
  });

  test('are not shown by a page of another version', () => {
    const other = new Page({ post: () => undefined, keep: () => undefined }, new Frames(), {});
    other.receive({ type: 'compare', version: protocolVersion + 1, runs });
    expect(other.screen.kind).toBe('outdated');
  });
});
