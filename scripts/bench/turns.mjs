/**
 * Engines beside PyTorch on one case, in turns: every runner trains for a moment, one after the other, round after
 * round. What slows the machine for a moment slows both sides of a round.
 */
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { configOf } from './cases.mjs';
import { median, root, Worker } from './workshop.mjs';

/** Each side's better number of threads counts. */
const threads = [1, 2];
/** Threads of a runner go on spinning for a while after its turn, in milliseconds. */
const pause = 250;

/**
 * @param name of the case, in what is told and in .bench/cases
 * @param spec as cases.mjs has it
 * @param how `{ engines, ours, python, rounds, seconds, note }`: `ours` the bundle; without `python` nothing is compared
 * @returns a row for each engine and number of threads, and for each engine its ratios to PyTorch
 */
export async function inTurns(name, spec, how) {
  const runners = [];
  for (const { engine, threads, command } of commandsOf(name, spec, how)) {
    const worker = new Worker(command.map(String));
    try {
      const { sessionSeconds } = await worker.ready();
      runners.push({ engine, threads, worker, sessionSeconds, samples: [] });
    } catch (error) {
      how.note(`${name}: ${engine} is left out: ${error.message}`);
      await worker.close();
    }
  }
  for (let round = 0; round < how.rounds; round++) {
    how.note(`${name}: round ${round + 1} of ${how.rounds}`);
    for (const { worker, samples } of runners) {
      samples.push(await worker.ask(how.seconds));
      await setTimeout(pause);
    }
  }
  for (const { worker } of runners) await worker.close();
  return compared(runners.map(summary), how.engines);
}

function commandsOf(name, spec, { engines, ours, python }) {
  const config = configOf(name, spec);
  const script = path.join(root, 'scripts/bench/pytorch.py');
  const commands = {
    pytorch: (n) => [python, script, JSON.stringify(spec), n],
    ...Object.fromEntries(engines.map((engine) => [engine, (n) => [process.execPath, ours, config, engine, n]])),
  };
  return Object.entries(commands)
    .filter(([engine]) => engine !== 'pytorch' || python !== undefined)
    .flatMap(([engine, command]) => threads.map((n) => ({ engine, threads: n, command: command(n) })));
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

function compared(rows, engines) {
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
  return {
    rows,
    best: Object.fromEntries([...engines, 'pytorch'].map((engine) => [engine, best(engine)])),
    ratio: Object.fromEntries(engines.map((engine) => [engine, ratioOf(engine)])),
  };
}
