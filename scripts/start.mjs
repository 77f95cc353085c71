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
const environment = { ...process.env, MODESCOPE_START: example };
const since = Date.now();
const stop = desktopCode() ? openDesktop(desktopCode()) : await openInBrowser();

const follower = spawn(process.execPath, [modescope, 'follow', path.join(examples, 'runs'), '--since', String(since)], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    follower.kill(signal);
    await stop();
    process.exit(0);
  });
}

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
  const args = [
    '--new-window',
    '--user-data-dir',
    profile,
    '--disable-workspace-trust',
    `--extensionDevelopmentPath=${root}`,
  ];
  spawn(code, [...args, examples, example], {
    env: environment,
    stdio: 'ignore',
    detached: true,
    shell: process.platform === 'win32',
  }).unref();
  console.log(
    'VS Code opens on examples/ and starts ring.gan.json. This terminal follows the run (Ctrl+C to leave).\n',
  );
  return () => fs.rmSync(profile, { recursive: true, force: true });
}

async function openInBrowser() {
  console.log('No desktop VS Code here: setting up VS Code in the browser (once, half a minute) …');
  const server = path.join(root, 'test', 'host-server');
  execFileSync(process.execPath, [path.join(server, 'setup.mjs'), '--no-browser'], { stdio: 'inherit' });
  const { startServer } = await import('../test/host-server/server.mjs');
  const host = await startServer({ extensionDevelopmentPath: root, environment });
  console.log(`\nOpen  ${host.url(examples, { openFile: example, extensionDevelopmentPath: root })}`);
  console.log('The example run starts when the page has opened. This terminal follows it (Ctrl+C to leave).\n');
  return () => host.stop();
}
