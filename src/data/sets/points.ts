/** Data set `points`: the rows of a CSV or .npy file, in epochs, each in a new seeded order. */
import { resolveDataPath } from '../../config/index.ts';
import { DataError } from '../errors.ts';
import type { Random } from '../../random/index.ts';
import type { DataSource, SamplePool } from '../source.ts';
import { readTable, type Table } from '../table.ts';
import type { DataSet } from './index.ts';

export const points: DataSet<'points'> = async ({ file, standardize, holdout }, { configFile, root, random }) => {
  const place = resolveDataPath(file, configFile, root);
  if (!place.ok) {
    throw new DataError('outside', `leaves the folder ${place.root}; move it inside or give its absolute path`, {
      file,
    });
  }
  const table = await readTable(place.file);
  const rows = table.values.length / table.dimensions;
  const held = Math.round(rows * holdout);
  if (held === rows || (holdout > 0 && held === 0)) {
    throw new DataError(
      'holdout-rows',
      `with data.holdout ${holdout} none of its ${rows} rows is left ${held === 0 ? 'to hold out' : 'to train on'}`,
      { file: place.file },
    );
  }
  // The rows held out depend on the seed alone, so that a resumed run never trains on them.
  const order = shuffledRows(rows, random.split('holdout'));
  const heldOut = order.slice(0, held).sort();
  const training = order.slice(held).sort();
  const scale = standardize ? standardization(table, training) : undefined;
  if (scale !== undefined) apply(scale, table);
  return {
    ...epochs(table, training, random.split('order')),
    ...(held > 0 ? { holdout: pool(table, heldOut) } : {}),
    ...(scale === undefined ? {} : { standardized: scale }),
  };
};

/** The numbers 0 to n - 1 in an order of the stream's choice. */
function shuffledRows(n: number, random: Random): Uint32Array {
  const rows = Uint32Array.from({ length: n }, (_, i) => i);
  random.shuffle(rows);
  return rows;
}

function copyRow({ values, dimensions }: Table, row: number, out: Float32Array, to: number): void {
  const from = row * dimensions;
  for (let i = 0; i < dimensions; i++) out[to * dimensions + i] = values[from + i]!;
}

/** Draws from `rows`: all of them as often as they fit in, then distinct ones for the rest, in random order. */
function pool(table: Table, rows: Uint32Array): SamplePool {
  return {
    count: rows.length,
    sample(n, random) {
      const out = new Float32Array(n * table.dimensions);
      for (let done = 0; done < n; done += rows.length) {
        const order = shuffledRows(rows.length, random);
        const end = Math.min(n - done, rows.length);
        for (let i = 0; i < end; i++) copyRow(table, rows[order[i]!]!, out, done + i);
      }
      return out;
    },
  };
}

function epochs(table: Table, rows: Uint32Array, random: Random): DataSource {
  let begun = random.state();
  let order = shuffledRows(rows.length, random);
  let position = 0;
  return {
    ...pool(table, rows),
    shape: [table.dimensions],
    dimensions: table.dimensions,
    nextBatch(n, out = new Float32Array(n * table.dimensions)) {
      for (let i = 0; i < n; i++) {
        if (position === rows.length) {
          begun = random.state();
          order = shuffledRows(rows.length, random);
          position = 0;
        }
        copyRow(table, rows[order[position++]!]!, out, i);
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
      order = shuffledRows(rows.length, random);
      position = state.position;
    },
  };
}

/** Mean and standard deviation of each column over the training rows; a constant column is only shifted. */
function standardization({ values, dimensions }: Table, rows: Uint32Array): { mean: number[]; std: number[] } {
  const mean = new Array<number>(dimensions).fill(0);
  const squares = new Array<number>(dimensions).fill(0);
  for (const row of rows) for (let i = 0; i < dimensions; i++) mean[i]! += values[row * dimensions + i]! / rows.length;
  for (const row of rows) {
    for (let i = 0; i < dimensions; i++) squares[i]! += (values[row * dimensions + i]! - mean[i]!) ** 2;
  }
  return { mean, std: squares.map((sum) => Math.sqrt(sum / rows.length) || 1) };
}

function apply({ mean, std }: { mean: number[]; std: number[] }, { values, dimensions }: Table): void {
  for (let i = 0; i < values.length; i++) {
    const column = i % dimensions;
    values[i] = (values[i]! - mean[column]!) / std[column]!;
  }
}
