/** What this machine has: where the server's files lie, a Node new enough to run it, a browser to look at it with. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

/** Where it is installed: the newest VS Code, or, with MODESCOPE_TEST_OLDEST set, the oldest that is promised. */
export const home = process.env.MODESCOPE_TEST_OLDEST ? path.join(here, 'oldest') : here;

const packages = path.join(home, 'node_modules');

/** VS Code itself inside the package code-server. */
export const vscodeFolder = path.join(packages, 'code-server', 'lib', 'vscode');

/**
 * Path of the Node that VS Code's server runs on: the one that came with the packages, else this process's own.
 * @throws when neither is there, or new enough
 */
export function serverNode() {
  const packaged = path.join(packages, `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (fs.existsSync(packaged)) return packaged;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(
    `VS Code in the browser needs Node 24 or newer on ${process.platform}-${process.arch}; this is ${process.version}.`,
  );
}

const browserNames = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'chrome'];
const browserPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Path of a browser of the Chromium family (the variable CHROMIUM first), or undefined. */
export function findBrowser() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const named = browserNames.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...named, ...browserPlaces].find((file) => fs.existsSync(file));
}
