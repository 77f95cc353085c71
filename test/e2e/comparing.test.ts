/**
 * Looking closer at runs that are over, with the keyboard: what a sample is like, all samples laid out in one plane, and
 * two runs side by side.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { newConfigText, parseConfig, resolveConfig } from '../../src/config/index.ts';
import { makeRun } from '../host/suite/logs.ts';
import { violationsIn } from './axe.ts';
import { RunPage } from './panel.ts';
import { until } from './run-on-disk.ts';
import { emptyFolder, openWindow, type TestWindow } from './window.ts';

describe('runs that are over', () => {
  let window: TestWindow;
  let page: RunPage;

  beforeAll(async () => {
    const folder = join(emptyFolder(), 'gans');
    mkdirSync(folder);
    const config = join(folder, 'ring.gan.json');
    const texts = [newConfigText().replace('"discriminator-first"', '"generator-first"'), newConfigText()];
    writeFileSync(config, texts[1]!);
    for (const [i, text] of texts.entries()) {
      const made = makeRun(config, resolveConfig(parseConfig(text).value), new Date(`2026-01-0${i + 1}T10:00:00Z`));
      for (let step = 100; step <= 3000; step += 100) {
        made.snapshot(step, i === 0 && step > 1000 ? [1, 4] : []);
        made.writer.write(step, [
          { tag: 'loss/discriminator', scalar: 1 + i },
          { tag: 'loss/generator', scalar: 2 + i },
        ]);
      }
      made.finish(3000);
    }
    window = await openWindow(folder);
    await window.page.setViewportSize({ width: 1760, height: 990 });
    page = new RunPage(window.workbench.panel);
    await window.workbench.open('ring.gan.json');
    await window.workbench.run('Modescope: Open Panel');
    await until('the samples', async () => ((await page.samplesThere()) ? true : undefined));
  });

  afterAll(() => window.close());

  const it_ = (name: string, body: () => Promise<void>): void => {
    it(name, async () => {
      onTestFailed(() => window.picture(`failed-${name.replaceAll(/\W+/g, '-').slice(0, 60)}`));
      await body();
    });
  };

  it_('show what a sample is like, by the arrow keys, until Escape', async () => {
    const canvas = page.canvas;
    await canvas.focus();
    await canvas.press('ArrowRight');
    await page.inspected.waitFor();
    await until('its likes', async () => ((await page.inspected.getByText('away').count()) >= 3 ? true : undefined));
    const first = await page.inspected.getAttribute('aria-label');
    expect(await page.inspected.innerText()).toMatch(/Near mode \d/);
    await canvas.press('ArrowDown');
    await until('another', async () =>
      (await page.inspected.getAttribute('aria-label')) === first ? undefined : true,
    );
    await window.picture('inspected');
    await canvas.press('Escape');
    await page.inspected.waitFor({ state: 'detached' });
  });

  it_('lay their samples out by t-SNE when the projection is opened', async () => {
    await page.fold.focus();
    await page.fold.press('Enter');
    await until('the data itself', async () => /by the data itself/.test(await page.projection()) || undefined);
    await page.layout.selectOption('t-SNE');
    const said = await until('the layout', async () => {
      const text = await page.projection();
      return /by t-SNE/.test(text) && (await page.trust.count()) > 0 ? text : undefined;
    });
    expect(said).toMatch(/500 real and 500 generated samples at step 3,000.*near 8 of 8 modes/);
    await window.picture('projection');
    expect(await violationsIn(window.page)).toEqual([]);
  });

  it_('are put side by side: final measures, and what differs in their configs', async () => {
    const { workbench } = window;
    await workbench.run('Modescope: Compare Runs…');
    const input = window.page.locator('.quick-input-widget');
    await input.getByRole('checkbox').first().click();
    await window.page.keyboard.press('Enter');
    const frame = workbench.panel;
    await frame.getByRole('heading', { name: 'Compare runs' }).waitFor();
    const rows = frame.locator('.measures tbody tr');
    await until('both runs', async () => ((await rows.filter({ hasText: 'of 8' }).count()) === 2 ? true : undefined));
    const texts = await rows.allInnerTexts();
    expect(texts.filter((text) => text.includes('Mode dropping') && text.includes('6 of 8'))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('8 of 8'))).toHaveLength(1);
    const difference = frame.locator('.differences tbody tr').filter({ hasText: 'training.order' });
    expect(await difference.innerText()).toMatch(/discriminator-first.*generator-first/s);
    await until('both curves', async () => ((await frame.locator('.plot canvas').count()) >= 2 ? true : undefined));
    await window.picture('compare');
    expect(await violationsIn(window.page)).toEqual([]);
  });

  it_('are put side by side from the list of runs, where they are selected', async () => {
    const { workbench } = window;
    await workbench.run('View: Close All Editors');
    await workbench.showRuns();
    const runs = workbench.runs.filter({ hasText: '3,000' });
    await runs.first().click();
    await runs.nth(1).click({ modifiers: ['ControlOrMeta'] });
    await workbench.runMenu(runs.nth(1), 'Compare Runs');
    await workbench.panel.getByRole('heading', { name: 'Compare runs' }).waitFor();
    const rows = workbench.panel.locator('.measures tbody tr');
    await until('both runs', async () => ((await rows.filter({ hasText: 'of 8' }).count()) === 2 ? true : undefined));
  });
});
