/**
 * Memory over a long while: a fast run in a real VS Code, every view of the panel visited again and again, and beside it
 * the same window without the extension. Each minute: the extension hosts' memory (usage-probe), and that of the
 * browser's processes that show the windows. VS Code for the browser has webviews in the window's own process, so what
 * a webview takes is what that process takes beyond the one of the window without the extension.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { RunPage } from '../e2e/panel.ts';
import { runsOf, stop, until } from '../e2e/run-on-disk.ts';
import { copyOfExamples, type TestWindow } from '../e2e/window.ts';
import { openProbedWindow, type ProbedWindow } from './probed-window.ts';

const out = process.env['MODESCOPE_BENCH_OUT']!;
const minutes = Number(process.env['MODESCOPE_BENCH_MINUTES']);
const minute = 60_000;
/** For each thing that is done, in milliseconds. */
const patience = 30_000;

/** Bytes, resident and held. */
interface Memory {
  readonly host: { readonly rss: number; readonly heap: number };
  /** Of the browser's process, and of its page after a full collection. */
  readonly page: { readonly rss: number; readonly heap: number };
}

/** A window, and how its memory is asked for. */
interface Watched extends ProbedWindow {
  measure(): Promise<Memory>;
}

async function open(folder: string, extended: boolean): Promise<Watched> {
  const probed = await openProbedWindow(folder, extended);
  const { page } = probed.window;
  const client = await page.context().newCDPSession(page);
  const renderer = await rendererOf(probed.window);
  return {
    ...probed,
    async measure() {
      const { rss, heap } = await probed.host();
      return { host: { rss, heap }, page: { rss: residentOf(renderer), heap: await heapOf(client) } };
    },
  };
}

/** Process of the browser that shows the window: of all that show pages, the one with the most memory. */
async function rendererOf({ page }: TestWindow): Promise<number> {
  const client = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await client.send('SystemInfo.getProcessInfo');
  const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  await client.detach();
  return pids.sort((a, b) => residentOf(b) - residentOf(a))[0]!;
}

function residentOf(pid: number): number {
  return 1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
}

async function heapOf(client: CDPSession): Promise<number> {
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = await client.send('Runtime.getHeapUsage');
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}

/** Closes the comparison of runs, where one is open. */
async function closeCompared(page: Page): Promise<void> {
  const tab = page.locator('.tab', { hasText: 'Compare Runs' });
  if ((await tab.count()) > 0) await tab.click({ button: 'middle' });
  await tab.waitFor({ state: 'detached' });
}

/** Everything that the panel shows, and the other views of a run, each by its name. */
function visitsOf({ window }: Watched): Readonly<Record<string, () => Promise<void>>> {
  const { workbench, page } = window;
  const frame = workbench.panel;
  const run = new RunPage(frame);
  return {
    async curves() {
      const log = frame.locator('vscode-checkbox').first();
      const smoothing = frame.locator('.curves .tools input[type=range]');
      const plot = frame.locator('.chart .plot').first();
      for (const key of ['ArrowRight', 'ArrowLeft']) {
        await log.click();
        await smoothing.press(key);
      }
      for (const key of ['ArrowRight', '+', '-', 'Escape']) await plot.press(key);
    },
    async 'table of values'() {
      const fold = frame.locator('.curves details summary');
      await fold.click();
      await frame.locator('.curves details table').waitFor();
      await fold.click();
    },
    async history() {
      await run.history.press('Home');
      for (let i = 0; i < 20; i++) await run.history.press('ArrowRight');
      await run.history.press('End');
    },
    async samples() {
      await run.canvas.press('ArrowRight');
      await run.inspected.waitFor();
      await run.canvas.press('ArrowRight');
      await run.canvas.press('Escape');
      await run.inspected.waitFor({ state: 'detached' });
    },
    async latents() {
      const choice = frame.locator('section.samples select').first();
      await choice.selectOption('fixed');
      await choice.selectOption('fresh');
    },
    async modes() {
      const mode = run.modes.getByRole('button').first();
      await mode.click();
      await mode.click();
    },
    async projection() {
      await run.fold.click();
      await run.layout.selectOption('t-SNE');
      await until('the layout', async () => (/by t-SNE/.test(await run.projection()) ? true : undefined));
      const colour = frame.locator('section.projection select').nth(1);
      for (const by of ['mode', 'age', 'kind']) await colour.selectOption(by);
      await run.layout.selectOption('the data itself');
      await run.fold.click();
    },
    async explanation() {
      await run.findings.getByRole('button', { name: 'Explain' }).first().click();
      await run.explanation.waitFor();
      await frame.getByRole('button', { name: 'Back to the run' }).click();
      await run.explanation.waitFor({ state: 'detached' });
    },
    async 'list of runs'() {
      await workbench.showRuns();
      await workbench.run('View: Toggle Primary Side Bar Visibility');
    },
    async problems() {
      await workbench.showProblems();
      await workbench.problems.first().click();
    },
    // In the place of the panel, as that has the focus: two pages at once would be taken for each other
    async compare() {
      await run.title.click();
      await workbench.run('Modescope: Compare Runs…');
      await page.locator('.quick-input-widget').getByRole('checkbox').first().click();
      await page.keyboard.press('Enter');
      await frame.getByRole('heading', { name: 'Compare runs' }).waitFor();
      await frame.locator('.plot canvas').first().waitFor();
      await closeCompared(page);
      await run.title.waitFor();
    },
  };
}

it(
  'memory over a while',
  async () => {
    const folder = copyOfExamples();
    const config = join(folder, 'ring.gan.json');
    // As many steps as it can make, on small batches: the faster it is, the more there is to show
    const text = readFileSync(config, 'utf8')
      .replace('"steps": 20000', '"steps": 100000000')
      .replace('"batch": 256', '"batch": 64');
    writeFileSync(config, text);
    const bare = await open(copyOfExamples(), false);
    const ours = await open(folder, true);
    try {
      const { workbench } = ours.window;
      await bare.window.workbench.open('ring.gan.json');
      await ours.window.page.setViewportSize({ width: 1760, height: 1200 });
      ours.window.page.setDefaultTimeout(patience);
      await workbench.open('ring.gan.json');
      await workbench.run('Modescope: Start Run');
      const first = await until('the first run', () => runsOf(config)[0]);
      await workbench.panel.locator('.chart .plot').first().waitFor();
      await stop(first, workbench);
      await workbench.run('Modescope: Start Run');
      await until('the run', () => runsOf(config).find((each) => each !== first));
      await workbench.panel.locator('section.samples canvas').first().waitFor();

      const page = new RunPage(workbench.panel);
      const visits = visitsOf(ours);
      const visited: Record<string, number> = {};
      const missed: string[] = [];
      const samples: { minute: number; ours: Memory; bare: Memory; step: number }[] = [];
      const begin = Date.now();
      for (let now = 0; now <= minutes; now = (Date.now() - begin) / minute) {
        for (const [name, visit] of Object.entries(visits)) {
          try {
            await visit();
            visited[name] = (visited[name] ?? 0) + 1;
          } catch (error) {
            // The window goes on changing under the hand: what did not work out is tried again in the next round
            missed.push(`${name}, minute ${now.toFixed(1)}: ${String(error).split('\n')[0]}`);
            await ours.window.picture(`missed-${name.replaceAll(' ', '-')}`);
            await ours.window.page.keyboard.press('Escape');
            await closeCompared(ours.window.page);
          }
        }
        await setTimeout(begin + Math.ceil(now + 1e-9) * minute - Date.now());
        samples.push({
          minute: (Date.now() - begin) / minute,
          ours: await ours.measure(),
          bare: await bare.measure(),
          step: await page.step(),
        });
        writeFileSync(join(out, 'memory.json'), JSON.stringify({ samples, visited, missed }));
      }
      expect(Object.keys(visits).filter((name) => visited[name] === undefined)).toEqual([]);
    } finally {
      await ours.close();
      await bare.close();
    }
  },
  (minutes + 10) * minute,
);
