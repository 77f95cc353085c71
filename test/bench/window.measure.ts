/**
 * What a person waits for in a real VS Code: from the command to the first point on the curve, from an entry in the log
 * to the pixels that show it (the page takes the time two animation frames after the message came, when what was drawn for
 * it is on the screen), and from the click that opens the panel to its first paint, as the browser takes the time. Page
 * and test share the machine's clock.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createEventWriter } from '../../src/events/index.ts';
import type { ToPage } from '../../src/protocol/index.ts';
import { createRun } from '../../src/runs/index.ts';
import { copyOfExamples, openWindow, type TestWindow } from '../e2e/window.ts';

const out = process.env['MODESCOPE_BENCH_OUT']!;
const entries = 300;
const between = 100;
const openings = 5;

/** When which step could be seen. */
type Seen = readonly (readonly [step: number, at: number])[];
type Watching = typeof globalThis & { seen?: [number, number][] };

/** Begins to take the time of every batch of numbers that comes to the panel's page. */
async function watch({ workbench }: TestWindow): Promise<void> {
  await workbench.panel.locator('#app').evaluate(() => {
    const seen: [number, number][] = [];
    (globalThis as Watching).seen = seen;
    addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
      if (data.type !== 'scalars') return;
      const step = Math.max(...data.series.map(({ steps }) => steps.at(-1) ?? -1));
      requestAnimationFrame(() => requestAnimationFrame(() => seen.push([step, Date.now()])));
    });
  });
}

function seenIn({ workbench }: TestWindow): Promise<Seen> {
  return workbench.panel.locator('#app').evaluate(() => (globalThis as Watching).seen ?? []);
}

it('log entry to pixels', async () => {
  const folder = copyOfExamples();
  const configFile = join(folder, 'ring.gan.json');
  const engine = { name: 'native', version: '', threads: 1, device: 'cpu' };
  const run = createRun({ configFile, config: {}, seed: 1, steps: entries, engine, versions: {} });
  const log = createEventWriter(run.folder);
  const write = (step: number): void =>
    log.write(step, [
      { tag: 'loss/discriminator', scalar: Math.cos(step) },
      { tag: 'loss/generator', scalar: Math.sin(step) },
    ]);
  write(0);
  const window = await openWindow(folder);
  try {
    await window.workbench.open('ring.gan.json');
    await window.workbench.run('Modescope: Open Panel');
    await window.workbench.panel.locator('.chart .plot').first().waitFor();
    await watch(window);
    const written = new Map<number, number>();
    for (let step = 1; step <= entries; step++) {
      written.set(step, Date.now());
      write(step);
      await setTimeout(between);
    }
    await setTimeout(2000);
    const seen = await seenIn(window);
    const waits = [...written].map(([step, at]) => (seen.find(([latest]) => latest >= step)?.[1] ?? Infinity) - at);
    writeFileSync(join(out, 'latency.json'), JSON.stringify({ waits }));
    expect(waits.every(Number.isFinite)).toBe(true);
  } finally {
    await window.close();
  }
});

/** Milliseconds that loading and activating took, as VS Code itself takes the time. */
async function activationOf({ page, workbench }: TestWindow): Promise<number> {
  await workbench.run('Developer: Show Running Extensions');
  const row = page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'modescope' });
  const said = (await row.locator('.activation-time').textContent()) ?? '';
  const time = /(\d+)\s*ms/.exec(said)?.[1];
  if (time === undefined) throw new Error(`VS Code says of the activation: "${said}"`);
  return Number(time);
}

/** Milliseconds from the click on "Open Panel" to the first paint of its page, each time in a new panel. */
async function paintsOf({ page, workbench }: TestWindow): Promise<number[]> {
  const paints: number[] = [];
  for (let round = 0; round < openings; round++) {
    await workbench.run('View: Close All Editors');
    await workbench.panelFrame.waitFor({ state: 'detached' });
    await workbench.open('ring.gan.json');
    const button = page.locator('.editor-group-container.active .editor-actions').getByLabel('Open Panel');
    await button.waitFor();
    const clicked = Date.now();
    await button.click();
    const app = workbench.panel.locator('#app');
    await app.locator('h1').waitFor();
    const painted = await app.evaluate(async () => {
      for (;;) {
        const [first] = performance.getEntriesByName('first-contentful-paint');
        if (first !== undefined) return performance.timeOrigin + first.startTime;
        await new Promise(requestAnimationFrame);
      }
    });
    paints.push(painted - clicked);
  }
  return paints;
}

it('command to the first point', async () => {
  const waits: number[] = [];
  const window = await openWindow(copyOfExamples());
  try {
    await window.workbench.open('ring.gan.json');
    const activation = await activationOf(window);
    await window.workbench.open('ring.gan.json');
    for (let round = 0; round < 3; round++) {
      const at = Date.now();
      await window.workbench.run('Modescope: Start Run');
      await window.workbench.panel.locator('.chart .plot').first().waitFor();
      waits.push(Date.now() - at);
      await window.workbench.run('Modescope: Stop Run');
      await window.workbench.panel.getByText('Stopped').first().waitFor();
    }
    writeFileSync(join(out, 'startup.json'), JSON.stringify({ waits, activation, paints: await paintsOf(window) }));
  } finally {
    await window.close();
  }
});
