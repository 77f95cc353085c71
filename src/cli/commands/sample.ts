/** `modescope sample RUN --count N --out FILE`: what the generator of a checkpoint makes. */
import { extname } from 'node:path';
import type { Command } from 'commander';
import { oneHot, writeNpy } from '../../data/index.ts';
import { chooseEngine, type EngineName } from '../../engine/index.ts';
import { createRandom } from '../../random/index.ts';
import { writeUserFile } from '../files.ts';
import { CliError, exit, type Io } from '../io.ts';
import { choiceOf, engineNames, integerBetween } from '../options.ts';
import { freshLatents, wayThrough } from '../sample/latents.ts';
import { tilesPng } from '../../report/index.ts';
import { openGenerator, type SavedGenerator } from '../saved-generator.ts';
import { count as withSeparators } from '../terminal.ts';
import type { Finish } from './index.ts';

interface SampleOptions {
  readonly count: number;
  readonly out: string;
  readonly seed: number;
  readonly interpolate?: number;
  readonly step?: number;
  readonly class?: string;
  readonly engine: EngineName | 'auto';
}

/** Samples made at once: more take more memory and no less time. */
const most = 4096;

export function addSample(program: Command, io: Io, finish: Finish): void {
  program
    .command('sample')
    .description("make samples with a run's generator: .npy of points and images, .png of images")
    .argument('<run>', "the run's folder")
    .requiredOption(
      '--count <n>',
      'how many; with --interpolate how many latents to go through',
      integerBetween(1, 1e6),
    )
    .requiredOption('--out <file>', 'F.npy ([n, features] or [n, channels, height, width]) or F.png (images)')
    .option('--seed <n>', 'seed of the latents', integerBetween(0, 4_294_967_295), 1)
    .option('--interpolate <n>', 'go from each latent to the next in so many steps', integerBetween(1, 10_000))
    .option('--step <n>', 'of this checkpoint; of the last where absent', integerBetween(0, 1e9))
    .option('--class <name>', 'of this class, by name or number; of all by turns where absent')
    .option('--engine <name>', `one of ${engineNames.join(', ')}`, choiceOf(engineNames), 'auto')
    .action((run: string, options: SampleOptions) => finish(sample(io, run, options)));
}

export async function sample(io: Io, run: string, options: SampleOptions): Promise<number> {
  const { count, out, seed, interpolate, step } = options;
  const form = extname(out).toLowerCase();
  if (form !== '.npy' && form !== '.png') throw new CliError(`${out}: --out must end in .npy or .png`);
  if (interpolate !== undefined && count < 2) {
    throw new CliError('modescope: --interpolate goes from one latent to the next; --count must be 2 or more');
  }
  const saved = await openGenerator(run, step);
  const { config, data } = saved;
  const picture = form === '.png' ? imageShape(out, data.shape) : undefined;
  const fresh = freshLatents(count, config.latent, createRandom(seed).split('sample'));
  const latents = interpolate === undefined ? fresh : wayThrough(fresh, config.latent, interpolate);
  // Each of several generators goes the whole way, one after the other.
  const generators = interpolate === undefined ? 1 : saved.plan.rowsOf(1).length;
  const started = repeated(latents, generators);
  const n = started.length / config.latent;
  const classes = classesFor(run, saved, n, options);
  const samples = await generate(saved, started, classes, options.engine, interpolate !== undefined);
  if (picture === undefined) {
    writeUserFile(out, writeNpy(inUnitsOfTheFile(samples, data), [n, ...data.shape]));
  } else {
    // A row begins at each latent; of several generators each has its whole way in a row.
    const columns = interpolate === undefined ? Math.ceil(Math.sqrt(n)) : generators > 1 ? n / generators : interpolate;
    writeUserFile(out, tilesPng(samples, picture, columns));
  }
  const shape = [n, ...data.shape].join(', ');
  io.out.write(
    `${out}: ${withSeparators(n)} samples [${shape}] of step ${saved.step}, seed ${seed}${wordsOf(saved, options)}\n`,
  );
  return exit.fine;
}

function imageShape(out: string, shape: readonly number[]): readonly [1 | 3, number, number] {
  const [channels, height, width] = shape;
  if (shape.length === 3 && (channels === 1 || channels === 3)) return [channels, height!, width!];
  const what = shape.length === 1 ? 'points' : `samples of shape [${shape.join(', ')}]`;
  throw new CliError(`${out}: ${what} are no pictures; give --out a name that ends in .npy`);
}

/** The class of each of n samples; undefined where the generator is told none. */
function classesFor(
  run: string,
  { plan, data }: SavedGenerator,
  n: number,
  { class: name, interpolate }: SampleOptions,
): Uint16Array | undefined {
  if (plan.classes === 0) {
    if (name === undefined) return undefined;
    throw new CliError(`${run}: its generator is told no class ("condition" in the config); leave --class out`);
  }
  if (name !== undefined) return new Uint16Array(n).fill(classCalled(run, name, data.classes!.names));
  if (interpolate === undefined) return Uint16Array.from({ length: n }, (_, i) => i % plan.classes);
  throw new CliError(`${run}: --interpolate goes through samples of one class; say which by --class`);
}

function classCalled(run: string, name: string, names: readonly string[]): number {
  const named = names.indexOf(name);
  if (named >= 0) return named;
  const number = Number(name);
  if (/^\d+$/.test(name) && number < names.length) return number;
  const shown = names.length > 20 ? [...names.slice(0, 20), '…'] : names;
  throw new CliError(`${run}: has no class "${name}"; there are ${shown.join(', ')}`);
}

function wordsOf({ plan }: SavedGenerator, { class: name }: SampleOptions): string {
  if (plan.classes === 0) return '';
  return name === undefined ? `, ${plan.classes} classes by turns` : `, class ${name}`;
}

/** @param whole all in one batch, so that rows go to the generators that they are meant for */
async function generate(
  { plan, config, data, state }: SavedGenerator,
  latents: Float32Array,
  classes: Uint16Array | undefined,
  engineName: EngineName | 'auto',
  whole: boolean,
): Promise<Float32Array> {
  const n = latents.length / config.latent;
  const samples = new Float32Array(n * data.dimensions);
  const engine = await chooseEngine(engineName);
  for (let done = 0; done < n;) {
    const size = whole ? n : Math.min(most, n - done);
    const executable = await engine.compile(plan.generate(size), state);
    try {
      // All that are as many go through the same program.
      do {
        const part = latents.subarray(done * config.latent, (done + size) * config.latent);
        const labels = classes && oneHot(classes.subarray(done, done + size), new Float32Array(size * plan.classes));
        const made = await executable.step({ latent: part, ...(labels !== undefined && { labels }) });
        samples.set(made['samples']!, done * data.dimensions);
        done += size;
      } while (n - done >= size);
    } finally {
      await executable.dispose();
    }
  }
  return samples;
}

function repeated(latents: Float32Array, times: number): Float32Array {
  const all = new Float32Array(latents.length * times);
  for (let i = 0; i < times; i++) all.set(latents, i * latents.length);
  return all;
}

/** Columns that were standardised for training are put back. */
function inUnitsOfTheFile(samples: Float32Array, { standardized, dimensions }: SavedGenerator['data']): Float32Array {
  if (standardized === undefined) return samples;
  const { mean, std } = standardized;
  return samples.map((value, i) => value * std[i % dimensions]! + mean[i % dimensions]!);
}
