/**
 * `npm run package`: builds, then makes the VSIX and prints its size. The package holds dist/ (the portable
 * engine included) and nothing from node_modules, so it is the same for every machine.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const out = path.join(root, `${name}-${version}.vsix`);
const limit = 6e6;

const run = (...args) => execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
run('esbuild.mjs', '--minify');
run(path.join('node_modules', '@vscode', 'vsce', 'vsce'), 'package', '--no-dependencies', '--out', out);

const { size } = fs.statSync(out);
console.log(`${path.basename(out)}: ${(size / 1e6).toFixed(2)} MB (limit ${limit / 1e6} MB)`);
if (size > limit) process.exitCode = 1;
