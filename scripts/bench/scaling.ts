/**
 * CPU time of a step on the native engine against one size of the MLP case.
 *
 *     node scaling.mjs CONFIG
 *
 * For each line on standard input, `batch N` or `width N`, a line of JSON.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseConfig, resolveConfig, type ConfigInput, type ResolvedConfig } from '../../src/config/index.ts';
import { chooseEngine } from '../../src/engine/index.ts';
import { prepareTraining } from '../../src/trainer/training.ts';

const [configFile = ''] = process.argv.slice(2);
const base = parseConfig(readFileSync(configFile, 'utf8')).value as ConfigInput;
const engine = await chooseEngine('native');
const milliseconds = 700;

/** All hidden layers get the width; the last of each network keeps its own. */
function sized(what: string, size: number): ResolvedConfig {
  if (what === 'batch') return resolveConfig({ ...base, training: { ...base.training, batch: size } });
  const widened = (network: 'generator' | 'discriminator'): object => ({
    ...base[network],
    layers: base[network].layers.map((layer, i, { length }) => (i < length - 1 ? { ...layer, dense: size } : layer)),
  });
  return resolveConfig({ ...base, generator: widened('generator'), discriminator: widened('discriminator') });
}

async function measured(config: ResolvedConfig): Promise<object> {
  const training = await prepareTraining(config, { configFile }, engine);
  const { executable, feeder } = training;
  const times: number[] = [];
  for (let step = 0, begin = performance.now(); step < 5 || performance.now() - begin < milliseconds; step++) {
    const before = performance.now();
    feeder.fill(step);
    await executable.step(feeder.arrays);
    times.push(performance.now() - before);
  }
  const { threads } = executable.info;
  await training.dispose();
  times.sort((a, b) => a - b);
  return { milliseconds: times[times.length >> 1], least: times[0], threads };
}

process.stdout.write('{}\n');
for await (const line of createInterface({ input: process.stdin })) {
  const [what = '', size = ''] = line.split(' ');
  process.stdout.write(`${JSON.stringify(await measured(sized(what, Number(size))))}\n`);
}
