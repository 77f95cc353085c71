/** In a folder that is not trusted nothing runs, until it is. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { runsOf, stop, until } from './run-on-disk.ts';
import { copyOfExamples, openWindow, type TestWindow } from './window.ts';

describe('a folder that is not trusted', () => {
  let window: TestWindow;
  let folder: string;

  beforeAll(async () => {
    folder = copyOfExamples();
    // Even where the extension is told to start a run.
    window = await openWindow(folder, {
      trust: false,
      environment: { MODESCOPE_START: join(folder, 'ring.gan.json') },
    });
  });

  afterAll(() => window.close());

  it('starts nothing, and offers trust instead', async () => {
    onTestFailed(() => window.picture('failed-untrusted'));
    const { page, workbench } = window;
    await page.locator('.part.banner', { hasText: 'Restricted Mode' }).waitFor();
    await workbench.open('ring.gan.json');
    await page.locator('.codelens-decoration', { hasText: 'Trust this folder to train' }).first().waitFor();
    expect(await workbench.offered('Modescope: Start')).not.toContainEqual(expect.stringContaining('Start Run'));
    await page.waitForTimeout(1000);
    expect(existsSync(join(folder, 'runs'))).toBe(false);
  });

  it('trains once it is trusted', async () => {
    onTestFailed(() => window.picture('failed-trusted'));
    const { page, workbench } = window;
    await page.locator('.codelens-decoration', { hasText: 'Trust this folder to train' }).first().click();
    await page.getByRole('button', { name: 'Trust', exact: true }).first().click();
    await page.getByText('You trust this folder', { exact: true }).waitFor();
    // The page about trust lies over the window and takes the keys until it is closed.
    await page.locator('.modal-editor-action-container .codicon-close').click();
    await workbench.open('ring.gan.json');
    await workbench.run('Modescope: Start Run');
    const run = await until('the run', () => runsOf(join(folder, 'ring.gan.json'))[0]);
    await stop(run, workbench);
  });
});
