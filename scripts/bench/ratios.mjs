/**
 * Steps per second beside PyTorch's on the CPU, measured in turns within one run: every runner trains for a moment,
 * one after the other, round after round; medians over the rounds. Both sides at their better number of threads.
 */
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { bundle, median, pytorch, root, Worker } from './workshop.mjs';

/** A new case is a config in cases/, a step in pytorch.py and a line here. */
const cases = [{ name: 'mlp', about: 'G 64-128-128-2, D 2-128-128-1, batch 256, Adam', goal: 1.5, portableGoal: 0.5 }];

const rounds = 7;
const seconds = 1.2;
/** Threads of a runner go on spinning for a while after its turn. */
const pause = 250;

export async function ratios(note) {
  const ours = await bundle('ours');
  const { python, missing } = await pytorch(note);
  const results = [];
  for (const each of cases) results.push(await measure(each, ours, python, note));
  return { pytorchMissing: missing, cases: results };
}

function commandsOf({ name }, ours, python) {
  const config = path.join(root, 'scripts/bench/cases', `${name}.gan.json`);
  const threads = [1, 2];
  return [
    ...threads.map((n) => ({ engine: 'native', threads: n, command: [process.execPath, ours, config, 'native', n] })),
    ...(python
      ? threads.map((n) => ({
          engine: 'pytorch',
          threads: n,
          command: [python, path.join(root, 'scripts/bench/pytorch.py'), name, n],
        }))
      : []),
    ...threads.map((n) => ({
      engine: 'portable',
      threads: n,
      command: [process.execPath, ours, config, 'portable', n],
    })),
  ];
}

async function measure(each, ours, python, note) {
  const runners = [];
  for (const { engine, threads, command } of commandsOf(each, ours, python)) {
    const worker = new Worker(command.map(String));
    try {
      const { sessionSeconds } = await worker.ready();
      runners.push({ engine, threads, worker, sessionSeconds, samples: [] });
    } catch (error) {
      note(`${each.name}: ${engine} is left out: ${error.message}`);
      await worker.close();
    }
  }
  for (let round = 0; round < rounds; round++) {
    note(`${each.name}: round ${round + 1} of ${rounds}`);
    for (const { worker, samples } of runners) {
      samples.push(await worker.ask(seconds));
      await setTimeout(pause);
    }
  }
  for (const { worker } of runners) await worker.close();
  return { ...each, ...compared(runners.map(summary)) };
}

function summary({ engine, threads, sessionSeconds, samples }) {
  return {
    engine,
    threads,
    stepsPerSecond: median(samples.map(({ steps, wallSeconds }) => steps / wallSeconds)),
    cpuMilliseconds: median(samples.map(({ steps, cpuSeconds }) => (1000 * cpuSeconds) / steps)),
    peakMegabytes: samples.at(-1).peakMegabytes,
    sessionSeconds,
    rounds: samples.map(({ steps, wallSeconds }) => steps / wallSeconds),
  };
}

/** Ratio by rounds: what slows the machine for a moment slows both sides of a round. */
function compared(rows) {
  const best = (engine) =>
    rows.filter((row) => row.engine === engine).sort((a, b) => b.stepsPerSecond - a.stepsPerSecond)[0];
  const theirs = best('pytorch');
  const ratioOf = (engine) => {
    const mine = best(engine);
    if (mine === undefined || theirs === undefined) return undefined;
    return {
      steps: median(mine.rounds.map((rate, round) => rate / theirs.rounds[round])),
      cpu: theirs.cpuMilliseconds / mine.cpuMilliseconds,
      memory: mine.peakMegabytes / theirs.peakMegabytes,
    };
  };
  return { rows, native: ratioOf('native'), portable: ratioOf('portable') };
}
