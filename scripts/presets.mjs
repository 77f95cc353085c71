/**
 * `node scripts/presets.mjs [NAME...] [--seeds N] [--steps N] [--jobs N]`: trains the published experiments of presets/
 * and puts what came out beside what the papers say, into docs/presets.md. Without --steps each is trained for as long
 * as its paper did, which takes hours a seed.
 *
 * Needs a build (`npm run build`). It can be stopped at any time and goes on where it was: runs are kept in
 * `.presets/NAME/STEPS`. Every number of steps has a row of its own in the page.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { klOnLine, modesOf, onModes } from './presets/count.mjs';
import { columns, experiments } from './presets/papers.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const program = path.join(root, 'bin', 'modescope.mjs');
const page = path.join(root, 'docs', 'presets.md');
const { values: options, positionals } = parseArgs({
  options: { seeds: { type: 'string', default: '10' }, steps: { type: 'string' }, jobs: { type: 'string' } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !(name in experiments));
if (unknown.length > 0) {
  console.error(`there is no experiment ${unknown.join(', ')}; there are ${Object.keys(experiments).join(', ')}`);
  process.exit(2);
}

/** What fails has said why; its status becomes ours. */
function modescope(...args) {
  const { status } = spawnSync(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

for (const name of positionals.length > 0 ? positionals : Object.keys(experiments)) {
  const { configs } = experiments[name];
  const out = path.join('.presets', name, options.steps ?? 'full');
  const files = Object.keys(configs).map((config) => path.join('presets', `${config}.gan.json`));
  const given = ['steps', 'jobs'].flatMap((key) => (options[key] === undefined ? [] : [`--${key}`, options[key]]));
  modescope('compare', ...files, '--seeds', options.seeds, '--resume', '--out', out, ...given);
  const rows = Object.entries(configs).map(([config, label]) => measured(name, config, label, path.join(root, out)));
  await publish(name, rows);
}

/** One config's runs, counted as its paper counts. */
function measured(name, config, label, out) {
  const { samples, columns: wanted } = experiments[name];
  const folder = path.join(out, config);
  const lines = fs.readFileSync(path.join(out, 'results.jsonl'), 'utf8').trim().split('\n');
  const results = lines
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
    .filter((result) => result.config === config);
  const counts = [];
  let steps;
  for (const run of fs.readdirSync(folder)) {
    const manifest = JSON.parse(fs.readFileSync(path.join(folder, run, 'manifest.json'), 'utf8'));
    if (manifest.state !== 'finished' || manifest.seed > Number(options.seeds)) continue;
    steps = manifest.step;
    const file = path.join(folder, run, 'counted.npy');
    modescope('sample', path.join(folder, run), '--count', String(samples), '--out', file);
    const points = numbersOf(file);
    fs.rmSync(file);
    const modes = modesOf(manifest.config.data);
    counts.push({ ...onModes(points, modes), ...(wanted.includes('kl') && { kl: klOnLine(points, modes) }) });
  }
  return {
    label,
    steps,
    seeds: counts.length,
    hours: results.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0) / 3600,
    cells: wanted.map((column) =>
      cell(
        columns[column],
        counts.flatMap((count) => count[column] ?? []),
      ),
    ),
  };
}

/** The float32 numbers of a .npy file as `modescope sample` writes it (format 1.0). */
function numbersOf(file) {
  const bytes = fs.readFileSync(file);
  const start = 10 + bytes.readUInt16LE(8);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length));
}

/** Mean and, of two seeds or more, its standard error. */
function cell({ digits, scale, unit }, values) {
  if (values.length === 0) return '–';
  const written = (value) => (scale * value).toFixed(digits);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return `${written(mean)}${unit}`;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return `${written(mean)} ± ${written(Math.sqrt(variance / values.length))}${unit}`;
}

/** Puts rows into the experiment's table; rows of as many steps are replaced, others stay. */
async function publish(name, rows) {
  const { source, columns: wanted, published } = experiments[name];
  const text = fs.readFileSync(page, 'utf8');
  const [begin, end] = [`<!-- measured ${name} -->`, `<!-- end ${name} -->`];
  if (!text.includes(begin) || !text.includes(end)) throw new Error(`docs/presets.md has no place for ${name}`);
  const before = text.slice(text.indexOf(begin) + begin.length, text.indexOf(end));
  const mine = rows.map(({ label, steps, seeds, hours, cells }) => [
    label,
    `here, ${steps} steps`,
    ...cells,
    seeds,
    hours.toFixed(2),
  ]);
  const replaced = new Set(mine.map(([label, from]) => `${label}|${from}`));
  const kept = before
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((each) => each.trim()),
    )
    .filter(([label, from]) => from?.startsWith('here') && !replaced.has(`${label}|${from}`));
  const theirs = Object.entries(published).map(([label, cells]) => [
    label,
    'paper',
    ...wanted.map((column) => cells[column] ?? '–'),
    '–',
    '–',
  ]);
  const head = ['', 'from', ...wanted.map((column) => columns[column].head), 'seeds', 'hours'];
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const table = [
    line(head),
    line(head.map((_, i) => (i < 2 ? '---' : '---:'))),
    ...[...theirs, ...kept, ...mine].map(line),
  ];
  const section = `${begin}\n\nPublished: ${source}.\n\n${table.join('\n')}\n\n`;
  const whole = text.slice(0, text.indexOf(begin)) + section + text.slice(text.indexOf(end));
  fs.writeFileSync(page, await format(whole, { ...(await resolveConfig(page)), parser: 'markdown' }));
}
