/**
 * `node scripts/remedies.mjs [CASE...] [--seeds N] [--jobs N]`: takes configs that lose modes, makes each change that the
 * editor would offer, one at a time, trains all of them, and writes what came of it into docs/remedies.md.
 *
 * Needs a build (`npm run build`). It can be stopped at any time and goes on where it was: finished seeds are kept in
 * `.remedies/<case>`. Where other changes are offered than before, that folder has to be removed.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { fromSource } from './source.mjs';

/** What is ill, and what is found of it. */
const cases = {
  'fast generator': { file: 'unrolled/vanilla', rule: 'mode-collapse' },
  'even pace': { file: 'energy/non-saturating', rule: 'mode-dropping' },
  'generator first, ten updates': { file: 'update-order/g-first-1-10', rule: 'mode-collapse' },
};

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const page = path.join(root, 'docs', 'remedies.md');
const { values: options, positionals } = parseArgs({
  options: { seeds: { type: 'string', default: '5' }, jobs: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !(name in cases));
if (unknown.length > 0) {
  console.error(`there is no case ${unknown.join(', ')}; there are ${Object.keys(cases).join(', ')}`);
  process.exit(2);
}

const { applyEdits, parseConfig, remediesOf } = await fromSource(
  `export { applyEdits, parseConfig } from './src/config/index.ts'; export { remediesOf } from './src/prose/index.ts';`,
);

const sections = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(cases)) sections.push(...measured(name));
const whole = within(fs.readFileSync(page, 'utf8'), sections.join('\n'));
fs.writeFileSync(page, await format(whole, { ...(await resolveConfig(page)), parser: 'markdown' }));

/** Trains the config as it is and with each remedy, and says what came out. */
function measured(name) {
  const { file, rule } = cases[name];
  const source = path.join('examples', 'lessons', `${file}.gan.json`);
  const text = fs.readFileSync(path.join(root, source), 'utf8');
  const folder = path.join(root, '.remedies', name.replaceAll(/\W+/g, '-'));
  fs.mkdirSync(folder, { recursive: true });
  const remedies = remediesOf({ rule }, parseConfig(text).value);
  const variants = [
    { id: 'as-it-is', title: 'as it is', edits: [] },
    ...remedies.map(({ id, title, edits }) => ({ id, title, edits })),
  ];
  for (const { id, edits } of variants) fs.writeFileSync(configOf(folder, id), applyEdits(text, edits));
  const out = path.join(folder, 'out');
  const program = path.join(root, 'bin', 'modescope.mjs');
  // In an order that does not change with that in which they are offered.
  const configs = variants.map(({ id }) => configOf(folder, id)).toSorted();
  const args = ['compare', ...configs, '--seeds', options.seeds, '--resume', '--out', out, '--jobs', options.jobs];
  const { status } = spawnSync(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);

  const results = fs
    .readFileSync(path.join(out, 'results.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  const of = (id) => results.filter(({ config }) => config === id);
  const mean = (numbers) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
  const seconds = mean(of('as-it-is').map((each) => each.seconds));
  const rows = variants.map(({ id, title, edits }) => {
    const seeds = of(id);
    const covered = seeds.map((seed) => seed.covered);
    const change = edits.map(({ path: key, value }) => `\`${key}\`: \`${JSON.stringify(value)}\``).join('<br>');
    const cells = [
      title,
      change,
      `${mean(covered).toFixed(1)} (${Math.min(...covered)} to ${Math.max(...covered)})`,
      `${Math.round(100 * mean(seeds.map((seed) => seed.highQuality)))} %`,
      `${seeds.filter((seed) => seed.collapsed).length} of ${seeds.length}`,
      (mean(seeds.map((seed) => seed.seconds)) / seconds).toFixed(1),
    ];
    return { covered: mean(covered), row: `| ${cells.join(' | ')} |` };
  });
  const [asItIs, ...others] = rows;
  const { modes, step } = results[0];
  return [
    `### ${name[0].toUpperCase()}${name.slice(1)}`,
    '',
    `[${source}](../${source}), found: [${rule}](rules/${rule}.md). ${of('as-it-is').length} seeds of ${step} steps.`,
    '',
    `| change | edit | modes covered, of ${modes} | high quality | collapsed at the end: seeds | time of a run |`,
    '| --- | --- | --: | --: | --: | --: |',
    asItIs.row,
    ...others.sort((a, b) => b.covered - a.covered).map(({ row }) => row),
    '',
  ];
}

function configOf(folder, id) {
  return path.join(folder, `${id}.gan.json`);
}

function within(text, body) {
  const [begin, end] = ['<!-- measured -->', '<!-- end -->'];
  return `${text.slice(0, text.indexOf(begin) + begin.length)}\n\n${body}\n${text.slice(text.indexOf(end))}`;
}
