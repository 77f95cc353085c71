/**
 * `npm run bench [-- --only NAME] [--json] [--write]`: what the product's speed is, as a table.
 *
 *     ratios    steps per second, CPU time, memory and session time beside PyTorch's
 *     scaling   time of a step against batch, width, image size, unrolled updates and generators
 *     watching  what writing the log and the monitor cost
 *     latency   log entry to pixels, in a real VS Code
 *     startup   command to first point on the curve, likewise
 *
 * --json prints one JSON document and nothing else on standard output; npm's own two lines stay away with
 * `npm run -s bench -- --json`. Its `ratios`, `portable`, `memory` and `cpu` are plain numbers by case, null without
 * PyTorch. --write makes docs/performance.md of it; with --only, the other sections are those last written here.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { load, machine } from './bench/machine.mjs';
import { ratios } from './bench/ratios.mjs';
import { markdownOf } from './bench/report.mjs';
import { scaling } from './bench/scaling.mjs';
import { watching } from './bench/watching.mjs';
import { latency, startup } from './bench/window.mjs';
import { root, workshop } from './bench/workshop.mjs';

/** What each section puts into the report. */
const sections = {
  ratios,
  ...Object.fromEntries(
    Object.entries({ scaling, watching, latency, startup }).map(([name, measure]) => [
      name,
      async (note) => ({ [name]: await measure(note) }),
    ]),
  ),
};
const { values: options } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'boolean' }, write: { type: 'boolean' } },
});
const known = Object.keys(sections);
if (options.only !== undefined && !known.includes(options.only)) {
  console.error(`--only takes one of ${known.join(', ')}`);
  process.exit(2);
}
const note = (line) => process.stderr.write(`${line}\n`);

const report = { machine: machine(), loads: {} };
for (const name of known) {
  if (options.only !== undefined && options.only !== name) continue;
  report.loads[name] = load();
  Object.assign(report, await sections[name](note));
}
if (options.write) {
  const kept = path.join(workshop, 'report.json');
  const before = fs.existsSync(kept) ? JSON.parse(fs.readFileSync(kept, 'utf8')) : {};
  const whole = { ...before, ...report, loads: { ...before.loads, ...report.loads } };
  fs.mkdirSync(workshop, { recursive: true });
  fs.writeFileSync(kept, JSON.stringify(whole));
  const file = path.join(root, 'docs/performance.md');
  const notes = fs.readFileSync(path.join(root, 'scripts/bench/notes.md'), 'utf8');
  const head = '# Performance\n\nWritten by `npm run bench -- --write`.';
  const text = `${head}\n\n${markdownOf(whole)}\n\n${notes}`;
  fs.writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
console.log(options.json ? JSON.stringify(report, undefined, 1) : markdownOf(report));
