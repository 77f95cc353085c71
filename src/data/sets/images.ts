/** Data set `images`: the pictures of a folder. */
import { readFolder } from '../image-folder.ts';
import { sourceOf, splitRows } from '../rows.ts';
import type { DataSet } from './index.ts';

export const images: DataSet<'images'> = async (config, { random }) => {
  const rows = await readFolder(config);
  const source = sourceOf(rows, splitRows(rows.count, config.holdout, random, config.folder), random);
  return { ...source, ...(rows.skipped.length > 0 && { skipped: rows.skipped }) };
};
