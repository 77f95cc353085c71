/**
 * Makes labelled runs with our own trainer, in the form of the labelled corpus, to judge the monitor by:
 *
 *     node scripts/labelled-runs.mjs OUT [--count N] [--first SEED] [--engine NAME] [--trainer FILE]
 *     npm run collapsebench -- OUT
 *
 * Every run logs many more samples than the monitor is shown: the first few hundred stay in its log, the truth is told
 * from the others, by the data's known modes. Ambiguous runs are left out. Goes on where it was interrupted.
 */
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { recipe } from './labelled-runs/recipes.mjs';
import { labelOf, measurer } from './labelled-runs/truth.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '200' },
    first: { type: 'string', default: '1' },
    engine: { type: 'string', default: 'auto' },
    trainer: { type: 'string', default: path.join(root, 'dist/trainer.mjs') },
  },
});
const [out] = positionals;
if (out === undefined || !fs.existsSync(values.trainer)) {
  console.error(
    out === undefined ? 'usage: labelled-runs OUT [--count N] [--first SEED]' : `${values.trainer}: build first`,
  );
  process.exit(1);
}
/** Samples that the truth rests on, beside those that are shown. */
const hidden = 1500;

const { readLog, writeLog } = await eventsApi();
fs.mkdirSync(out, { recursive: true });
const indexFile = path.join(out, 'index.json');
const index = fs.existsSync(indexFile) ? JSON.parse(fs.readFileSync(indexFile, 'utf8')) : {};
const doneFile = path.join(out, 'done.json');
const done = fs.existsSync(doneFile) ? JSON.parse(fs.readFileSync(doneFile, 'utf8')) : {};

const first = Number(values.first);
for (let seed = first; seed < first + Number(values.count); seed++) {
  const plan = recipe(seed);
  if (plan.name in done) continue;
  const label = make(plan);
  done[plan.name] = label ?? 'ambiguous';
  fs.writeFileSync(doneFile, JSON.stringify(done, null, 1));
  fs.writeFileSync(indexFile, JSON.stringify(index, null, 1));
  console.log(`${plan.name}: ${done[plan.name]}`);
}

/** Trains, splits the log, tells the truth. The label, undefined where the run is ambiguous or could not be made. */
function make({ name, config, rows, modes, shown }) {
  const work = path.join(out, '.work', name);
  fs.rmSync(work, { recursive: true, force: true });
  fs.mkdirSync(work, { recursive: true });
  if (rows !== undefined)
    fs.writeFileSync(path.join(work, 'points.csv'), `${rows.map((row) => row.join(',')).join('\n')}\n`);
  const file = path.join(work, 'run.gan.json');
  const training = { ...config.training, samples: shown + hidden, checkpointEvery: config.training.steps };
  fs.writeFileSync(file, JSON.stringify({ ...config, training }));
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [values.trainer, '--config', file, '--engine', values.engine],
    { encoding: 'utf8' },
  );
  const line = JSON.parse(stdout.split('\n')[0] || '{}');
  if (line.type !== 'started') {
    console.error(`${name}: ${stdout}${stderr}`);
    return undefined;
  }
  const { entries, snapshots, scalars, real } = readLog(line.run, shown);
  const measure = measurer(modes, real);
  const truth = labelOf(
    snapshots.map(({ step, rows: hiddenRows }) => ({ step, ...measure(hiddenRows) })),
    scalars,
    config.training.sampleEvery,
  );
  if (truth !== undefined) {
    const folder = path.join(out, name);
    fs.rmSync(folder, { recursive: true, force: true });
    writeLog(folder, entries);
    index[name] = truth;
  }
  fs.rmSync(work, { recursive: true, force: true });
  return truth?.label;
}

/** Our own reader and writer of event files, bundled for this script. */
async function eventsApi() {
  const bundle = path.join(root, '.bench/events.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/events/index.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    outfile: bundle,
    logLevel: 'warning',
  });
  const { createEventWriter, tailEvents } = await import(pathToFileURL(bundle).href);
  return {
    /** The log as it is shown, and what is hidden from it. */
    readLog(folder, shown) {
      const entries = [];
      const snapshots = [];
      const scalars = {};
      const real = [];
      const tail = tailEvents(folder);
      do {
        for (const event of tail.poll()) {
          if (event.type !== 'event') continue;
          const kept = [];
          for (const value of event.values) {
            if (value.kind === 'scalar') {
              (scalars[value.tag] ??= []).push([event.step, value.scalar()]);
              kept.push({ tag: value.tag, scalar: value.scalar() });
            } else if (value.kind === 'tensor') {
              const { shape, data } = value.tensor();
              const rows = Array.from({ length: shape[0] }, (_, i) =>
                Array.from(data.subarray(i * shape[1], (i + 1) * shape[1])),
              );
              if (value.tag === 'samples/real') real.push(...rows);
              if (value.tag === 'samples/generated') snapshots.push({ step: event.step, rows: rows.slice(shown) });
              const count = value.tag === 'samples/real' ? shape[0] : Math.min(shown, shape[0]);
              kept.push({
                tag: value.tag,
                tensor: Float32Array.from(data.subarray(0, count * shape[1])),
                shape: [count, shape[1]],
              });
            }
          }
          entries.push({ step: event.step, values: kept });
        }
      } while (tail.behind);
      return { entries, snapshots, scalars, real };
    },
    writeLog(folder, entries) {
      const writer = createEventWriter(folder);
      for (const { step, values: written } of entries) writer.write(step, written);
      writer.close();
    },
  };
}
