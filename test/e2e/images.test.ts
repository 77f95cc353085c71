/** Training on images, as someone lives it who opens the example with the digits: they take shape beside real ones. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { RunPage } from './panel.ts';
import { runsOf, stop, until } from './run-on-disk.ts';
import { copyOfExamples, openWindow, type TestWindow } from './window.ts';

describe('images', () => {
  let window: TestWindow;
  let page: RunPage;
  let config: string;

  beforeAll(async () => {
    const folder = copyOfExamples();
    config = join(folder, 'digits.gan.json');
    window = await openWindow(folder);
    await window.page.setViewportSize({ width: 1760, height: 990 });
    await window.workbench.run('View: Toggle Primary Side Bar Visibility');
    page = new RunPage(window.workbench.panel);
  });

  afterAll(() => window.close());

  it('of digits are made live, beside real ones', async () => {
    onTestFailed(() => window.picture('failed-images'));
    const { workbench } = window;
    await workbench.open('digits.gan.json');
    await workbench.run('Modescope: Start Run');
    const run = await until('the run', () => runsOf(config)[0]);
    await until('both mosaics', async () => ((await page.mosaics().count()) === 2 ? true : undefined));
    expect(await page.mosaics().nth(0).getAttribute('aria-label')).toMatch(/^Generated images at step [\d,]+$/);
    expect(await page.mosaics().nth(1).getAttribute('aria-label')).toBe('Real images');

    const before = await until('a picture', async () => {
      const drawn = await page.mosaic();
      return drawn.colours > 2 ? drawn : undefined;
    });
    await until('another picture', async () => ((await page.mosaic()).checksum === before.checksum ? undefined : true));
    await until('digits', async () => ((await page.step()) > 800 ? true : undefined), 120_000);
    await window.picture('images');
    await workbench.run('Preferences: Toggle between Light/Dark Themes');
    await window.page.locator('.monaco-workbench.vs').waitFor();
    await window.picture('images-light');
    await stop(run, workbench);
  });
});
