/** Data set `digits`: the handwritten digits in media/digits. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DataError } from '../errors.ts';
import { readIdx } from '../idx.ts';
import { pixelRows } from '../pixels.ts';
import { sourceOf, splitRows, type Rows } from '../rows.ts';
import type { DataSet } from './index.ts';

/** Their pixels go from 0 (paper) to this. */
const ink = 16;
const names = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

export const digits: DataSet<'digits'> = async ({ holdout }, { random }) => {
  const rows = await readDigits();
  return sourceOf(rows, splitRows(rows.count, holdout, random, 'digits'), random);
};

/** All of them, in the order of the file. @throws DataError where the installation is not whole */
export async function readDigits(): Promise<Rows> {
  const folder = digitsFolder();
  const images = await readIdx(join(folder, 'images-idx3-ubyte.gz'));
  const labels = await readIdx(join(folder, 'labels-idx1-ubyte.gz'));
  return pixelRows(images.values, [1, ...images.shape.slice(1)], ink, { of: labels.values, names });
}

/** In the nearest folder above that has it: beside dist/ where installed, above src/ in a clone. */
function digitsFolder(): string {
  for (let above = dirname(fileURLToPath(import.meta.url)); ; above = dirname(above)) {
    const folder = join(above, 'media', 'digits');
    if (existsSync(folder)) return folder;
    if (dirname(above) === above) {
      throw new DataError('missing-file', 'the digits that come with Modescope are not there; install it again');
    }
  }
}
