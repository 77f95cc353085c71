/** Data set `arrays`: images, volumes or clips as a NumPy array. */
import { readArrays } from '../arrays.ts';
import { sourceOf, splitRows } from '../rows.ts';
import type { DataSet } from './index.ts';

export const arrays: DataSet<'arrays'> = async (config, { random }) => {
  const rows = await readArrays(config);
  return sourceOf(rows, splitRows(rows.count, config.holdout, random, config.file), random);
};
