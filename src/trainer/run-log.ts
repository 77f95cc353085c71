/** What a run says while it trains: TensorBoard scalars and sample tensors, under the tags of docs/architecture.md. */
import type { EventWriter, ValueToWrite } from '../events/index.ts';
import type { Numbers } from '../engine/index.ts';
import { learningRateAt } from '../nn/index.ts';
import type { Random } from '../random/index.ts';
import type { Progress } from './pace.ts';
import type { Training } from './training.ts';

/** Rows of real data that are logged: enough to find its modes, one in a hundred included. */
const mostReal = 2000;

/** Numbers of latents logged with each samples: the latents of the first rows tell as much and keep the log small. */
const mostLatents = 16_384;

export type Outputs = Readonly<Record<string, Numbers>>;

export class RunLog {
  readonly #writer: EventWriter;
  readonly #training: Training;
  readonly #generatorSlot: string;
  readonly #fixed: Float32Array;
  readonly #latents: Float32Array;

  constructor(writer: EventWriter, training: Training) {
    const { config, logRandom, plan } = training;
    this.#writer = writer;
    this.#training = training;
    this.#generatorSlot = plan.parameters.generator;
    this.#latents = new Float32Array(config.training.samples * config.latent);
    this.#fixed = new Float32Array(this.#latents.length);
    logRandom.split('fixed').fillNormal(this.#fixed);
  }

  /** Real data, at step 0. */
  real(): void {
    const { data, logRandom } = this.#training;
    const pools = [
      ['samples/real', data],
      ['samples/holdout', data.holdout],
    ] as const;
    const values = pools.flatMap(([tag, pool]) => {
      if (pool === undefined) return [];
      const rows = Math.min(mostReal, pool.count);
      return [{ tag, tensor: pool.sample(rows, logRandom.split(tag)), shape: [rows, data.dimensions] }];
    });
    this.#writer.write(0, values);
  }

  /** Losses and other numbers of the step that was just done. */
  scalars(step: number, outputs: Outputs, progress: Progress | undefined): void {
    const { config } = this.#training;
    const values: ValueToWrite[] = [];
    for (const [tag, [scalar]] of Object.entries(outputs)) {
      // A share of nothing is no number; the program gives 0, which no share is.
      if (scalar === undefined || (tag === 'gradient_share/generator' && scalar === 0)) continue;
      values.push({ tag, scalar });
    }
    for (const network of ['generator', 'discriminator'] as const) {
      const scalar = learningRateAt(config[network].optimizer, step - 1, config.training.steps);
      values.push({ tag: `learning_rate/${network}`, scalar });
    }
    if (progress !== undefined) {
      values.push({ tag: 'progress/steps_per_second', scalar: progress.stepsPerSecond });
      values.push({ tag: 'progress/seconds_left', scalar: progress.secondsLeft });
    }
    this.#writer.write(step, values);
  }

  /** What the generator makes of fresh latents, which depend on seed and step alone, and of the fixed ones. */
  async samples(step: number, state: Readonly<Record<string, Numbers>>): Promise<void> {
    const { config, data, logRandom, sampler } = this.#training;
    const count = config.training.samples;
    this.#freshLatents(logRandom.split('samples').split(String(step)));
    sampler.writeState({ [this.#generatorSlot]: state[this.#generatorSlot]! });
    const generated = await this.#generate(this.#latents);
    const fixed = await this.#generate(this.#fixed);
    const rows = Math.max(1, Math.min(count, Math.floor(mostLatents / config.latent)));
    const shape = [count, data.dimensions];
    this.#writer.write(step, [
      { tag: 'samples/generated', tensor: generated, shape },
      {
        tag: 'latents/generated',
        tensor: this.#latents.subarray(0, rows * config.latent),
        shape: [rows, config.latent],
      },
      { tag: 'samples/fixed', tensor: fixed, shape },
      ...this.#ofEachGenerator(generated),
    ]);
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
      const tensor = generated.subarray(start * data.dimensions, end * data.dimensions);
      return [{ tag: `samples/generator_${k}`, tensor, shape: [end - start, data.dimensions] }];
    });
  }

  #freshLatents(random: Random): void {
    random.fillNormal(this.#latents);
  }

  /** A copy: an engine's own arrays are valid until its next call only. */
  async #generate(latent: Float32Array): Promise<Float32Array> {
    const { samples } = await this.#training.sampler.step({ latent });
    return Float32Array.from(samples!);
  }
}
