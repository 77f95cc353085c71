/** Published experiments: their networks are the papers', they train, and they are counted as the papers count. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/check/index.ts';
import { parseConfig, resolveConfig, type ConfigInput, type ResolvedConfig } from '../../../src/config/index.ts';
import { describeData, openData } from '../../../src/data/index.ts';
import { planStep, type StepPlan } from '../../../src/gan/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { begin, temporaryFolder, trainOn } from '../trainer/helpers.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const names = readdirSync(join(root, 'presets')).map((file) => file.replace('.gan.json', ''));
const fileOf = (name: string): string => join(root, 'presets', `${name}.gan.json`);
const inputOf = (name: string): ConfigInput => parseConfig(readFileSync(fileOf(name), 'utf8')).value as ConfigInput;
const configOf = (name: string): ResolvedConfig => resolveConfig(inputOf(name));

/** Learned numbers of a player; those that are only carried along, such as running means, are none. */
function learned({ slices }: StepPlan, player: string): number {
  return slices[player]!.filter(({ name }) => !/\.(mean|variance)$/.test(name)).reduce(
    (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
    0,
  );
}

/** Of fully connected layers with biases. */
const dense = (...sizes: number[]): number => sizes.slice(1).reduce((sum, size, i) => sum + (sizes[i]! + 1) * size, 0);

// Lin et al. 2018: no biases before batch normalisation, which has a gain and a bias of its own; a maxout unit is five
// linear ones.
const pacGenerator = 2 * 400 + 3 * 400 * 400 + 4 * 2 * 400 + (400 + 1) * 2;
const pacDiscriminator = (pack: number): number => dense(2 * pack, 5 * 200) + 2 * dense(200, 5 * 200) + dense(200, 1);

const networks: Readonly<Record<string, readonly [generator: number, discriminator: number]>> = {
  'pacgan-ring-gan': [pacGenerator, pacDiscriminator(1)],
  'pacgan-grid-gan': [pacGenerator, pacDiscriminator(1)],
  'pacgan-ring-pacgan2': [pacGenerator, pacDiscriminator(2)],
  'pacgan-grid-pacgan2': [pacGenerator, pacDiscriminator(2)],
  'unrolled-ring-0': [dense(256, 128, 128, 2), dense(2, 128, 128, 1)],
  'unrolled-ring-5': [dense(256, 128, 128, 2), dense(2, 128, 128, 1)],
  // Four last layers over shared ones; D has a class for each generator and one for real data
  'mad-gan-1d': [dense(64, 128, 128) + 4 * dense(128, 1), dense(1, 128, 128, 5)],
  'wgan-gp-8-gaussians': [dense(2, 512, 512, 512, 2), dense(2, 512, 512, 512, 1)],
  'wgan-gp-25-gaussians': [dense(2, 512, 512, 512, 2), dense(2, 512, 512, 512, 1)],
};

it('all presets are known here', () => {
  expect(names.sort()).toEqual(Object.keys(networks).sort());
});

describe.each(names)('%s', (name) => {
  it('has nothing to complain of', async () => {
    const text = readFileSync(fileOf(name), 'utf8');
    expect(await diagnose(text, { file: fileOf(name), describeData })).toEqual([]);
  });

  it("has networks of the paper's size", async () => {
    const config = configOf(name);
    const { shape } = await openData(config.data, { configFile: fileOf(name), random: createRandom(1) });
    const plan = planStep(config, { shape });
    expect([learned(plan, 'generator'), learned(plan, 'discriminator')]).toEqual(networks[name]);
  });

  it('trains', async () => {
    const input = inputOf(name);
    const small = { ...input.training, batch: 8, samples: 8, sampleEvery: 1, logEvery: 1 };
    const file = join(temporaryFolder(), 'small.gan.json');
    writeFileSync(file, JSON.stringify({ ...input, engine: 'portable', training: small }));
    const begun = await begin(file, { steps: 2 });
    expect((await trainOn(begun)).state).toBe('finished');
    for (const [slot, values] of Object.entries(begun.training.executable.readState())) {
      expect(Array.from(values).every(Number.isFinite), slot).toBe(true);
    }
  });
});

interface Mode {
  readonly mean: readonly number[];
  readonly std: number;
}
interface Counting {
  readonly modesOf: (data: ResolvedConfig['data']) => readonly Mode[];
  readonly onModes: (
    samples: ArrayLike<number>,
    modes: readonly Mode[],
  ) => { readonly modes: number; readonly highQuality: number; readonly reverseKl: number | undefined };
  readonly klOnLine: (samples: ArrayLike<number>, modes: readonly Mode[]) => number | undefined;
}
const script: string = '../../../scripts/presets/count.mjs';
const { modesOf, onModes, klOnLine } = (await import(script)) as Counting;

describe('counting', () => {
  it.each(names)('knows the modes of %s', async (name) => {
    const config = configOf(name);
    const data = await openData(config.data, { configFile: fileOf(name), random: createRandom(1) });
    const ours = data.modes!.map(({ mean }) => mean);
    const counted = modesOf(config.data);
    expect(counted).toHaveLength(ours.length);
    for (const mean of ours) {
      expect(counted.some((each) => each.mean.every((value, i) => Math.abs(value - mean[i]!) < 1e-12))).toBe(true);
    }
  });

  const three: readonly Mode[] = [
    { mean: [0, 0], std: 1 },
    { mean: [10, 0], std: 1 },
    { mean: [20, 0], std: 0.1 },
  ];

  it('takes a sample for good within three deviations of the closest mode', () => {
    // 2.9 and 3.1 deviations from the first; 0.2 and 0.4 from the narrow third
    const samples = [2.9, 0, 3.1, 0, 20.2, 0, 20.4, 0];
    expect(onModes(samples, three)).toMatchObject({ modes: 2, highQuality: 0.5 });
  });

  it('has reverse KL 0 for equal shares, ln 3 for one mode of three, none for no good sample', () => {
    expect(onModes([0, 0, 10, 0, 20, 0], three).reverseKl).toBeCloseTo(0, 12);
    expect(onModes([0, 0, 0.1, 0], three).reverseKl).toBeCloseTo(Math.log(3), 12);
    expect(onModes([5, 5], three)).toEqual({ modes: 0, highQuality: 0, reverseKl: undefined });
  });

  it('has KL over bins near 0 for the real data, and ln 5 for one mode of five that are far apart', () => {
    const modes = modesOf(configOf('mad-gan-1d').data);
    const random = createRandom(3);
    const noise = new Float64Array(200_000);
    random.fillNormal(noise);
    const real = noise.map((value, i) => modes[i % 5]!.mean[0]! + modes[i % 5]!.std * value);
    expect(klOnLine(real, modes)).toBeLessThan(0.005);
    const one = noise.map((value) => 110 + value);
    expect(klOnLine(one, modes)).toBeCloseTo(Math.log(5), 1);
  });
});
