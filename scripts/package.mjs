/**
 * `npm run package`: builds, then makes the VSIX and prints its size. The package holds dist/ (the portable
 * engine included) and nothing from node_modules, so it is the same for every machine.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const out = path.join(root, `${name}-${version}.vsix`);
const limit = 6e6;

/** What fails has said why; its status becomes ours. */
function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
run('esbuild.mjs', '--minify');
// The pictures of the README are in the package, so that its links stay as they are: there is no address to add.
const vsce = path.join('node_modules', '@vscode', 'vsce', 'vsce');
run(vsce, 'package', '--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository', '--out', out);

const { size } = fs.statSync(out);
console.log(`${path.basename(out)}: ${(size / 1e6).toFixed(2)} MB (limit ${limit / 1e6} MB)`);
if (size > limit) process.exitCode = 1;
