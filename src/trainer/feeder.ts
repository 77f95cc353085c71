/** Fills what a step is fed: batches of data, noise, learning rates. The arrays are made once and filled anew. */
import type { OptimizerConfig } from '../config/index.ts';
import { oneHot, type DataSource, type DataState } from '../data/index.ts';
import type { Feed } from '../gan/index.ts';
import { sizeOfShape } from '../graph/index.ts';
import type { Random, RandomState } from '../random/index.ts';

/** Where all streams stand. Plain data, fit for JSON. */
export interface FeederState {
  readonly data: DataState;
  /** Of each feed of noise, by its name. */
  readonly streams: Readonly<Record<string, RandomState>>;
}

export interface FeederSources {
  readonly data: DataSource;
  /** Split by the name of each feed, so that one more feed leaves the others' numbers as they are. */
  readonly random: Random;
  /** An optimiser's learning rate in the step after `step` steps. */
  readonly learningRate: (optimizer: OptimizerConfig, step: number) => number;
}

export class Feeder {
  /** One array for each feed, by name; valid until the next `fill`. */
  readonly arrays: Readonly<Record<string, Float32Array>>;
  readonly #data: DataSource;
  readonly #streams: ReadonlyMap<string, Random>;
  readonly #fills: readonly ((step: number) => void)[];

  constructor(feeds: readonly Feed[], { data, random, learningRate }: FeederSources) {
    const placed = feeds.map((feed) => ({ feed, array: new Float32Array(sizeOfShape(feed.shape)) }));
    const noise = feeds.filter(({ kind }) => kind === 'normal' || kind === 'uniform');
    const streams = new Map(noise.map(({ name }) => [name, random.split(name)]));
    this.arrays = Object.fromEntries(placed.map(({ feed, array }) => [feed.name, array]));
    this.#data = data;
    this.#streams = streams;
    this.#fills = placed.map(({ feed, array }) => {
      switch (feed.kind) {
        case 'real': {
          const labels = placed.find((each) => each.feed.kind === 'labels' && each.feed.batch === feed.name);
          return drawn(data, feed.shape[0]!, array, labels?.array);
        }
        case 'labels': {
          // Else it is filled with its batch
          const alone = !placed.some((each) => each.feed.name === feed.batch);
          return alone ? drawn(data, feed.shape[0]!, undefined, array) : () => undefined;
        }
        case 'normal': {
          const stream = streams.get(feed.name)!;
          return () => stream.fillNormal(array);
        }
        case 'uniform': {
          const stream = streams.get(feed.name)!;
          return () => stream.fillUniform(array);
        }
        case 'learning-rate':
          return (step: number) => array.fill(learningRate(feed.optimizer, step));
      }
    });
  }

  /** @param step steps already done */
  fill(step: number): void {
    for (const fill of this.#fills) fill(step);
  }

  state(): FeederState {
    const streams = [...this.#streams].map(([name, stream]) => [name, stream.state()] as const);
    return { data: this.#data.state(), streams: Object.fromEntries(streams) };
  }

  /** @throws RangeError when it is no state of these feeds or this data */
  restore(state: FeederState): void {
    for (const [name, stream] of this.#streams) {
      const saved = state.streams[name];
      if (saved === undefined) throw new RangeError(`there is no state of "${name}"`);
      stream.restore(saved);
    }
    this.#data.restore(state.data);
  }
}

/**
 * Draws the next batch of the data each time.
 * @param samples filled with it where given
 * @param labels filled with its classes, one-hot, [n, classes]
 */
function drawn(
  data: DataSource,
  n: number,
  samples: Float32Array | undefined,
  labels: Float32Array | undefined,
): () => void {
  const batch = samples ?? new Float32Array(n * data.dimensions);
  if (labels === undefined) return () => void data.nextBatch(n, batch);
  const classes = new Uint16Array(n);
  return () => {
    data.nextBatch(n, batch, classes);
    oneHot(classes, labels);
  };
}
