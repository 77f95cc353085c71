#!/usr/bin/env node
/**
 * Stands in for the executable of VS Code: given as `vscodeExecutablePath`, @vscode/test-electron runs an in-host suite
 * in the extension host of VS Code for the browser. Takes `--extensionDevelopmentPath=`, `--extensionTestsPath=` and a
 * folder. MODESCOPE_TEST_WINDOW says what kind of window: in one that is `untrusted` the folder is not trusted, and after
 * one that `closes` over a run it is seen what became of that. The suite's end is the exit code, and what was logged
 * before a bad end is printed (all of it with MODESCOPE_VERBOSE).
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { lookAfterClosing } from '../host/closed.mjs';
import { findBrowser } from './machine.mjs';
import { startServer } from './server.mjs';

const limit = 10 * 60_000;
const args = process.argv.slice(2);
/** @param {string} name */
const values = (name) => args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
const opened = args.find((arg) => !arg.startsWith('-'));
const scratch = opened ? undefined : fs.mkdtempSync(path.join(os.tmpdir(), 'modescope-folder-'));
const folder = path.resolve(opened ?? scratch);

const kind = process.env.MODESCOPE_TEST_WINDOW ?? '';
const untrusted = kind === 'untrusted';
const server = await startServer({
  testDriver: true,
  trust: !untrusted,
  userSettings: untrusted ? { 'security.workspace.trust.startupPrompt': 'never' } : {},
});
const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const recent = [];
  let timer;
  const ended = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The suite did not end within ${limit / 60_000} minutes.`)), limit);
    page.on('crash', () => reject(new Error('The page crashed.')));
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
  });
  await page.exposeFunction('codeAutomationLog', (_type, logged) => {
    if (process.env.MODESCOPE_VERBOSE) console.error(...logged);
    else recent.push(logged);
  });
  const paths = ['extensionDevelopmentPath', 'extensionTestsPath'].flatMap((name) =>
    values(name).map((value) => [name, server.remote(path.resolve(value))]),
  );
  await page.goto(server.url(folder, { payload: paths }));
  process.exitCode = await ended;
  clearTimeout(timer);
  // The window's own messages are among them, hence only where the suite has gone wrong.
  if (process.exitCode !== 0) for (const logged of recent.slice(-10)) console.error(...logged);
  await page.goto('about:blank'); // lets the extension host end by itself
  if (kind.startsWith('closes')) await lookAfterClosing(folder, kind.endsWith('kept'));
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
} finally {
  await browser.close();
  await server.stop();
  if (scratch) fs.rmSync(scratch, { recursive: true, force: true });
}
