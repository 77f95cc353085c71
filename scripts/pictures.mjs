/**
 * `node scripts/pictures.mjs`: makes the pictures of the README and of the walkthrough anew. They are photographs of the
 * product: the end-to-end tests live through the stories in which they are taken, and what they took is put into media/.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const artefacts = path.join(root, 'test', 'artefacts');

/** The stories, and where their pictures go. */
const stories = ['story', 'looking'];
const pictures = {
  'story.png': 'readme.png',
  'walkthrough-panel.png': 'walkthrough/panel.png',
  'walkthrough-finding.png': 'walkthrough/finding.png',
};

const run = (...args) =>
  execFileSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, MODESCOPE_TEST_ARTEFACTS: artefacts },
  });

for (const taken of Object.keys(pictures)) fs.rmSync(path.join(artefacts, taken), { force: true });
run('esbuild.mjs');
run('test/host-server/setup.mjs');
const tests = stories.map((story) => `test/e2e/${story}.test.ts`);
run('node_modules/vitest/vitest.mjs', 'run', '--config', 'test/e2e/vitest.config.mjs', ...tests);
for (const [taken, shown] of Object.entries(pictures)) {
  const file = path.join(root, 'media', shown);
  fs.copyFileSync(path.join(artefacts, taken), file);
  console.log(`media/${shown}: ${Math.round(fs.statSync(file).size / 1000)} kB`);
}
