/**
 * What a run pays for being looked at: the CPU time of writing its log, and the share of a core that the monitor takes,
 * its panel open, while the run trains as fast as it can. The slow-down of the run is in wall time.
 */
import { fork, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { bundle, median, root, runOnce } from './workshop.mjs';

const example = path.join(root, 'examples/ring.gan.json');
const rounds = 3;
const secondsOfLogging = 20;
const secondsOfTraining = 6;
/** Before the monitor's time counts: it starts, reads what is there and opens the panel's data. */
const settling = 1500;

export async function watching(note) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'modescope-bench-'));
  try {
    const config = path.join(scratch, 'ring.gan.json');
    fs.copyFileSync(example, config);
    return {
      logGoal: 0.02,
      monitorGoal: 0.1,
      log: await logCost(config, path.join(scratch, 'log'), note),
      monitor: await monitorCost(config, note),
    };
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

async function logCost(config, folder, note) {
  note('watching: steps with the log and without it, in turns');
  fs.mkdirSync(folder);
  const command = [process.execPath, await bundle('log-cost'), config, folder, secondsOfLogging].map(String);
  const { pairs, ...about } = await runOnce(command);
  return {
    ...about,
    blocks: pairs.length,
    bareMicroseconds: median(pairs.map(({ bare }) => bare)),
    logMicroseconds: median(pairs.map(({ inLog }) => inLog)),
    /** Time inside the log's calls against that of a step without them. */
    share: median(pairs.map(({ inLog, bare }) => inLog / bare)),
    /** Blocks with the log against blocks without: this also has what the calls cost elsewhere. */
    difference: median(pairs.map(({ logged, bare }) => logged / bare - 1)),
  };
}

async function monitorCost(config, note) {
  const trainer = await bundle('trainer', 'src/trainer/main.ts');
  const monitor = await bundle('monitor');
  const samples = [];
  for (let round = 0; round < rounds; round++) {
    note(`watching: round ${round + 1} of ${rounds}, alone and watched`);
    const alone = await trained(trainer, config);
    const watched = await trained(trainer, config, monitor);
    samples.push({ ...watched.monitor, slowdown: 1 - watched.rate / alone.rate, rate: watched.rate });
  }
  const of = (key) => median(samples.map((sample) => sample[key]));
  return {
    rounds,
    share: of('share'),
    slowdown: of('slowdown'),
    stepsPerSecond: of('rate'),
    messagesPerSecond: of('messagesPerSecond'),
    peakMegabytes: Math.max(...samples.map(({ peakMegabytes }) => peakMegabytes)),
  };
}

/** A run of some seconds: its steps per second, and what its monitor cost where it has one. */
async function trained(trainer, config, monitor) {
  const child = spawn(process.execPath, [trainer, '--config', config, '--steps', '100000000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    const line = await firstLine(child.stdout);
    const started = line === undefined ? {} : JSON.parse(line);
    if (started.type !== 'started') throw new Error(`the trainer did not start: ${line ?? 'it said nothing'}`);
    const begin = performance.now();
    const cost =
      monitor === undefined
        ? await setTimeout(settling + secondsOfTraining * 1000)
        : await watched(monitor, started.run);
    const seconds = (performance.now() - begin) / 1000;
    fs.writeFileSync(path.join(started.run, 'control'), 'stop\n');
    await ended;
    const { step } = JSON.parse(fs.readFileSync(path.join(started.run, 'manifest.json'), 'utf8'));
    return { rate: step / seconds, monitor: cost };
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

async function firstLine(stream) {
  for await (const line of createInterface({ input: stream })) return line;
  return undefined;
}

async function watched(monitor, run) {
  const child = fork(monitor, { serialization: 'advanced' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let messages = 0;
  let answer = () => undefined;
  child.on('message', (message) => {
    if (message.cpuSeconds === undefined) messages++;
    else answer(message);
  });
  const usage = () =>
    new Promise((resolve, reject) => {
      answer = resolve;
      child.once('exit', () => reject(new Error('the monitor ended early')));
      child.send('usage');
    });
  try {
    child.send({ type: 'watch', run, label: 'ring' });
    child.send({ type: 'hydrate', run });
    await setTimeout(settling);
    const [before, begin, messagesBefore] = [await usage(), performance.now(), messages];
    await setTimeout(secondsOfTraining * 1000);
    const after = await usage();
    const seconds = (performance.now() - begin) / 1000;
    return {
      share: (after.cpuSeconds - before.cpuSeconds) / seconds,
      messagesPerSecond: (messages - messagesBefore) / seconds,
      peakMegabytes: after.peakMegabytes,
    };
  } finally {
    child.send({ type: 'unwatch', run });
    child.disconnect();
    await ended;
  }
}
