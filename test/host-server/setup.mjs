/**
 * Installs VS Code for the browser into this folder, from npm alone: no compiler, no install scripts. Quick when it is
 * already there. Also sees to a browser, by apt where that can be.
 *
 *     node test/host-server/setup.mjs [--no-browser]
 *
 * With MODESCOPE_TEST_OLDEST set, the oldest VS Code that `engines.vscode` promises, into the folder `oldest`.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser, home, serverNode, vscodeFolder } from './machine.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const stamp = path.join(home, 'node_modules', '.ready');
const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** Of no use here, and large: tools that are downloaded for other products, and programs of other systems. */
const unused = [
  'node_modules/@microsoft/mxc-sdk',
  'node_modules/@vscode/windows-process-tree',
  'extensions/copilot',
  'extensions/mermaid-markdown-features',
];

/** Runs a command to its end; throws with its name when it fails. */
function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: home, stdio: 'inherit', ...options });
  if (error) throw error;
  if (status !== 0) throw new Error(`\`${[command, ...args].join(' ')}\` ended with exit code ${status}`);
}

/** npm of whoever called us, else the one on the path. */
function npm(args, options = {}) {
  const script = process.env.npm_execpath;
  if (script && /\.c?js$/.test(script)) run(process.execPath, [script, ...args], options);
  else run('npm', args, { shell: process.platform === 'win32', ...options });
}

/** What decides whether the installed files are the right ones. */
function fingerprint() {
  const hash = createHash('sha256');
  hash.update(fs.readFileSync(path.join(home, 'package-lock.json')));
  for (const file of ['setup.mjs', 'logger-without-native-code.cjs'])
    hash.update(fs.readFileSync(path.join(here, file)));
  return hash.digest('hex');
}

function installServer() {
  const wanted = fingerprint();
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing VS Code for the browser (once, about half a minute) …');
  npm(['ci', ...quiet]);
  // What code-server's own install script would do, less the compiling. Its packages ask for the Node they run on.
  const searchPath = [path.dirname(serverNode()), process.env.PATH].join(path.delimiter);
  npm(['install', '--omit=dev', ...quiet], { cwd: vscodeFolder, env: { ...process.env, PATH: searchPath } });
  const modules = path.join(vscodeFolder, 'node_modules');
  fs.copyFileSync(
    path.join(here, 'logger-without-native-code.cjs'),
    path.join(modules, '@vscode', 'spdlog', 'index.js'),
  );
  const watchdog = path.join(modules, '@vscode', 'native-watchdog');
  if (fs.existsSync(watchdog)) fs.writeFileSync(path.join(watchdog, 'index.js'), 'exports.start = () => {};\n');
  const github = path.join(modules, '@github');
  const runtimes = fs.existsSync(github) ? fs.readdirSync(github).filter((name) => /^copilot-sdk-/.test(name)) : [];
  for (const name of [...unused, ...runtimes.map((name) => `node_modules/@github/${name}`)]) {
    fs.rmSync(path.join(vscodeFolder, name), { recursive: true, force: true });
  }
  fs.writeFileSync(stamp, wanted);
}

function installBrowser() {
  if (findBrowser()) return;
  const manual = 'Install chromium or chrome, or set CHROMIUM to the path of one.';
  if (process.platform !== 'linux' || spawnSync('apt-get', ['--version']).status !== 0) {
    throw new Error(`The end-to-end tests need a browser, and none was found. ${manual}`);
  }
  const root = process.getuid() === 0;
  const apt = (...args) => {
    const command = ['apt-get', ...args];
    const [first, ...rest] = root ? command : ['sudo', '--non-interactive', ...command];
    run(first, rest, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  console.log('Installing a browser for the end-to-end tests (apt-get install chromium-headless-shell) …');
  try {
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell', 'fonts-dejavu-core');
  } catch (error) {
    throw new Error(`The end-to-end tests need a browser, and installing one failed. ${manual}`, { cause: error });
  }
}

try {
  installServer();
  if (!process.argv.includes('--no-browser')) installBrowser();
} catch (error) {
  console.error(`${error.message}${error.cause ? `\n  ${error.cause.message}` : ''}`);
  process.exitCode = 1;
}
