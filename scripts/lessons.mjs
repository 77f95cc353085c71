/**
 * `node scripts/lessons.mjs [NAME...] [--seeds N] [--jobs N]`: trains what the lessons of examples/lessons compare, and
 * puts what was measured into their pages in docs/lessons.
 *
 * Needs a build (`npm run build`). It can be stopped at any time and goes on where it was: finished seeds are kept in
 * `.lessons/<name>`. After a config was changed that folder has to be removed.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';

/** Configs of each lesson, in the order of its tables. */
const lessons = {
  'update-order': ['d-first-1-1', 'g-first-1-1', 'd-first-10-1', 'g-first-1-10'],
  unrolled: ['vanilla', 'unrolled'],
  'mad-gan': ['one-generator', 'four-generators'],
  'minibatch-discrimination': ['without', 'with'],
  'dragan-wgan-gp': ['wgan-gp', 'dragan'],
  'mr-gan': ['vanilla', 'mr-gan'],
  'mr-gan-even-pace': ['vanilla', 'mr-gan'],
  energy: ['non-saturating', 'energy'],
  'wgan-gp-mad-gan': ['wgan-gp', 'wgan-gp-mad-gan'],
};

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values: options, positionals } = parseArgs({
  options: { seeds: { type: 'string', default: '20' }, jobs: { type: 'string' } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !(name in lessons));
if (unknown.length > 0) {
  console.error(`there is no lesson ${unknown.join(', ')}; there are ${Object.keys(lessons).join(', ')}`);
  process.exit(2);
}

for (const name of positionals.length > 0 ? positionals : Object.keys(lessons)) {
  const files = lessons[name].map((config) => path.join('examples', 'lessons', name, `${config}.gan.json`));
  const out = path.join('.lessons', name);
  const jobs = options.jobs === undefined ? [] : ['--jobs', options.jobs];
  const program = path.join(root, 'bin', 'modescope.mjs');
  const args = [program, 'compare', ...files, '--seeds', options.seeds, '--resume', '--out', out, ...jobs];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  await publish(name, path.join(root, out));
}

/** The report's page as it is; its tables and how they were counted into the lesson's own page. */
async function publish(name, out) {
  const folder = path.join(root, 'docs', 'lessons');
  fs.copyFileSync(path.join(out, 'report.html'), path.join(folder, `${name}.html`));
  const page = path.join(folder, `${name}.md`);
  const report = fs.readFileSync(path.join(out, 'report.md'), 'utf8');
  const measured = report.slice(report.indexOf('\n'), report.indexOf('\n## Every seed'));
  const text = fs.readFileSync(page, 'utf8');
  const [begin, end] = ['<!-- measured -->', '<!-- end -->'];
  const head = text.slice(0, text.indexOf(begin) + begin.length);
  const tail = text.slice(text.indexOf(end));
  const body = measured.replaceAll('\n## ', '\n### ').trim();
  const whole = `${head}\n\n${body}\n\n${tail}`;
  fs.writeFileSync(page, await format(whole, { ...(await resolveConfig(page)), parser: 'markdown' }));
}
