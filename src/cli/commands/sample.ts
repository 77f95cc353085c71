/** `modescope sample RUN --count N --out FILE`: what the generator of a checkpoint makes. */
import { extname } from 'node:path';
import type { Command } from 'commander';
import { writeNpy } from '../../data/index.ts';
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
  const samples = await generate(saved, repeated(latents, generators), options.engine, interpolate !== undefined);
  const n = samples.length / data.dimensions;
  if (picture === undefined) {
    writeUserFile(out, writeNpy(inUnitsOfTheFile(samples, data), [n, ...data.shape]));
  } else {
    const columns = interpolate === undefined ? Math.ceil(Math.sqrt(n)) : interpolate + 1;
    writeUserFile(out, tilesPng(samples, picture, columns));
  }
  const shape = [n, ...data.shape].join(', ');
  io.out.write(`${out}: ${withSeparators(n)} samples [${shape}] of step ${saved.step}, seed ${seed}\n`);
  return exit.fine;
}

function imageShape(out: string, shape: readonly number[]): readonly [1 | 3, number, number] {
  const [channels, height, width] = shape;
  if (shape.length === 3 && (channels === 1 || channels === 3)) return [channels, height!, width!];
  const what = shape.length === 1 ? 'points' : `samples of shape [${shape.join(', ')}]`;
  throw new CliError(`${out}: ${what} are no pictures; give --out a name that ends in .npy`);
}

/** @param whole all in one batch, so that rows go to the generators that they are meant for */
async function generate(
  { plan, config, data, state }: SavedGenerator,
  latents: Float32Array,
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
        const made = await executable.step({ latent: part });
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
