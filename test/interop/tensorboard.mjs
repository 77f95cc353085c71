/**
 * Our event files against the real TensorBoard: a log that we write opens there with the same values, and a log that
 * it writes reads here.
 *
 *     node test/interop/tensorboard.mjs
 *
 * Needs python3 with pip; the pinned package is installed once into the system's folder for temporary files.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const tensorboard = 'tensorboard==2.21.0';
const here = path.dirname(fileURLToPath(import.meta.url));
const python = process.platform === 'win32' ? 'python' : 'python3';
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'modescope-interop-'));

/** The folder that holds the package, installed there unless it already is. */
function packages() {
  const version = execFileSync(python, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
    encoding: 'utf8',
  });
  const folder = path.join(os.tmpdir(), `modescope-${tensorboard.replace('==', '-')}-python${version.trim()}`);
  if (fs.existsSync(folder)) return folder;
  const unfinished = path.join(scratch, 'packages');
  execFileSync(
    python,
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', unfinished, tensorboard],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  try {
    fs.cpSync(unfinished, `${folder}.${process.pid}`, { recursive: true });
    fs.renameSync(`${folder}.${process.pid}`, folder);
  } catch (error) {
    if (!fs.existsSync(folder)) throw error; // another run was quicker
    fs.rmSync(`${folder}.${process.pid}`, { recursive: true, force: true });
  }
  return folder;
}

function ask(packagesFolder, command, folder) {
  const output = execFileSync(python, [path.join(here, 'tensorboard_side.py'), command, folder], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: packagesFolder, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(output);
}

async function loadEvents() {
  const outfile = path.join(scratch, 'events.mjs');
  await build({
    entryPoints: [path.join(here, '../../src/events/index.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}

/** As the Python side says it. */
const number = (value) => (Number.isFinite(value) ? value : Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf');
const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
/** Data of any values, told apart by their place. */
const ramp = (n, shift = 0) => Float32Array.from({ length: n }, (_, i) => Math.sin(i + shift) * 3);

/** Everything in a log, restarts applied, in the form of the Python side. */
function readHere({ tailEvents }, folder) {
  const tail = tailEvents(folder);
  let events = [];
  do {
    for (const event of tail.poll()) {
      if (event.type === 'event') events.push(event);
      else if (event.type === 'restart') events = events.filter((e) => e.file >= event.file || e.step < event.step);
      else assert.fail('the log was replaced');
    }
  } while (tail.behind);
  assert.equal(tail.health.damaged, 0);
  const found = { scalars: {}, tensors: {}, images: {} };
  const add = (kind, tag, entry) => (found[kind][tag] ??= []).push(entry);
  for (const { step, values } of events) {
    for (const value of values) {
      if (value.kind === 'scalar') add('scalars', value.tag, [step, number(value.scalar())]);
      if (value.kind === 'tensor') {
        const { dtype, shape, data } = value.tensor();
        add('tensors', value.tag, { step, dtype, shape: [...shape], data: [...data].map(number) });
      }
      if (value.kind === 'image') {
        const { width, height, bytes } = value.image();
        add('images', value.tag, { step, width, height, sha256: hash(bytes) });
      }
    }
  }
  return found;
}

const tests = {
  'a log that we write opens in TensorBoard with the same values': ({ events, packagesFolder }) => {
    const folder = path.join(scratch, 'ours');
    const png = fs.readFileSync(path.join(here, 'pixel.png'));
    const first = events.createEventWriter(folder);
    const scalars = {};
    const tensors = {};
    for (let step = 0; step < 200; step += 10) {
      first.write(step, [
        { tag: 'loss/generator', scalar: 1 / (step + 1) },
        { tag: 'loss/discriminator', scalar: 7 - step },
      ]);
      (scalars['loss/generator'] ??= []).push([step, Math.fround(1 / (step + 1))]);
      (scalars['loss/discriminator'] ??= []).push([step, 7 - step]);
      if (step >= 150) continue; // of tensors, TensorBoard's accumulator keeps what a restart voids
      const samples = ramp(64 * 2, step);
      first.write(step, [{ tag: 'samples/generated', tensor: samples, shape: [64, 2] }]);
      (tensors['samples/generated'] ??= []).push({ step, dtype: 'float32', shape: [64, 2], data: [...samples] });
    }
    for (const [tag, value] of [
      ['odd/nan', NaN],
      ['odd/infinite', Infinity],
      ['odd/tiny', 1e-42],
      ['Größe ω 𝛼', 0],
    ]) {
      first.write(0, [{ tag, scalar: value }]);
      scalars[tag] = [[0, number(Math.fround(value))]];
    }
    first.write(0, [{ tag: 'samples/images', tensor: ramp(2 * 4 * 4 * 3), shape: [2, 4, 4, 3] }]);
    tensors['samples/images'] = [{ step: 0, dtype: 'float32', shape: [2, 4, 4, 3], data: [...ramp(96)] }];
    first.write(0, [{ tag: 'mosaic/generated', png, width: 1, height: 1, channels: 1 }]);
    first.close();

    // Resumed at step 150: what came later is void, of every tag.
    const second = events.createEventWriter(folder, { resumeAt: 150 });
    second.write(150, [{ tag: 'loss/generator', scalar: 5 }]);
    second.write(5_000_000_000, [{ tag: 'loss/generator', scalar: 6 }]);
    second.close();
    for (const tag of Object.keys(scalars)) scalars[tag] = scalars[tag].filter(([step]) => step < 150);
    scalars['loss/generator'].push([150, 5], [5_000_000_000, 6]);
    const images = { 'mosaic/generated': [{ step: 0, width: 1, height: 1, sha256: hash(png) }] };

    const { shown, ...there } = ask(packagesFolder, 'read', folder);
    const expected = { scalars, tensors, images };
    assert.deepEqual(there, expected);
    assert.deepEqual(shown, {
      scalars: Object.keys(scalars).sort(),
      images: ['mosaic/generated'],
      tensors: Object.keys(tensors).sort(),
    });
    assert.deepEqual(readHere(events, folder), expected);
  },

  'a log that TensorBoard writes reads here with the same values': ({ events, packagesFolder }) => {
    const folder = path.join(scratch, 'theirs');
    fs.mkdirSync(folder);
    const written = ask(packagesFolder, 'write', folder);
    assert.deepEqual(readHere(events, folder), written);
  },

  'a log of ours that was cut opens in TensorBoard up to there': ({ events, packagesFolder }) => {
    const folder = path.join(scratch, 'cut');
    const writer = events.createEventWriter(folder);
    for (let step = 0; step < 10; step++) writer.write(step, [{ tag: 'loss', scalar: step }]);
    writer.close();
    fs.truncateSync(writer.path, fs.statSync(writer.path).size - 5);
    const { scalars } = ask(packagesFolder, 'read', folder);
    assert.deepEqual(scalars, { loss: [...Array(9).keys()].map((step) => [step, step]) });
  },
};

let failed = 0;
try {
  const context = { events: await loadEvents(), packagesFolder: packages() };
  for (const [name, test] of Object.entries(tests)) {
    try {
      test(context);
      console.log(`passed: ${name}`);
    } catch (error) {
      failed++;
      console.error(`failed: ${name}\n${error.stderr ?? ''}${error.stack ?? error}`);
    }
  }
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}
console.log(`TensorBoard interop: ${Object.keys(tests).length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
