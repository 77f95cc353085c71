/**
 * `node scripts/pictures.mjs`: makes the README's picture anew. It is a photograph of the product: the end-to-end tests
 * live through the story, and the picture that they took of it is put into media/.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const taken = path.join(root, 'test', 'artefacts', 'story.png');
const shown = path.join(root, 'media', 'readme.png');

fs.rmSync(taken, { force: true });
execFileSync(process.execPath, [path.join(root, 'scripts', 'test.mjs'), '--only', 'e2e'], { stdio: 'inherit' });
fs.copyFileSync(taken, shown);
console.log(`${path.relative(root, shown)}: ${Math.round(fs.statSync(shown).size / 1000)} kB`);
