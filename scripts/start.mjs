/**
 * `npm start`: builds, opens VS Code on examples/ with the extension in it, and starts the example run there; this
 * terminal shows the same run's progress and findings. `-- --headless` trains in this terminal only.
 *
 * The desktop VS Code is used if there is one and a screen to show it on, else VS Code in the browser, on loopback.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const examples = path.join(root, 'examples');
const example = path.join(examples, 'ring.gan.json');
const modescope = path.join(root, 'bin', 'modescope.mjs');
const flags = new Set(process.argv.slice(2));

execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });

if (flags.has('--headless')) {
  process.exit(spawnSync(process.execPath, [modescope, 'train', example], { stdio: 'inherit' }).status ?? 1);
}

/** Read by the extension when it wakes up: the config to start. The window that opens is ours alone. */
const environment = { MODESCOPE_START: example };
const since = Date.now();
const code = desktopCode();
const window = code ? openDesktop(code) : await openInBrowser();

const follower = spawn(process.execPath, [modescope, 'follow', path.join(examples, 'runs'), '--since', String(since)], {
  stdio: 'inherit',
});
const interrupted = new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, resolve);
});
await Promise.race([interrupted, window.closed]);
follower.kill();
await window.stop();
process.exit(0);

/** Path of a desktop VS Code that could open a window here, or undefined. */
function desktopCode() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  const names = process.platform === 'win32' ? ['code.cmd', 'code.exe'] : ['code'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find((file) => fs.existsSync(file));
}

/** A window with a profile of its own, so that no other extension and no setting of the user's is in the way. */
function openDesktop(code) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'modescope-'));
  const extensions = path.join(profile, 'extensions');
  const own = ['--user-data-dir', profile, '--extensions-dir', extensions, '--disable-workspace-trust', '--wait'];
  const args = ['--new-window', ...own, `--extensionDevelopmentPath=${root}`, examples, example];
  const shell = process.platform === 'win32'; // code.cmd is a script
  const quoted = shell ? args.map((arg) => `"${arg}"`) : args;
  const waiting = spawn(shell ? `"${code}"` : code, quoted, {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
    detached: true,
    shell,
  });
  console.log('VS Code opens on examples/ and starts ring.gan.json. This terminal follows the run.');
  console.log('It ends when the window is closed; Ctrl+C leaves the window open.\n');
  const closed = new Promise((resolve, reject) => {
    waiting.once('exit', () => resolve(true));
    waiting.once('error', reject);
  });
  // The profile goes with its window, not before.
  void closed.then(() => fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  return { closed, stop: () => waiting.unref() };
}

async function openInBrowser() {
  const server = path.join(root, 'test', 'host-server');
  console.log('There is no desktop VS Code here, so this one opens in the browser.');
  const setup = spawnSync(process.execPath, [path.join(server, 'setup.mjs'), '--no-browser'], { stdio: 'inherit' });
  if (setup.status !== 0) process.exit(setup.status ?? 1);
  const { startServer } = await import('../test/host-server/server.mjs');
  const host = await startServer({ extensionFolders: [root], environment });
  console.log(`\nOpen  ${host.url(examples, { openFile: example })}\n`);
  console.log('The example run starts when the page has opened, and this terminal follows it. Ctrl+C ends both.\n');
  return { closed: host.ended, stop: () => host.stop() };
}
