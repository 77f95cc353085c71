/** Data set `idx`: grey images in the format of MNIST. */
import { DataError } from '../errors.ts';
import { readIdx } from '../idx.ts';
import { readIdxLabels } from '../labels.ts';
import { pixelRows } from '../pixels.ts';
import { sourceOf, splitRows, type Rows } from '../rows.ts';
import type { DataSet } from './index.ts';

export const idx: DataSet<'idx'> = async ({ file, labels, holdout }, { random }) => {
  const rows = await readIdxImages(file, labels);
  return sourceOf(rows, splitRows(rows.count, holdout, random, file), random);
};

/** @throws DataError */
export async function readIdxImages(file: string, labels: string | undefined): Promise<Rows> {
  const { shape, values } = await readIdx(file);
  const image = imageShape(shape, file);
  return pixelRows(values, image, 255, labels === undefined ? undefined : await readIdxLabels(labels, shape[0]!));
}

/**
 * The shape of one image of an IDX array, [1, height, width].
 * @throws DataError where it holds no images
 */
export function imageShape(shape: readonly number[], file: string): readonly number[] {
  if (shape.length !== 3) {
    const message = `has ${shape.length} ${shape.length === 1 ? 'axis' : 'axes'}; a file of images has 3 (…-idx3-ubyte.gz)`;
    throw new DataError('unsupported', message, { file });
  }
  if (shape.includes(0)) throw new DataError('no-rows', 'has no images', { file });
  return [1, ...shape.slice(1)];
}
