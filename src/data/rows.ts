/** Samples that lie in memory, one row each, as training data: some held out, the others gone through in epochs. */
import { DataError } from './errors.ts';
import type { Random } from '../random/index.ts';
import type { ClassLabels, DataSource, SamplePool } from './source.ts';

/** Samples in memory. */
export interface Rows {
  readonly count: number;
  /** Of one sample. */
  readonly shape: readonly number[];
  /** Puts the numbers of a row into `out`, from the place `to` on. */
  copy(row: number, out: Float32Array, to: number): void;
  readonly labels?: RowLabels;
}

/** The class of each row. */
export interface RowLabels {
  readonly of: Uint8Array | Uint16Array;
  /** By class. */
  readonly names: readonly string[];
}

export interface Split {
  readonly training: Uint32Array;
  readonly heldOut: Uint32Array;
}

/**
 * Which rows are held out: this depends on the seed alone, so that a resumed run never trains on them.
 * @param random the stream of the data set; it is split
 * @param file whose rows they are, for the message
 * @throws DataError `holdout-rows` where none is left to train on or to hold out
 */
export function splitRows(rows: number, holdout: number, random: Random, file: string): Split {
  const held = Math.round(rows * holdout);
  if (held === rows || (holdout > 0 && held === 0)) {
    throw new DataError(
      'holdout-rows',
      `with data.holdout ${holdout} none of its ${rows} rows is left ${held === 0 ? 'to hold out' : 'to train on'}`,
      { file },
    );
  }
  const order = shuffled(rows, random.split('holdout'));
  return { heldOut: order.slice(0, held).sort(), training: order.slice(held).sort() };
}

/** @param random the stream of the data set; it is split */
export function sourceOf(rows: Rows, { training, heldOut }: Split, random: Random): DataSource {
  return {
    ...epochs(rows, training, random.split('order')),
    ...(heldOut.length > 0 && { holdout: pool(rows, heldOut) }),
  };
}

/** The numbers 0 to n - 1 in an order of the stream's choice. */
function shuffled(n: number, random: Random): Uint32Array {
  const rows = Uint32Array.from({ length: n }, (_, i) => i);
  random.shuffle(rows);
  return rows;
}

/** n of the rows: all of them as often as they fit in, then distinct ones for the rest, in random order. */
function drawn(rows: Uint32Array, n: number, random: Random): Uint32Array {
  const out = new Uint32Array(n);
  for (let done = 0; done < n; done += rows.length) {
    const order = shuffled(rows.length, random);
    const end = Math.min(n - done, rows.length);
    for (let i = 0; i < end; i++) out[done + i] = rows[order[i]!]!;
  }
  return out;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, each) => product * each, 1);
}

function pool(from: Rows, rows: Uint32Array): SamplePool {
  const dimensions = sizeOf(from.shape);
  return {
    count: rows.length,
    sample(n, random) {
      const out = new Float32Array(n * dimensions);
      drawn(rows, n, random).forEach((row, i) => from.copy(row, out, i * dimensions));
      return out;
    },
    ...(from.labels !== undefined && { classes: classesOf(from.labels, rows) }),
  };
}

function classesOf({ of, names }: RowLabels, rows: Uint32Array): ClassLabels {
  return { names, sample: (n, random) => Uint16Array.from(drawn(rows, n, random), (row) => of[row]!) };
}

function epochs(from: Rows, rows: Uint32Array, random: Random): DataSource {
  const dimensions = sizeOf(from.shape);
  let begun = random.state();
  let order = shuffled(rows.length, random);
  let position = 0;
  return {
    ...pool(from, rows),
    shape: from.shape,
    dimensions,
    nextBatch(n, out = new Float32Array(n * dimensions), classes) {
      for (let i = 0; i < n; i++) {
        if (position === rows.length) {
          begun = random.state();
          order = shuffled(rows.length, random);
          position = 0;
        }
        const row = rows[order[position++]!]!;
        from.copy(row, out, i * dimensions);
        if (classes !== undefined && from.labels !== undefined) classes[i] = from.labels.of[row]!;
      }
      return out;
    },
    state: () => ({ random: begun, position }),
    restore(state) {
      if (!Number.isInteger(state.position) || state.position < 0 || state.position > rows.length) {
        throw new RangeError(`position ${state.position} of an epoch of ${rows.length} rows; has the file changed?`);
      }
      random.restore(state.random);
      begun = state.random;
      order = shuffled(rows.length, random);
      position = state.position;
    },
  };
}
