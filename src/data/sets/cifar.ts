/** Data set `cifar`: the binary files of CIFAR-10 or CIFAR-100. */
import { cifarShape, readCifar } from '../cifar.ts';
import { pixelRows } from '../pixels.ts';
import { sourceOf, splitRows } from '../rows.ts';
import type { DataSet } from './index.ts';

export const cifar: DataSet<'cifar'> = async ({ files, holdout }, { random }) => {
  const { values, labels, names } = await readCifar(files);
  const rows = pixelRows(values, cifarShape, 255, { of: labels, names });
  return sourceOf(rows, splitRows(rows.count, holdout, random, files[0]!), random);
};
