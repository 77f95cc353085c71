/**
 * `npm run package`: builds, then makes the VSIX and prints its size. The universal package holds dist/ (the portable
 * engine included) and nothing from node_modules, so it is the same for every machine.
 *
 *     npm run package [-- --target linux-x64|linux-arm64|darwin-arm64|win32-x64|win32-arm64|all]
 *
 * A package for one target holds the native engine as well. `all` makes the universal one and one for each target. For
 * darwin-x64 there is the universal one only: ONNX Runtime is no longer built for it.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
/** Sizes in bytes that a package may have at most. */
const limits = { universal: 6e6, 'linux-x64': 25e6 };
const targets = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];
const nativeFolder = path.join(root, 'dist', 'engines', 'native');

const { values } = parseArgs({ options: { target: { type: 'string', default: 'universal' } } });
const chosen = values.target === 'all' ? ['universal', ...targets] : [values.target];
const unknown = chosen.find((target) => target !== 'universal' && !targets.includes(target));
if (unknown !== undefined) {
  console.error(`--target ${unknown}: there is only ${['universal', ...targets, 'all'].join(', ')}`);
  process.exit(1);
}

/** What fails has said why; its status becomes ours. */
function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** The native engine for a target, as a package beside the built program; the other platforms' libraries stay out. */
function addNative(target) {
  const installed = path.join(root, 'node_modules', 'onnxruntime-node');
  const [system, processor] = target.split('-');
  const library = path.join('bin', 'napi-v6', system, processor);
  if (!fs.existsSync(path.join(installed, library))) {
    console.error(`${target}: node_modules/onnxruntime-node has no ${library}; is the optional package installed?`);
    process.exit(1);
  }
  const isNeeded = (file) => !/\.(map|d\.ts)$/.test(file);
  const copy = (from, to) =>
    fs.cpSync(from, path.join(nativeFolder, 'node_modules', to), { recursive: true, filter: isNeeded });
  for (const part of ['package.json', 'README.md', 'dist', library]) {
    copy(path.join(installed, part), path.join('onnxruntime-node', part));
  }
  const common = path.join(root, 'node_modules', 'onnxruntime-common');
  copy(path.join(common, 'package.json'), path.join('onnxruntime-common', 'package.json'));
  copy(path.join(common, 'dist', 'cjs'), path.join('onnxruntime-common', 'dist', 'cjs'));
}

run('esbuild.mjs', '--minify');
// The pictures of the README are in the package, so that its links stay as they are: there is no address to add.
const vsce = path.join('node_modules', '@vscode', 'vsce', 'vsce');
const options = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];
for (const target of chosen) {
  const ofTarget = target === 'universal' ? [] : ['--target', target];
  const out = path.join(root, `${[name, ...ofTarget.slice(1), version].join('-')}.vsix`);
  if (target !== 'universal') addNative(target);
  run(vsce, 'package', ...options, ...ofTarget, '--out', out);
  fs.rmSync(nativeFolder, { recursive: true, force: true });

  const { size } = fs.statSync(out);
  const limit = limits[target];
  const said = limit === undefined ? '' : ` (limit ${limit / 1e6} MB)`;
  console.log(`${path.basename(out)}: ${(size / 1e6).toFixed(2)} MB${said}`);
  if (size > limit) process.exitCode = 1;
}
