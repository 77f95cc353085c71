/** Data set `points`: the rows of a CSV or .npy file, in epochs, each in a new seeded order. */
import { sourceOf, splitRows, type Rows } from '../rows.ts';
import { readTable, type Table } from '../table.ts';
import type { DataSet } from './index.ts';

export const points: DataSet<'points'> = async ({ file, standardize, holdout }, { random }) => {
  const table = await readTable(file);
  const rows = rowsOf(table);
  const split = splitRows(rows.count, holdout, random, file);
  const scale = standardize ? standardization(table, split.training) : undefined;
  if (scale !== undefined) apply(scale, table);
  return { ...sourceOf(rows, split, random), ...(scale === undefined ? {} : { standardized: scale }) };
};

function rowsOf({ values, dimensions }: Table): Rows {
  return {
    count: values.length / dimensions,
    shape: [dimensions],
    copy(row, out, to) {
      const from = row * dimensions;
      for (let i = 0; i < dimensions; i++) out[to + i] = values[from + i]!;
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
