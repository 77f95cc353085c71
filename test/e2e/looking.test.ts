/**
 * Looking at a run that is over: from the list of runs to its samples of long ago, to the mode that died, to what could
 * be tried; and tidying the list up. All that can be is done with the keyboard.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { newConfigText, parseConfig, resolveConfig } from '../../src/config/index.ts';
import { makeRun } from '../host/suite/logs.ts';
import { violationsIn } from './axe.ts';
import { RunPage } from './panel.ts';
import { manifestOf, runsOf, stop, until } from './run-on-disk.ts';
import { emptyFolder, openWindow, type TestWindow } from './window.ts';

describe('a run that is over', () => {
  let window: TestWindow;
  let page: RunPage;
  let config: string;
  let run: string;

  beforeAll(async () => {
    const folder = join(emptyFolder(), 'gans');
    mkdirSync(folder);
    config = join(folder, 'ring.gan.json');
    const text = newConfigText().replace('"discriminator-first"', '"generator-first"');
    expect(parseConfig(text).value).toMatchObject({ training: { order: 'generator-first' } });
    writeFileSync(config, text);
    const made = makeRun(config, resolveConfig(parseConfig(text).value), new Date('2026-01-01T10:00:00Z'));
    run = made.run.folder;
    for (let step = 100; step <= 1500; step += 100) made.snapshot(step, []);
    for (let step = 1600; step < 5000; step += 100) made.snapshot(step, [1, 4]);
    // At the last step D takes what lies in the upper left corner of a field for real, and all else for generated.
    const [rows, columns] = [12, 20];
    const scores = Float32Array.from({ length: rows * columns }, (_, i) =>
      Math.floor(i / columns) >= 10 && i % columns < 4 ? 6 : -6,
    );
    made.writer.write(5000, [
      { tag: 'field/extent', tensor: Float32Array.of(-2.7, 2.1, -2.4, 2.7), shape: [4] },
      { tag: 'field/discriminator', tensor: scores, shape: [rows, columns] },
    ]);
    made.snapshot(5000, [1, 4]);
    made.finish(5000);
    window = await openWindow(folder);
    await window.page.setViewportSize({ width: 1760, height: 990 });
    page = new RunPage(window.workbench.panel);
  });

  afterAll(() => window.close());

  const it_ = (name: string, body: () => Promise<void>): void => {
    it(name, async () => {
      onTestFailed(() => window.picture(`failed-${name.replaceAll(/\W+/g, '-').slice(0, 60)}`));
      await body();
    });
  };

  /** From its line in the Problems panel, by the quick fix. */
  const explainFromProblems = async (): Promise<void> => {
    const { workbench } = window;
    await workbench.open('ring.gan.json');
    await workbench.showProblems();
    await workbench.problems.filter({ hasText: 'Mode dropping' }).first().dblclick();
    await workbench.tab('ring.gan.json').and(window.page.locator('.active')).waitFor();
    await workbench.quickFix('Explain "Mode dropping"');
  };

  it_('is in the list of runs, with its verdict, and opens with a click', async () => {
    const { workbench } = window;
    await workbench.showRuns();
    const row = workbench.runs.filter({ hasText: 'Mode dropping' });
    await row.waitFor();
    expect(await row.getAttribute('aria-label')).toMatch(/finished, Mode dropping since step \d[\d,]* · 5,000/);
    await row.click();
    await page.title.waitFor();
    await until('the samples', async () => ((await page.samplesThere()) ? true : undefined));
    expect(await page.samples()).toMatch(/at step 5,000.*6 of 8 modes covered/);
    await window.picture('runs');
  });

  it_('shows its samples of long ago, and the latest again', async () => {
    await page.history.focus();
    await page.history.press('Home');
    await until('the first samples', async () => (/at step 0\b/.test(await page.samples()) ? true : undefined));
    for (let i = 0; i < 5; i++) await page.history.press('ArrowRight');
    const early = await until('those of step 500', async () => {
      const said = await page.samples();
      return /at step 500\b/.test(said) ? said : undefined;
    });
    expect(early).toMatch(/8 of 8 modes covered/);
    await page.history.press('End');
    await until('the latest', async () => (/at step 5,000\b/.test(await page.samples()) ? true : undefined));
  });

  it_('paints what the discriminator takes for real where that lies, until it is switched off', async () => {
    const at = async (x: number, y: number): Promise<string> => {
      const [red, , blue, alpha] = await page.pixelAt(x, y, 2.78);
      return alpha === 0 ? 'nothing' : red! > blue! ? 'generated' : 'real';
    };
    const places = [
      [-2.4, 2.45],
      [1.8, 2.45],
      [-2.4, -2.2],
      [2.45, 0],
      [0, -2.6],
    ] as const;
    const painted = async (): Promise<string[]> => {
      const found: string[] = [];
      for (const [x, y] of places) found.push(await at(x, y));
      return found;
    };
    await until('the field', async () => ((await at(-2.4, 2.45)) === 'real' ? true : undefined));
    // Beside the upper left corner: its mirror images, and beyond the field at the right and below.
    expect(await painted()).toEqual(['real', 'generated', 'generated', 'nothing', 'nothing']);
    expect(await page.samples()).toMatch(/takes real samples for real at [\d.<]+ % on average/);
    await page.choice('Discriminator').click();
    await until('none', async () => ((await at(-2.4, 2.45)) === 'nothing' ? true : undefined));
    const bare = await page.samplesDrawn();
    await page.choice('Density').click();
    await until('density', async () => ((await page.samplesDrawn()).checksum === bare.checksum ? undefined : true));
    await window.picture('density');
    await page.choice('Density').click();
    await page.choice('Discriminator').click();
    await until('it again', async () => ((await at(-2.4, 2.45)) === 'real' ? true : undefined));
  });

  it_('names the missing modes first, and when they went', async () => {
    const rows = await page.modes.allInnerTexts();
    expect(rows).toHaveLength(8);
    expect(rows.slice(0, 2).every((row) => row.includes('missing'))).toBe(true);
    expect(rows.slice(2).some((row) => row.includes('missing'))).toBe(false);
  });

  it_('has nothing that keeps anyone out', async () => {
    expect(await violationsIn(window.page)).toEqual([]);
  });

  it_('explains its finding, from the Problems panel too, and changes the config as proposed', async () => {
    const { workbench } = window;
    await explainFromProblems();
    await page.explanation.waitFor();
    expect(await page.explanation.innerText()).toMatch(/What to try/);
    expect(await violationsIn(window.page)).toEqual([]);
    await window.picture('explain');
    await window.picture('walkthrough-finding', workbench.panelFrame);
    await page.explanation.getByRole('button', { name: 'Change the config' }).first().click();
    await workbench.save();
    await until('the edit on disk', () =>
      readFileSync(config, 'utf8').includes('"discriminator-first"') ? true : undefined,
    );
  });

  it_('gets a name, is deleted, and comes back', async () => {
    const { workbench } = window;
    await workbench.showRuns();
    await workbench.runMenu(workbench.runs.filter({ hasText: 'Mode dropping' }), 'Rename Run…');
    await workbench.input.fill('the one that lost two');
    await workbench.input.press('Enter');
    const row = workbench.runs.filter({ hasText: 'the one that lost two' });
    await row.waitFor();
    await workbench.runMenu(row, 'Delete Run');
    await row.waitFor({ state: 'detached' });
    expect(existsSync(run)).toBe(false);
    await window.page.locator('.notification-toast').getByText('Undo', { exact: true }).click();
    await row.waitFor();
    expect(runsOf(config)).toEqual([run]);
  });

  it_('changes the config and starts a run of it, at one click', async () => {
    const { workbench } = window;
    await explainFromProblems();
    await page.explanation.getByRole('button', { name: 'Change it and start again' }).first().click();
    const [started] = await until('the new run', () => {
      const runs = runsOf(config);
      return runs.length === 2 ? runs : undefined;
    });
    const { config: trained } = manifestOf(started!);
    expect(trained).toEqual(resolveConfig(parseConfig(readFileSync(config, 'utf8')).value));
    expect(trained).not.toEqual(manifestOf(run).config);
    await until('its panel', async () => (/Running/.test(await page.state.innerText()) ? true : undefined));
    await stop(started!, workbench);
  });
});
