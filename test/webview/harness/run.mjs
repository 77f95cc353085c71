/**
 * Pictures of every state of the panel's page, without VS Code around it, and what the page does under load:
 *
 *     node test/webview/harness/run.mjs [OUT] [SCENE-THEME-WIDTH …]
 *
 * Needs a chromium (CHROMIUM, /usr/bin/chromium-headless-shell or /usr/bin/chromium). The page runs under the content
 * security policy that a webview should have; a violation fails the run.
 */
import { build } from 'esbuild';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

/* global document, getComputedStyle */

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const [out = path.join(root, 'test/artefacts/webview'), ...only] = process.argv.slice(2);
const nonce = 'bm9uY2U';
const policy = [
  "default-src 'none'",
  "img-src 'self' data:",
  "font-src 'self'",
  `style-src 'self' 'nonce-${nonce}'`,
  `script-src 'nonce-${nonce}'`,
].join('; ');

const common = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  target: 'es2022',
  format: 'iife',
  logLevel: 'warning',
};
const [page, harness] = await Promise.all([
  build({
    ...common,
    entryPoints: { webview: 'webview/main.tsx' },
    outdir: 'out',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.svg': 'dataurl' },
  }),
  build({ ...common, entryPoints: { harness: 'test/webview/harness/page.ts' }, outdir: 'out' }),
]);
const files = new Map(
  [...page.outputFiles, ...harness.outputFiles].map((file) => [`/${path.basename(file.path)}`, file.text]),
);
files.set(
  '/',
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Modescope</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="webview.css"></head><body class="vscode-dark"><div id="app"></div>
<script nonce="${nonce}" src="harness.js"></script><script nonce="${nonce}" src="webview.js"></script></body></html>`,
);
files.set('/zh-cn', files.get('/').replace('lang="en"', 'lang="zh-cn"'));
const types = { '.js': 'text/javascript', '.css': 'text/css', '': 'text/html' };
const server = http.createServer((request, response) => {
  const text = files.get(request.url ?? '');
  response.writeHead(text === undefined ? 404 : 200, { 'content-type': types[path.extname(request.url ?? '')] });
  response.end(text);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${server.address().port}/`;
const executablePath =
  process.env.CHROMIUM ?? ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((file) => fs.existsSync(file));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

/** Scene, theme, width; and what a person does before the picture is taken. */
const pictures = [
  ['warning', 'dark', 1100],
  ['warning', 'dark', 540],
  ['warning', 'dark', 680],
  ['warning', 'light', 1100],
  ['warning', 'high-contrast', 1100],
  ['warning', 'high-contrast-light', 680],
  ['warning', 'dark', 320],
  ['warning', 'dark', 400],
  ['warning', 'dark', 900],
  ['warning', 'light', 400],
  ['warning', 'light', 900],
  ['warning', 'high-contrast', 400],
  ['warning', 'high-contrast', 900],
  ['past', 'dark', 400],
  ['past', 'dark', 900],
  ['past', 'light', 900],
  ['past', 'high-contrast', 900],
  ['explain', 'dark', 400],
  ['explain', 'dark', 900],
  ['explain', 'light', 900],
  ['explain', 'high-contrast', 900],
  ['healthy', 'dark', 680],
  ['healthy', 'light', 420],
  ['early', 'dark', 680],
  ['failed', 'dark', 1100],
  ['failed', 'light', 680],
  ['crashed', 'dark', 680],
  ['waiting', 'dark', 680],
  ['nothing', 'light', 680],
  ['foreign', 'dark', 680],
  ['hover', 'dark', 1100],
  ['tables', 'dark', 680],
  ['chinese', 'light', 900],
  ['log', 'light', 680],
  ['collapsed', 'dark', 900],
  ['collapsed', 'high-contrast', 680],
  ['images', 'dark', 1100],
  ['images', 'light', 680],
  ['images', 'high-contrast', 400],
  ['numbers', 'dark', 900],
  ['numbers', 'light', 400],
  ['empty', 'high-contrast', 680],
  ['projection', 'dark', 1100],
  ['projection', 'light', 680],
  ['projection', 'high-contrast', 900],
  ['ages', 'dark', 400],
  ['plane', 'dark', 680],
  ['compare', 'dark', 1100],
  ['compare', 'light', 680],
  ['compare', 'high-contrast', 400],
  ['sample', 'dark', 900],
  ['sample', 'high-contrast', 680],
  ['tile', 'light', 680],
  ['tile', 'dark', 400],
  ['density', 'dark', 900],
  ['density', 'light', 680],
];
const acts = {
  density: async (tab) => {
    await tab.locator('.samples vscode-checkbox').nth(1).click();
  },
  hover: async (tab) => {
    const plot = tab.locator('.plot').first();
    const box = await plot.boundingBox();
    await tab.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2);
    await tab.waitForTimeout(100);
    await tab.locator('.picture canvas').hover({ position: { x: 60, y: 60 } });
    const canvas = await tab.locator('.picture canvas').boundingBox();
    // Mode 2 of the ring, at 45 degrees.
    const scale = canvas.width / (4.2 * 1.36);
    await tab.mouse.move(canvas.x + canvas.width / 2 + 1.414 * scale, canvas.y + canvas.height / 2 - 1.414 * scale);
  },
  projection: async (tab) => {
    await tab.evaluate(() => globalThis.harness.scene('images'));
    await tab.locator('.projection .fold').click();
    await tab.locator('.projection select').nth(1).selectOption('mode');
    await tab.locator('.projection canvas').first().focus();
    await tab.keyboard.press('ArrowRight');
    await tab.locator('.projection .likes').waitFor();
    await tab.locator('.projection summary').click();
  },
  ages: async (tab) => {
    await tab.evaluate(() => globalThis.harness.scene('images'));
    await tab.locator('.projection .fold').click();
    await tab.locator('.projection select').nth(1).selectOption('age');
  },
  sample: async (tab) => {
    await tab.locator('.samples canvas').focus();
    await tab.keyboard.press('ArrowRight');
    await tab.keyboard.press('ArrowUp');
    await tab.locator('.likes').waitFor();
  },
  tile: async (tab) => {
    await tab.evaluate(() => globalThis.harness.scene('images'));
    const canvas = tab.locator('.mosaic canvas').first();
    await canvas.waitFor();
    await tab.waitForTimeout(200);
    await canvas.click({ position: { x: 40, y: 40 } });
    await tab.locator('.likes').waitFor();
  },
  plane: async (tab) => {
    await tab.locator('.projection .fold').click();
  },
  explain: async (tab) => {
    await tab.locator('.lead').click();
    await tab.locator('.remedies').first().waitFor();
  },
  past: async (tab) => {
    await tab.locator('.history input').fill('45');
    await tab.locator('section.modes tbody tr').nth(4).hover();
  },
  chinese: async (tab) => {
    await tab.goto(`${address}zh-cn`);
    await tab.evaluate(() => globalThis.harness.theme('light'));
    await tab.evaluate(() => globalThis.harness.scene('warning'));
    await tab.locator('.lead').click();
    await tab.locator('.remedies').first().waitFor();
  },
  tables: async (tab) => {
    for (const summary of await tab.locator('summary').all()) await summary.click();
  },
  log: async (tab) => {
    await tab.locator('.curves vscode-checkbox').click();
    await tab.locator('.tools .slider input').fill('45');
    const box = await tab.locator('.plot').first().boundingBox();
    await tab.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
    await tab.mouse.down();
    await tab.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2, { steps: 4 });
    await tab.mouse.up();
    await tab.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2);
  },
};

const problems = [];
async function open(width, theme, deviceScaleFactor = 2) {
  const tab = await browser.newPage({ viewport: { width, height: 860 }, deviceScaleFactor });
  tab.on('pageerror', (error) => problems.push(String(error.stack)));
  tab.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await tab.goto(address);
  await tab.evaluate((name) => globalThis.harness.theme(name), theme);
  return tab;
}
async function close(tab) {
  problems.push(...(await tab.evaluate(() => globalThis.harness.violations)));
  await tab.close();
}

fs.mkdirSync(out, { recursive: true });
for (const [scene, theme, width] of pictures) {
  const name = `${scene}-${theme}-${width}`;
  if (only.length > 0 && !only.includes(name)) continue;
  const tab = await open(width, theme);
  await tab.evaluate((which) => globalThis.harness.scene(which), acts[scene] === undefined ? scene : 'warning');
  await tab.waitForTimeout(350);
  await acts[scene]?.(tab);
  await tab.waitForTimeout(250);
  await tab.evaluate(() => globalThis.scrollTo(0, 0));
  // What sticks out of the column is cut off, or lies in the page's margin. The head has the whole width to itself.
  const cut = await tab.evaluate(() => {
    const main = document.querySelector('main');
    const edge = main.getBoundingClientRect().right - parseFloat(getComputedStyle(main).paddingRight);
    return [...main.querySelectorAll('*')]
      .filter((one) => !one.matches('header, .unseen, .scrolls *') && one.getBoundingClientRect().right > edge + 0.5)
      .map((one) => one.outerHTML.slice(0, 80));
  });
  problems.push(...cut.slice(0, 3).map((one) => `${name}: beyond the right edge: ${one}`));
  await tab.screenshot({ path: path.join(out, `${name}.png`), fullPage: true });
  await close(tab);
  console.log(name);
}

if (only.length === 0 || only.includes('behaviour')) {
  const tab = await open(900, 'dark');
  const posted = () => tab.evaluate(() => globalThis.harness.posted.filter(({ type }) => type !== 'painted'));
  const last = async () => (await posted()).at(-1);
  /** The page answers in its own time: asks until it says what is expected, for five seconds. */
  const comes = async (ask, expected) => {
    for (let i = 0; i < 100 && !isDeepStrictEqual(await ask(), expected); i++) await tab.waitForTimeout(50);
    assert.deepEqual(await ask(), expected);
  };
  assert.deepEqual(await posted(), [{ type: 'ready', version: 4 }]);
  await tab.evaluate(() => globalThis.harness.scene('warning'));
  const painted = () => tab.evaluate(() => globalThis.harness.posted.findLast(({ type }) => type === 'painted'));
  await comes(async () => (await painted())?.step, 12_400);
  assert.ok(Math.abs((await painted()).at - Date.now()) < 60_000);
  const run = '/home/ada/gans/runs/ring/20261124-162001-a3f9';
  assert.equal((await tab.evaluate(() => globalThis.harness.kept())).run, run);

  const names = () => tab.locator('.actions vscode-button').evaluateAll((all) => all.map((b) => b.ariaLabel));
  await comes(names, ['Pause', 'Stop', 'Start again', 'Open run folder']);
  for (const [label, message] of [
    ['Pause', { type: 'control', run, action: 'pause' }],
    ['Stop', { type: 'control', run, action: 'stop' }],
    ['Start again', { type: 'control', run, action: 'restart' }],
    ['Open run folder', { type: 'open-run-folder', run }],
  ]) {
    await tab.locator(`.actions vscode-button[aria-label="${label}"]`).click();
    await comes(last, message);
  }
  await tab.locator('.band', { hasText: 'Mode dropping' }).click();
  await comes(last, { type: 'explain', run, rule: 'mode-dropping' });
  await comes(() => tab.locator('h2').first().innerText(), 'Mode dropping');
  await tab.locator('.remedies vscode-button', { hasText: 'start again' }).first().click();
  const remedy = { type: 'apply-remedy', run, rule: 'mode-dropping', remedy: 'discriminatorFirst' };
  await comes(last, { ...remedy, restart: true });
  await tab.locator('.remedies vscode-button', { hasText: 'Change the config' }).first().click();
  await comes(last, { ...remedy, restart: false });
  await tab.locator('.explain .link', { hasText: 'About this rule' }).click();
  await comes(last, { type: 'open-help', run, rule: 'mode-dropping' });
  await tab.keyboard.press('Escape');
  await tab.locator('.card', { hasText: 'Loss pattern' }).locator('.link', { hasText: 'Show in the config' }).click();
  await comes(last, { type: 'reveal-finding', run, rule: 'loss-correlation' });

  const where = () => tab.locator('.where').innerText();
  await tab.mouse.move(1, 1);
  await comes(where, 'Steps 0 to 12,400');
  await tab.locator('.plot').first().focus();
  await tab.keyboard.press('Shift+ArrowLeft');
  await comes(where, 'Step 11,160');
  await tab.keyboard.press('+');
  await tab.locator('.plot').first().blur();
  await comes(where, 'Steps 5,580 to 11,780');
  await tab.locator('.plot').nth(1).dblclick();
  await tab.mouse.move(1, 1);
  await comes(where, 'Steps 0 to 12,400');

  // Everything is reached by Tab, and nothing twice.
  const stops = [];
  await tab.locator('h1').click();
  for (let i = 0; i < 21; i++) {
    await tab.keyboard.press('Tab');
    stops.push(
      await tab.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.textContent ?? ''),
    );
  }
  for (const stop of ['Pause', 'Open run folder', 'Log scale', 'Values as a table', 'Mode 2']) {
    assert.equal(stops.filter((name) => name.trim() === stop).length, 1, `${stop} in ${stops.join(' | ')}`);
  }
  assert.equal(await tab.locator('[aria-live]').innerText(), '');
  await tab.evaluate(() => globalThis.harness.scene('failed'));
  await comes(names, ['Resume', 'Start again', 'Open run folder']);
  await close(tab);
  console.log('behaviour');
}

if (only.length === 0 || only.includes('load')) {
  const tab = await open(680, 'dark', 1);
  await tab.evaluate(() => globalThis.harness.scene('warning'));
  await tab.waitForTimeout(300);
  const processes = await browser.newBrowserCDPSession();
  /** Processor seconds of all of the browser: unlike frames a second, hardly changed by what else the machine does. */
  const spent = async () => {
    const { processInfo } = await processes.send('SystemInfo.getProcessInfo');
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  const before = await spent();
  const { frames, seconds, points } = await tab.evaluate(() => globalThis.harness.flood(1000, 200));
  const each = ((await spent()) - before) / frames;
  await tab.locator('summary', { hasText: 'Values as a table' }).click();
  const row = await tab.locator('.curves table tbody tr').first().innerText();
  console.log(
    `${points} batches: ${(points / seconds).toFixed(0)} a second, ${(frames / seconds).toFixed(1)} frames a second, ${(1000 * each).toFixed(1)} ms of processor time a frame (load ${os.loadavg()[0].toFixed(1)}); last row ${row.replaceAll(/\s+/g, ' ')}`,
  );
  for (const many of [100_000, 1_000_000]) {
    const took = await tab.evaluate((n) => globalThis.harness.long(n), many);
    console.log(`${many} points of 6 series: painted after ${took} ms`);
  }
  await close(tab);
}
await browser.close();
server.close();
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}
