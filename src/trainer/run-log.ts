/** What a run says while it trains: TensorBoard scalars and sample tensors, under the tags of docs/architecture.md. */
import type { EventWriter, ValueToWrite } from '../events/index.ts';
import type { Numbers } from '../engine/index.ts';
import { oneHot, type DataSource } from '../data/index.ts';
import { learningRateAt } from '../nn/index.ts';
import type { Random } from '../random/index.ts';
import { channelsLast, isPicture, loggedShape, mosaicOf, tilesOf } from './images.ts';
import type { Progress } from './pace.ts';
import type { Training } from './training.ts';

/** Rows of real data that are logged: enough to find its modes, one in a hundred included. */
const mostReal = 2000;

/** Numbers of latents logged with each samples: the latents of the first rows tell as much and keep the log small. */
const mostLatents = 16_384;

/**
 * Images are logged with moderation: so many numbers of real ones, of generated ones each time, and of all generated
 * ones of a run (64 MiB); what is more is logged more rarely. Their mosaics, which take little, come each time.
 */
const mostRealPixels = 2 ** 21;
const mostPixels = 2 ** 18;
const mostPixelsOfRun = 2 ** 24;
/** Rows of images that are logged in any case: fewer tell nothing of modes. */
const fewestReal = 500;
const fewestImages = 64;

export type Outputs = Readonly<Record<string, Numbers>>;

export class RunLog {
  readonly #writer: EventWriter;
  readonly #training: Training;
  readonly #fixed: Float32Array;
  readonly #latents: Float32Array;
  /** The classes of what is made from the fixed latents; only where the generator is told any. */
  readonly #fixedClasses: Uint16Array | undefined;
  readonly #pictures: boolean;
  /** Of a mosaic. */
  readonly #tiles: number;
  /** Of `samples/generated`. */
  readonly #rows: number;
  /** Of the times at which samples are due, every so many has them as tensors. */
  readonly #stride: number;

  constructor(writer: EventWriter, training: Training) {
    const { config, data, logRandom } = training;
    const { samples, sampleEvery, steps } = config.training;
    this.#writer = writer;
    this.#training = training;
    this.#latents = new Float32Array(samples * config.latent);
    this.#pictures = isPicture(data.shape);
    this.#tiles = this.#pictures ? Math.min(samples, tilesOf(data.shape)) : 0;
    const most = Math.max(fewestImages, Math.floor(mostPixels / data.dimensions));
    this.#rows = this.#pictures ? Math.min(samples, most) : samples;
    const numbers = (this.#rows + this.#tiles) * data.dimensions;
    this.#stride = this.#pictures ? Math.ceil((steps * numbers) / (sampleEvery * mostPixelsOfRun)) : 1;
    this.#fixed = new Float32Array(this.#latents.length);
    logRandom.split('fixed').fillNormal(this.#fixed);
    const classes = training.plan.classes;
    // The tiles of a mosaic, or else the rows, have the classes by turns.
    const turn = (row: number): number => (this.#pictures ? Math.ceil(((row + 1) * this.#tiles) / samples) - 1 : row);
    this.#fixedClasses =
      classes === 0 ? undefined : Uint16Array.from({ length: samples }, (_, row) => turn(row) % classes);
  }

  /** Real data, at step 0. */
  real(): void {
    const { data, logRandom, plan } = this.#training;
    const pools = [
      ['samples/real', data],
      ['samples/holdout', data.holdout],
    ] as const;
    // Points are told by where they lie; what a picture is of can only be told by its class.
    const named = this.#pictures || plan.classes > 0;
    const most = this.#pictures ? Math.max(fewestReal, Math.floor(mostRealPixels / data.dimensions)) : mostReal;
    const values = pools.flatMap(([tag, pool]): ValueToWrite[] => {
      if (pool === undefined) return [];
      const count = Math.min(mostReal, most, pool.count);
      const classes = named ? pool.classes?.sample(count, logRandom.split(tag)) : undefined;
      return [
        ...labelsOf(tag.replace('samples/', 'labels/'), classes),
        this.#samplesOf(tag, pool.sample(count, logRandom.split(tag))),
      ];
    });
    if (this.#pictures) {
      const shown = data.sample(tilesOf(data.shape), logRandom.split('mosaic/real'));
      values.push(mosaicOf('mosaic/real', shown, data.shape));
    }
    this.#writer.write(0, values);
  }

  /** Losses and other numbers of the step that was just done. */
  scalars(step: number, outputs: Outputs, progress: Progress | undefined): void {
    const { config, plan } = this.#training;
    const values: ValueToWrite[] = [];
    for (const [tag, [scalar]] of Object.entries(outputs)) {
      // A share of nothing is no number; the program gives 0, which no share is.
      if (scalar === undefined || (tag === 'gradient_share/generator' && scalar === 0)) continue;
      values.push({ tag, scalar });
    }
    for (const [player, optimizer] of Object.entries(plan.optimizers)) {
      const scalar = learningRateAt(optimizer, step - 1, config.training.steps);
      values.push({ tag: `learning_rate/${player}`, scalar });
    }
    if (progress !== undefined) {
      values.push({ tag: 'progress/steps_per_second', scalar: progress.stepsPerSecond });
      values.push({ tag: 'progress/seconds_left', scalar: progress.secondsLeft });
    }
    this.#writer.write(step, values);
  }

  /**
   * What the generator makes of fresh latents, which depend on seed and step alone, and of the fixed ones. The tiles of
   * a mosaic are made from the fixed ones, so that each can be followed through the run.
   * @returns what was made of the fresh ones, [n, ...shape]; undefined where only a mosaic was due
   */
  async samples(step: number, state: Readonly<Record<string, Numbers>>): Promise<Float32Array | undefined> {
    const { config, data, field, logRandom, sampler, sampled } = this.#training;
    sampler.writeState(sampled(state));
    const fixed = await this.#generate(this.#fixed, this.#fixedClasses);
    const values: ValueToWrite[] = field?.isDue(step) === true ? [...(await field.values(state))] : [];
    if (this.#pictures)
      values.push(mosaicOf('mosaic/generated', evenly(fixed, data.dimensions, this.#tiles), data.shape));
    let made: Float32Array | undefined;
    if (this.#hasTensors(step)) {
      this.#freshLatents(logRandom.split('samples').split(String(step)));
      const classes = this.#freshClasses(logRandom.split('labels').split(String(step)));
      const generated = await this.#generate(this.#latents, classes);
      made = generated;
      const latents = evenly(this.#latents, config.latent, this.#rows);
      const rows = Math.max(1, Math.min(this.#rows, Math.floor(mostLatents / config.latent)));
      values.push(
        ...labelsOf('labels/generated', classes && evenly(Float32Array.from(classes), 1, this.#rows)),
        this.#samplesOf('samples/generated', evenly(generated, data.dimensions, this.#rows)),
        { tag: 'latents/generated', tensor: latents.subarray(0, rows * config.latent), shape: [rows, config.latent] },
        this.#samplesOf('samples/fixed', evenly(fixed, data.dimensions, this.#pictures ? this.#tiles : this.#rows)),
        ...this.#ofEachGenerator(generated),
      );
    }
    this.#writer.write(step, values);
    return made;
  }

  /** Waits until everything is on the disk. */
  flush(): void {
    this.#writer.flush();
  }

  close(): void {
    this.#writer.close();
  }

  /** What each of several generators made. */
  #ofEachGenerator(generated: Float32Array): ValueToWrite[] {
    const { config, data, plan } = this.#training;
    const rows = plan.rowsOf(config.training.samples);
    if (rows.length === 1) return [];
    return rows.flatMap(({ start, end }, k) => {
      if (start === end) return [];
      const made = generated.subarray(start * data.dimensions, end * data.dimensions);
      const count = Math.ceil(((end - start) * this.#rows) / config.training.samples);
      return [this.#samplesOf(`samples/generator_${k}`, evenly(made, data.dimensions, count))];
    });
  }

  #samplesOf(tag: string, values: Float32Array): ValueToWrite {
    const { dimensions, shape } = this.#training.data;
    return {
      tag,
      tensor: channelsLast(values, shape),
      shape: [values.length / dimensions, ...loggedShape(shape)],
    };
  }

  /** Whether samples are due as tensors: rarely where they are images, but also where a run ends between two times. */
  #hasTensors(step: number): boolean {
    const { sampleEvery, steps } = this.#training.config.training;
    return step % (this.#stride * sampleEvery) === 0 || step % sampleEvery !== 0 || step === steps;
  }

  #freshLatents(random: Random): void {
    random.fillNormal(this.#latents);
  }

  /** As often as in the data; undefined where the generator is told no classes. */
  #freshClasses(random: Random): Uint16Array | undefined {
    const { config, data, plan } = this.#training;
    return plan.classes === 0 ? undefined : data.classes?.sample(config.training.samples, random);
  }

  /** A copy: an engine's own arrays are valid until its next call only. */
  async #generate(latent: Float32Array, classes: Uint16Array | undefined): Promise<Float32Array> {
    const { plan, sampler } = this.#training;
    const labels = classes && oneHot(classes, new Float32Array(classes.length * plan.classes));
    const { samples } = await sampler.step({ latent, ...(labels !== undefined && { labels }) });
    return Float32Array.from(samples!);
  }
}

/** The points of the data that are logged. @returns [n, dimensions] */
export function realPoints(data: DataSource, logRandom: Random): Float32Array {
  return data.sample(Math.min(mostReal, data.count), logRandom.split('samples/real'));
}

/** The classes of samples that are logged next, [n]; nothing where there are none. */
function labelsOf(tag: string, classes: ArrayLike<number> | undefined): ValueToWrite[] {
  if (classes === undefined) return [];
  return [{ tag, tensor: Float32Array.from(classes), shape: [classes.length] }];
}

/** At most so many rows of [n, dimensions], evenly taken. */
function evenly(values: Float32Array, dimensions: number, most: number): Float32Array {
  const count = values.length / dimensions;
  if (count <= most) return values;
  const out = new Float32Array(most * dimensions);
  for (let i = 0; i < most; i++) {
    const from = Math.floor((i * count) / most) * dimensions;
    out.set(values.subarray(from, from + dimensions), i * dimensions);
  }
  return out;
}
