/**
 * A trainer as the command line sees it: the same words on standard output, the same run folder, the same control file;
 * but what it logs is drawn from the data itself. Built and started by `fakeTrainer()`.
 *
 * The config's name says what it plays: `dropping` leaves out mode 0, `failing` fails at step 40, `crashing` vanishes
 * there, `faulting` by a fault of its engine, `throwing` with an error that nobody catches, `vanishing` with its folder, `slower` has another engine than the fastest (`bare`: its package is not there), `endless` goes on until it is told to stop, `deaf` even then.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { readFileSync, rmSync } from 'node:fs';
import { parseConfig, resolveConfig } from '../../../src/config/index.ts';
import { createEventWriter } from '../../../src/events/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { createRun, readControl, readManifest, reopenRun, writeControl } from '../../../src/runs/index.ts';

const { values: args } = parseArgs({
  options: {
    config: { type: 'string' },
    resume: { type: 'string' },
    steps: { type: 'string' },
    seed: { type: 'string' },
    engine: { type: 'string' },
    runs: { type: 'string' },
  },
});
const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);

if (args.config?.includes('refused') === true) {
  say({
    type: 'refused',
    problems: [{ file: args.config, line: 3, column: 7, message: 'This machine is too small.', code: 'engine' }],
  });
  process.exit(1);
}
if (args.config?.includes('mute') === true) {
  process.stderr.write('first words\nno such library\n');
  process.exit(3);
}

const run = args.resume === undefined ? newRun(args.config!) : reopenRun(args.resume, readManifest(args.resume).step);
writeControl(run.folder, 'run');
if (args.resume !== undefined && args.engine !== undefined) {
  run.update({ engine: { ...run.manifest.engine, name: args.engine } });
}
const first = run.manifest.step;
const name = basename(run.manifest.configFile);
const fallback = { from: 'native', reason: 'no such library', installed: !name.includes('bare') };
say({ type: 'started', run: run.folder, ...(name.includes('slower') && { fallback }) });
const log = createEventWriter(run.folder, first === 0 ? {} : { resumeAt: first + 1 });
const random = createRandom(run.manifest.seed);
const steps = name.includes('endless') || name.includes('deaf') ? Number.POSITIVE_INFINITY : run.manifest.steps;
if (first === 0) log.write(0, [tensor('samples/real', ring(512, 0))]);
let step = first;
let state: 'finished' | 'stopped' | 'failed' = 'finished';
const parent = process.ppid;
while (step < steps && process.ppid === parent) {
  step += 10;
  log.write(step, [
    { tag: 'loss/generator', scalar: 0.69 },
    { tag: 'loss/discriminator', scalar: 1.38 },
    { tag: 'progress/steps_per_second', scalar: 500 },
    tensor('samples/generated', ring(512, name.includes('dropping') ? 1 : 0)),
  ]);
  run.update({ step });
  if (step >= 40 && name.includes('failing')) {
    state = 'failed';
    break;
  }
  if (step >= 40 && name.includes('faulting') && run.manifest.engine.name !== 'portable') {
    process.kill(process.pid, 'SIGSEGV');
    await sleep(10_000);
  }
  if (step >= 40 && name.includes('throwing')) {
    throw Object.assign(new Error('out of memory'), { code: 'ENOMEM' });
  }
  if (step >= 40 && name.includes('vanishing')) {
    rmSync(run.folder, { recursive: true });
    process.stderr.write('the folder was removed\n');
    process.exit(1);
  }
  if (step >= 40 && name.includes('crashing')) {
    process.stderr.write('out of memory\n');
    process.exit(9);
  }
  if (readControl(run.folder).word === 'stop' && !name.includes('deaf')) {
    state = 'stopped';
    break;
  }
  await sleep(10);
}
log.close();
run.update({
  state,
  ended: new Date().toISOString(),
  ...(state === 'failed' ? { reason: 'no room left on the disk' } : {}),
});
process.exit(state === 'failed' ? 1 : 0);

function newRun(configFile: string) {
  const config = resolveConfig(parseConfig(readFileSync(configFile, 'utf8')).value);
  const plan = {
    configFile,
    config,
    seed: Number(args.seed ?? config.training.seed),
    steps: Number(args.steps ?? config.training.steps),
    engine: { name: args.engine ?? 'reference', version: '1', threads: 1, device: 'cpu' },
    versions: {},
  };
  return createRun(plan, new Date(), args.runs);
}

/** Points of eight modes on a circle of radius 2, from mode `from` on. */
function ring(count: number, from: number): Float32Array {
  return Float32Array.from({ length: 2 * count }, (_, i) => {
    const mode = from + ((i >> 1) % (8 - from));
    const angle = (2 * Math.PI * mode) / 8;
    return 2 * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle)) + 0.02 * random.normal();
  });
}

function tensor(tag: string, data: Float32Array) {
  return { tag, tensor: data, shape: [data.length / 2, 2] };
}
