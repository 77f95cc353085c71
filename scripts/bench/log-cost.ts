/**
 * What writing the log costs a trainer in CPU time. The trainer's own step, engine, feeds and log: blocks of steps with
 * the log and without it, in turns, so that what slows the machine for a moment slows both.
 *
 *     node log-cost.mjs CONFIG FOLDER SECONDS
 *
 * Prints one line of JSON. The log is written to FOLDER.
 */
import { readFileSync } from 'node:fs';
import { parseConfig, resolveConfig } from '../../src/config/index.ts';
import { chooseEngine } from '../../src/engine/index.ts';
import { createEventWriter } from '../../src/events/index.ts';
import { RunLog, type Outputs } from '../../src/trainer/run-log.ts';
import { prepareTraining } from '../../src/trainer/training.ts';

const [file = '', folder = '', seconds = ''] = process.argv.slice(2);
const config = resolveConfig(parseConfig(readFileSync(file, 'utf8')).value);
const training = await prepareTraining(config, { configFile: file }, await chooseEngine('auto'));
const { executable, feeder } = training;
const log = new RunLog(createEventWriter(folder), training);
const { logEvery, sampleEvery } = config.training;
/** A block holds as many entries as its share of a long run does. */
const block = Math.max(logEvery, sampleEvery);
let step = 0;

function microseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

interface Block {
  readonly whole: number;
  readonly inLog: number;
}

/** CPU time per step of one block, in microseconds. */
async function run(logged: boolean): Promise<Block> {
  let inLog = 0;
  const begin = microseconds();
  for (let i = 0; i < block; i++) {
    feeder.fill(step++);
    const made = executable.step(feeder.arrays);
    const outputs: Outputs = made instanceof Promise ? await made : made;
    if (!logged || (step % logEvery !== 0 && step % sampleEvery !== 0)) continue;
    const before = microseconds();
    // As in the trainer's loop
    if (step % logEvery === 0) log.scalars(step, outputs, undefined);
    if (step % sampleEvery === 0) await log.samples(step, executable.readState());
    inLog += microseconds() - before;
  }
  return { whole: (microseconds() - begin) / block, inLog: inLog / block };
}

await run(true);
await run(false);
const pairs: { readonly bare: number; readonly logged: number; readonly inLog: number }[] = [];
const begin = performance.now();
while (performance.now() - begin < Number(seconds) * 1000 || pairs.length < 3) {
  // Whoever comes first in a pair comes second in the next
  const first = await run(pairs.length % 2 === 0);
  const second = await run(pairs.length % 2 !== 0);
  const [logged, bare] = pairs.length % 2 === 0 ? [first, second] : [second, first];
  pairs.push({ bare: bare.whole, logged: logged.whole, inLog: logged.inLog });
}
log.close();
process.stdout.write(`${JSON.stringify({ logEvery, sampleEvery, engine: executable.info, pairs })}\n`);
await training.dispose();
