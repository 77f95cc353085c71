/** The classes of samples, read beside them. */
import { DataError } from './errors.ts';
import { readIdx } from './idx.ts';
import type { RowLabels } from './rows.ts';

/** Classes told apart at most: more are no classes. */
const mostClasses = 10_000;

/**
 * @param of the class of each sample, whole numbers from 0
 * @param samples how many there must be
 * @param file that is blamed
 * @throws DataError
 */
export function labelsFrom(of: ArrayLike<number>, samples: number, file: string): RowLabels {
  if (of.length !== samples) {
    throw wrongCount(of.length, samples, file);
  }
  const labels = Uint16Array.from(of);
  const wrong = labels.findIndex((label, i) => label !== of[i] || label >= mostClasses);
  if (wrong >= 0) {
    const message = `label ${wrong + 1} is ${of[wrong]}; labels are whole numbers from 0 to ${mostClasses - 1}`;
    throw new DataError('not-a-number', message, { file });
  }
  const classes = labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  return { of: labels, names: Array.from({ length: classes }, (_, label) => String(label)) };
}

/** @throws DataError */
export async function readIdxLabels(file: string, samples: number): Promise<RowLabels> {
  const { shape, values } = await readIdx(file);
  refuseShape(shape, file);
  return labelsFrom(values, samples, file);
}

function refuseShape(shape: readonly number[], file: string): void {
  if (shape.length === 1) return;
  throw new DataError('unsupported', `has ${shape.length} axes; a file of labels has 1 (…-idx1-ubyte.gz)`, { file });
}

function wrongCount(labels: number, samples: number, file: string): DataError {
  return new DataError('ragged', `has ${labels} labels for ${samples} samples; give one for each`, { file });
}
