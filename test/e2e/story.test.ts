/**
 * The product's story, as someone lives it who has never seen it: open a config, start it from the palette, watch
 * curves and points move, read in the Problems panel which modes are missing, take a quick fix.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import type { Locator } from 'playwright-core';
import { parseConfig } from '../../src/config/index.ts';
import type { Finding } from '../../src/protocol/index.ts';
import { RunPage } from './panel.ts';
import {
  distance,
  findingsOf,
  manifestOf,
  ringCentres,
  runsOf,
  samplesOf,
  sharesNear,
  stop,
  until,
} from './run-on-disk.ts';
import { copyOfExamples, openWindow, type TestWindow } from './window.ts';

describe('from config file to warning', () => {
  let window: TestWindow;
  let page: RunPage;
  let config: string;
  let run: string;
  let ring: { modes: number; radius: number };

  beforeAll(async () => {
    const folder = copyOfExamples();
    config = join(folder, 'ring.gan.json');
    ring = (parseConfig(readFileSync(config, 'utf8')).value as { data: typeof ring }).data;
    window = await openWindow(folder);
    // Room for the picture.
    await window.page.setViewportSize({ width: 1760, height: 990 });
    await window.workbench.run('View: Toggle Primary Side Bar Visibility');
    page = new RunPage(window.workbench.panel);
  });

  afterAll(() => window.close());

  /** What loses modes goes on losing them: the warning may turn into that of a collapse. */
  const isLoss = ({ rule }: Finding): boolean => rule === 'mode-dropping' || rule === 'mode-collapse';
  const warnings = (): Locator => window.workbench.problems.filter({ hasText: /Mode (dropping|collapse)/ });

  const it_ = (name: string, body: () => Promise<void>): void => {
    it(name, async () => {
      onTestFailed(() => window.picture(`failed-${name.replaceAll(/\W+/g, '-').slice(0, 60)}`));
      await body();
    });
  };

  it_('a run is started from the palette and a panel appears beside the config', async () => {
    const { workbench } = window;
    await workbench.open('ring.gan.json');
    await workbench.showProblems();
    expect(await workbench.problems.count()).toBe(0);
    await workbench.open('ring.gan.json');
    await workbench.run('Modescope: Start Run');

    run = await until('the run', () => runsOf(config)[0]);
    await page.title.waitFor();
    expect(await page.title.textContent()).toContain('ring');
    const panel = await workbench.panelFrame.boundingBox();
    const editor = await workbench.editor.boundingBox();
    expect(panel!.x).toBeGreaterThanOrEqual(editor!.x + editor!.width - 1);
    expect(panel!.width).toBeGreaterThan(300);
    expect(await page.state.textContent()).toBe('Running');
  });

  it_('curves and points move while it trains', async () => {
    await until('the first samples', async () => ((await page.samplesThere()) ? true : undefined));
    const before = { step: await page.step(), losses: await page.losses(), drawn: await page.drawn() };
    expect(before.drawn.curves.colours).toBeGreaterThan(2);
    expect(before.drawn.samples.colours).toBeGreaterThan(2);
    await until('more steps', async () => ((await page.step()) > before.step + 200 ? true : undefined));
    await until('other curves', async () => {
      const { curves, samples } = await page.drawn();
      const moved = curves.checksum !== before.drawn.curves.checksum;
      return moved && samples.checksum !== before.drawn.samples.checksum ? true : undefined;
    });
    expect(await page.losses()).not.toBe(before.losses);
  });

  it_('a warning names the missing modes', async () => {
    const isDropping = ({ rule, to }: Finding): boolean => rule === 'mode-dropping' && to === null;
    await until('the warning', () => findingsOf(run).find(isDropping), 240_000);

    // In the Problems panel, with places of missing modes.
    const row = window.workbench.problems.filter({ hasText: /[1-7] of 8 modes missing/ });
    await row.waitFor();
    const said = (await row.textContent()) ?? '';
    const places = [...said.matchAll(/\((-?[\d.]+), (-?[\d.]+)\)/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(places.length).toBeGreaterThan(0);

    // They are modes of the ring, and the samples in the log do leave them out, but not all of them.
    const near = ring.radius / 4;
    const centres = ringCentres(ring.modes, ring.radius);
    const shares = sharesNear(samplesOf(run).at(-1)!.points, centres, near);
    for (const place of places) {
      const mode = centres.findIndex((centre) => distance(centre, place) < near);
      expect(mode, `${String(place)} is a mode of the ring`).toBeGreaterThanOrEqual(0);
      expect(shares[mode], `share of samples at ${String(place)}`).toBeLessThan(0.5 / ring.modes);
    }
    expect(Math.max(...shares)).toBeGreaterThan(1 / ring.modes);
    expect(await page.samples()).toMatch(/[1-7] of 8 modes covered/);
  });

  it_('the modes that are missing stay missing', async () => {
    const from = await page.step();
    await until(
      'two thousand steps more',
      async () => ((await page.step()) >= from + 2000 ? true : undefined),
      240_000,
    );
    expect(await warnings().count()).toBeGreaterThan(0);
    await window.picture('story'); // the README's
    await window.picture('walkthrough-panel', window.workbench.panelFrame);
  });

  it_('the warning leads to the line to blame', async () => {
    const { workbench } = window;
    const path = findingsOf(run).find(isLoss)!.configPaths[0]!;
    const key = path.split('.').at(-1)!;
    await workbench.showProblems();
    await warnings().first().dblclick();
    const line = await until('the cursor', async () => {
      const number = Number(await workbench.currentLine());
      return number > 1 ? number : undefined;
    });
    const text = readFileSync(config, 'utf8').split('\n')[line - 1]!;
    // The key itself, or its parent where it is not written.
    expect([key, path.split('.')[0]!].some((name) => text.includes(`"${name}"`))).toBe(true);
  });

  it_('a reload brings back panel and warning', async () => {
    const { workbench } = window;
    await window.reload();
    await workbench.showProblems();
    await warnings().first().waitFor();
    await page.title.waitFor();
    expect(await page.title.textContent()).toContain('ring');
    await until('the samples', async () => ((await page.samplesThere()) ? true : undefined));
    expect((await page.drawn()).samples.colours).toBeGreaterThan(2);
    expect(runsOf(config)).toEqual([run]);
    // Training goes on without the window.
    expect(manifestOf(run).state).toMatch(/^(running|finished)$/);
  });

  it_('a quick fix edits the config', async () => {
    const { workbench } = window;
    const before = readFileSync(config, 'utf8');
    await workbench.showProblems();
    await warnings().first().dblclick();
    await workbench.tab('ring.gan.json').and(window.page.locator('.active')).waitFor();
    await workbench.quickFix(/(Let the|Lower the|Give the|Use the) /);
    await workbench.save();
    const after = await until('the edit on disk', () => {
      const text = readFileSync(config, 'utf8');
      return text === before || text === '' ? undefined : text;
    });
    // Another config, in a line or two; the rest, comments included, is as it was.
    expect(parseConfig(after).value).not.toEqual(parseConfig(before).value);
    const lines = new Set(after.split('\n'));
    expect(before.split('\n').filter((line) => !lines.has(line)).length).toBeLessThanOrEqual(2);
  });

  it_('a new run clears the warning of the last one', async () => {
    const { workbench } = window;
    await stop(run, workbench);
    await workbench.run('Modescope: Start Run');
    const second = await until('the second run', () => runsOf(config).find((folder) => folder !== run));
    // None until the new run earns its own.
    await workbench.showProblems();
    await until('the old warning to go', async () => {
      const own = findingsOf(second).some(isLoss);
      return own || (await warnings().count()) === 0 ? true : undefined;
    });
    await stop(second, workbench);
  });
});
