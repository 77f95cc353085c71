/**
 * Our side of the benchmark: the trainer's own step, engine and feeds, without the log.
 *
 *     node ours.mjs CONFIG ENGINE THREADS
 *
 * Prints a line of JSON when it is ready, then one for each line on standard input, a number of seconds to train for:
 * the same words as pytorch.py.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseConfig, resolveConfig } from '../../src/config/index.ts';
import { chooseEngine, type EngineName } from '../../src/engine/index.ts';
import { prepareTraining } from '../../src/trainer/training.ts';

const [file = '', engineName = '', threads = ''] = process.argv.slice(2);
const say = (message: object): boolean => process.stdout.write(`${JSON.stringify(message)}\n`);

const begin = performance.now();
const config = resolveConfig(parseConfig(readFileSync(file, 'utf8')).value);
const engine = await chooseEngine(engineName as EngineName);
const training = await prepareTraining(config, { configFile: file }, engine, Number(threads));
const { executable, feeder } = training;
let step = 0;

/** As in the trainer's loop. */
async function trainOnce(): Promise<void> {
  feeder.fill(step);
  const logged = (step + 1) % config.training.logEvery === 0;
  const made = executable.step(feeder.arrays, logged ? 'read' : 'unread');
  if (made instanceof Promise) await made;
  step++;
}

await trainOnce();
say({ sessionSeconds: (performance.now() - begin) / 1000, engine: executable.info });
const warm = performance.now();
for (let i = 0; i < 3 || performance.now() - warm < 300; i++) await trainOnce();

for await (const line of createInterface({ input: process.stdin })) {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  const first = step;
  while (performance.now() - wall < Number(line) * 1000) await trainOnce();
  const { user, system } = process.cpuUsage(cpu);
  say({
    steps: step - first,
    wallSeconds: (performance.now() - wall) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  });
}
await training.dispose();
