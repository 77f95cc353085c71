/** What every data set is to those who train on it. */
import type { Random, RandomState } from '../random/index.ts';

/** A mode of the data, where it is known. */
export interface KnownMode {
  readonly mean: readonly number[];
  /** Standard deviation, the same in all directions. */
  readonly std: number;
  /** Share of all samples, in (0, 1]. */
  readonly weight: number;
}

/** Where the order of batches stands. Plain data, fit for JSON. */
export interface DataState {
  /** The stream: at the begin of the present epoch where there are epochs, now where there are none. */
  readonly random: RandomState;
  /** Rows of the present epoch already used. */
  readonly position: number;
}

/** Rows to draw from without disturbing the order of batches. */
export interface SamplePool {
  /** Rows there are; Infinity for data that is drawn afresh. */
  readonly count: number;
  /** n rows, [n, dimensions] row by row: distinct ones as long as there are enough. */
  sample(n: number, random: Random): Float32Array;
  /** What each row is of, where the data says so. */
  readonly classes?: ClassLabels;
}

/** What the data says its samples are of. */
export interface ClassLabels {
  /** By number of the class. */
  readonly names: readonly string[];
  /** The classes of the rows that `sample` gives for the same n and the same state of the stream. */
  sample(n: number, random: Random): Uint16Array;
}

/** Training data. All samples are float32, [n, ...shape] row by row. */
export interface DataSource extends SamplePool {
  /** Of one sample: `[features]` of points, `[channels, height, width]` of images. */
  readonly shape: readonly number[];
  /** How many numbers a sample has: the product of `shape`. */
  readonly dimensions: number;
  readonly modes?: readonly KnownMode[];
  /** Data that `nextBatch` never gives; absent where none is held out. */
  readonly holdout?: SamplePool;
  /** What was done to each column: (number in the file - mean) / std. */
  readonly standardized?: { readonly mean: readonly number[]; readonly std: readonly number[] };
  /** What could not be read and was left out as the config says: one line each, the file named. */
  readonly skipped?: readonly string[];
  /**
   * The next training batch. Files are gone through in epochs, each in a new order; a batch that reaches the end of one
   * goes on in the next.
   * @param out filled and returned where given; of length n times dimensions
   * @param classes filled with what each sample is of, where the data says so; of length n
   */
  nextBatch(n: number, out?: Float32Array, classes?: Uint16Array): Float32Array;
  state(): DataState;
  /** @throws RangeError when it is no state of this data */
  restore(state: DataState): void;
}
