/** A window of a real VS Code in a real browser, on a folder of its own. */
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { findBrowser } from '../host-server/machine.mjs';
import { startServer, type Server, type ServerOptions } from '../host-server/server.mjs';
import { Workbench } from './workbench.ts';

export const repository = resolve(import.meta.dirname, '../..');

const artefacts = process.env['MODESCOPE_TEST_ARTEFACTS'] ?? join(repository, 'test/artefacts');

export interface TestWindow {
  readonly folder: string;
  readonly page: Page;
  readonly workbench: Workbench;
  readonly server: Server;
  /** Reloads the page, as a person would. */
  reload(): Promise<void>;
  /** Saves a picture of the window, or of a part of it, in test/artefacts. */
  picture(name: string, part?: Locator): Promise<void>;
  /** Ends window, server and everything that was started in them; deletes the folder. */
  close(): Promise<void>;
}

/** An empty folder below the system's folder for temporary files. */
export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'modescope-e2e-'));
}

/** A fresh copy of examples/, without runs. */
export function copyOfExamples(): string {
  const folder = join(emptyFolder(), 'examples');
  cpSync(join(repository, 'examples'), folder, {
    recursive: true,
    filter: (source) => basename(source) !== 'runs',
  });
  return folder;
}

/** Opens a window on a folder, with the built extension in it. */
export async function openWindow(folder: string, options: ServerOptions = {}): Promise<TestWindow> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no browser: node test/host-server/setup.mjs says more');
  const server = await startServer({ extensionFolders: [repository], ...options });
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 });
    page.setDefaultTimeout(60_000);
    await page.goto(server.url(folder));
    const workbench = new Workbench(page);
    await workbench.ready();
    return windowOf(folder, server, browser, page, workbench);
  } catch (error) {
    await browser?.close();
    await server.stop();
    throw error;
  }
}

function windowOf(folder: string, server: Server, browser: Browser, page: Page, workbench: Workbench): TestWindow {
  return {
    folder,
    page,
    workbench,
    server,
    async reload() {
      await page.reload();
      await workbench.ready();
    },
    async picture(name, part) {
      mkdirSync(artefacts, { recursive: true });
      await (part ?? page).screenshot({ path: join(artefacts, `${name}.png`) });
    },
    async close() {
      // The extension host ends by itself where its page says goodbye.
      await page.goto('about:blank');
      await browser.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
