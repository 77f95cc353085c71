/**
 * `npm run bench [-- --only NAME,…] [--minutes N] [--json] [--write]`: what the product's speed is, as a table.
 *
 *     ratios    steps per second, CPU time, memory and session time beside PyTorch's
 *     scaling   time of a step against batch, width, image size, unrolled updates and generators
 *     watching  what writing the log and the monitor cost
 *     judging   what judging one snapshot of samples costs
 *     latency   log entry to pixels, in a real VS Code
 *     startup   command to first point on the curve, activation, the panel's first paint, likewise
 *     typing    what a key costs in a config of 500 lines, likewise
 *
 * and, only when named, as they take long:
 *
 *     memory    of extension host and webview over 30 minutes (--minutes) of a fast run
 *     equality  whether engines differ in what comes out in the end, over 20 seeds
 *
 * --json prints one JSON document and nothing else on standard output; npm's own two lines stay away with
 * `npm run -s bench -- --json`. Its `ratios`, `portable`, `memory` and `cpu` are plain numbers by case, null without
 * PyTorch. --write makes docs/performance.md of it; with --only, the other sections are those last written here.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { equality } from './bench/equality.mjs';
import { judging } from './bench/judging.mjs';
import { machine, watchOthers } from './bench/machine.mjs';
import { memory } from './bench/memory.mjs';
import { ratios } from './bench/ratios.mjs';
import { markdownOf } from './bench/report.mjs';
import { scaling } from './bench/scaling.mjs';
import { watching } from './bench/watching.mjs';
import { latency, startup, typing } from './bench/window.mjs';
import { root, workshop } from './bench/workshop.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    minutes: { type: 'string', default: '30' },
    json: { type: 'boolean' },
    write: { type: 'boolean' },
  },
});
const minutes = Number(options.minutes);

/** What is measured, and as what it is in the report (`ratios` has several parts of its own); about how many minutes. */
const as = (key, measure) => async (note) => ({ [key]: await measure(note) });
const usual = {
  ratios: { measure: ratios, takes: 6 },
  scaling: { measure: as('scaling', scaling), takes: 6 },
  watching: { measure: as('watching', watching), takes: 1.5 },
  judging: { measure: as('judging', judging), takes: 0.5 },
  latency: { measure: as('latency', latency), takes: 1 },
  startup: { measure: as('startup', startup), takes: 1.5 },
  typing: { measure: as('typing', typing), takes: 1 },
};
const long = {
  memory: { measure: as('overTime', (note) => memory(minutes, note)), takes: minutes + 2 },
  equality: { measure: as('equality', equality), takes: 15 },
};
const sections = { ...usual, ...long };
const chosen = options.only?.split(',') ?? Object.keys(usual);
const unknown = chosen.filter((name) => !(name in sections));
if (unknown.length > 0 || !(minutes >= 1)) {
  const known = Object.keys(sections).join(', ');
  console.error(unknown.length > 0 ? `--only takes some of ${known}` : '--minutes takes a number from 1 on');
  process.exit(2);
}
const note = (line) => process.stderr.write(`${line}\n`);

const report = { machine: machine(), others: {} };
const wanted = Object.keys(sections).filter((name) => chosen.includes(name));
const takes = wanted.reduce((sum, name) => sum + sections[name].takes, 0);
note(`${wanted.join(', ')}: about ${Math.ceil(takes)} minutes on two cores with nothing else to do`);
for (const name of wanted) {
  const others = watchOthers();
  try {
    Object.assign(report, await sections[name].measure(note));
    report.others[name] = others();
  } catch (error) {
    // What was measured before is worth keeping, and what comes after worth measuring
    note(`${name} could not be measured: ${error.message}`);
    process.exitCode = 1;
  }
}
if (options.write) {
  const kept = path.join(workshop, 'report.json');
  const before = fs.existsSync(kept) ? JSON.parse(fs.readFileSync(kept, 'utf8')) : {};
  const whole = { ...before, ...report, others: { ...before.others, ...report.others } };
  fs.mkdirSync(workshop, { recursive: true });
  fs.writeFileSync(kept, JSON.stringify(whole));
  const file = path.join(root, 'docs/performance.md');
  const notes = fs.readFileSync(path.join(root, 'scripts/bench/notes.md'), 'utf8');
  const head = '# Performance\n\nWritten by `npm run bench -- --write`.';
  const text = `${head}\n\n${markdownOf(whole)}\n\n${notes}`;
  fs.writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
console.log(options.json ? JSON.stringify(report, undefined, 1) : markdownOf(report));
