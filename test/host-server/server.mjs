/**
 * VS Code for the browser, on loopback, on a free port, behind a token in its address. Each server has its own user
 * data, extensions and settings in a temporary folder. `setup.mjs` installs it.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL, URLSearchParams } from 'node:url';
import { serverNode, vscodeFolder } from './machine.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

/** A window without what would cover it or fetch from elsewhere. */
const settings = {
  'chat.disableAIFeatures': true,
  'files.autoSave': 'off', // as on a desktop
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.colorTheme': 'Dark Modern',
  'window.autoDetectColorScheme': false,
  'json.schemaDownload.enable': false,
};

/** Extensions of VS Code's own that no test needs and that slow the start. */
const skipped = ['git', 'git-base', 'github', 'github-authentication', 'microsoft-authentication', 'emmet', 'npm'];
skipped.push('typescript-language-features', 'merge-conflict', 'debug-auto-launch', 'extension-editing');

/**
 * Registers extensions as installed, where they lie.
 * @param {string} extensions the server's extensions folder
 * @param {string[]} folders theirs
 */
function installInPlace(extensions, folders) {
  const installed = folders.map((folder) => {
    const { publisher, name, version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return {
      identifier: { id: `${publisher}.${name}` },
      version,
      location: { $mid: 1, path: pathToFileURL(folder).pathname, scheme: 'file' },
      metadata: { installedTimestamp: Date.now(), source: 'vsix' },
    };
  });
  fs.writeFileSync(path.join(extensions, 'extensions.json'), JSON.stringify(installed));
}

/** Waits until the server says where it listens. */
async function listeningPort(process, log) {
  let text = '';
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (fs.existsSync(log)) text = fs.readFileSync(log, 'utf8');
    const port = /Extension host agent listening on (\d+)/.exec(text)?.[1];
    if (port) return Number(port);
    if (process.exitCode !== null || process.signalCode !== null) {
      throw new Error(`VS Code's server ended while it started:\n${text}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`VS Code's server did not start within a minute:\n${text}`);
}

/**
 * Starts a server.
 *
 * - `extensionFolders`: of built extensions, there as if installed
 * - `environment`: added to the server's and so to the extension's environment
 * - `trust`: whether every folder is trusted (default); false asks, as VS Code does by itself
 * - `userSettings`: added to the user's settings.json
 * - `testDriver`: lets pages run an in-host suite, by the `payload` of their address
 *
 * `url(folder, { openFile, payload })` is the address of a window; `stop()` ends the server and all that was started
 * in it, trainers included; `ended` resolves when it has. When this process ends in any other way, so do they.
 */
export async function startServer({
  extensionFolders = [],
  environment = {},
  trust = true,
  userSettings = {},
  testDriver = false,
} = {}) {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'modescope-vscode-'));
  const extensions = path.join(data, 'extensions');
  const tokenFile = path.join(data, 'token');
  const token = randomBytes(16).toString('hex');
  fs.mkdirSync(path.join(data, 'User'), { recursive: true });
  fs.mkdirSync(extensions);
  fs.writeFileSync(tokenFile, token, { mode: 0o600 });
  const trustSettings = { 'security.workspace.trust.enabled': !trust };
  fs.writeFileSync(
    path.join(data, 'User', 'settings.json'),
    JSON.stringify({ ...settings, ...trustSettings, ...userSettings }),
  );
  if (extensionFolders.length > 0) installInPlace(extensions, extensionFolders);

  const options = [
    ...['--host', '127.0.0.1', '--port', '0', '--connection-token-file', tokenFile],
    ...['--server-data-dir', data, '--user-data-dir', data, '--extensions-dir', extensions],
    ...['--accept-server-license-terms', '--telemetry-level', 'off', '--force-disable-user-env'],
    ...(trust ? ['--disable-workspace-trust'] : []),
    ...(testDriver ? ['--enable-smoke-test-driver'] : []),
  ];
  // What a VS Code sets for its own terminals is about another window.
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name)),
  );
  const server = [serverNode(), path.join(vscodeFolder, 'out', 'server-main.js'), ...options];
  const keeper = spawn(process.execPath, [path.join(here, 'keeper.mjs'), data, ...server], {
    stdio: ['pipe', 'inherit', 'inherit'],
    env: {
      ...inherited,
      VSCODE_SKIP_BUILTIN_EXTENSIONS: skipped.map((name) => `vscode.${name}`).join(','),
      ...environment,
    },
  });
  keeper.stdin.on('error', () => undefined); // it has ended: the exit says so
  const ended = new Promise((resolve) => keeper.once('exit', resolve));
  const stop = async () => {
    keeper.stdin.end();
    await ended;
  };

  let port;
  try {
    port = await listeningPort(keeper, path.join(data, 'server.log'));
  } catch (error) {
    await stop();
    throw error;
  }
  const authority = `127.0.0.1:${port}`;
  /** @param {string} file */
  const remote = (file) => `vscode-remote://${authority}${pathToFileURL(file).pathname}`;
  return {
    data,
    remote,
    ended,
    url(folder, { openFile, payload = [] } = {}) {
      const query = new URLSearchParams({ tkn: token, folder });
      const entries = [...(openFile ? [['openFile', remote(openFile)]] : []), ...payload];
      if (entries.length > 0) query.set('payload', JSON.stringify(entries));
      return `http://${authority}/?${query}`;
    },
    stop,
  };
}
