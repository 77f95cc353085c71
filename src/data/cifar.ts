/**
 * The binary files of CIFAR-10 and CIFAR-100 (Krizhevsky 2009): records of one label byte (two in CIFAR-100: coarse,
 * fine) and 3 x 32 x 32 bytes, red first, then green, then blue.
 */
import { DataError } from './errors.ts';
import { mostBytes, readWhole, sizeOfFile, tooLarge } from './files.ts';

export const cifarShape: readonly number[] = [3, 32, 32];
const imageBytes = 3 * 32 * 32;
const labelBytes = [1, 2] as const;

const tenNames = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];
const hundredNames = Array.from({ length: 100 }, (_, label) => String(label));

export interface CifarImages {
  readonly values: Uint8Array;
  readonly labels: Uint8Array;
  readonly names: readonly string[];
}

/** How many images the files have, of how many classes; they are not read. @throws DataError */
export async function countCifar(files: readonly string[]): Promise<{ rows: number; classes: number }> {
  const { labels, counts } = await layoutOf(files);
  return { rows: counts.reduce((sum, count) => sum + count, 0), classes: namesFor(labels).length };
}

/** @throws DataError */
export async function readCifar(files: readonly string[]): Promise<CifarImages> {
  const { labels: ahead, counts } = await layoutOf(files);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total * imageBytes > mostBytes) throw tooLarge(files[0]!, total * imageBytes);
  const values = new Uint8Array(total * imageBytes);
  const labels = new Uint8Array(total);
  const names = namesFor(ahead);
  let row = 0;
  for (const [position, file] of files.entries()) {
    const bytes = await readWhole(file);
    for (let i = 0; i < counts[position]!; i++, row++) {
      const at = i * (ahead + imageBytes);
      const label = bytes[at + ahead - 1]!;
      if (label >= names.length) {
        const message = `image ${i + 1} has the label ${label} of ${names.length}: this is no file of CIFAR-${names.length}`;
        throw new DataError('malformed', message, { file });
      }
      labels[row] = label;
      values.set(bytes.subarray(at + ahead, at + ahead + imageBytes), row * imageBytes);
    }
  }
  return { values, labels, names };
}

/** By the number of label bytes. */
function namesFor(labels: number): readonly string[] {
  return labels === 1 ? tenNames : hundredNames;
}

/** Told by the sizes of the files: a multiple of a record. */
async function layoutOf(files: readonly string[]): Promise<{ labels: number; counts: number[] }> {
  const sizes = await Promise.all(files.map(sizeOfFile));
  const fits = (labels: number, size: number): boolean => size > 0 && size % (labels + imageBytes) === 0;
  const labels = labelBytes.find((each) => fits(each, sizes[0]!)) ?? 1;
  const counts = sizes.map((size, position) => {
    if (fits(labels, size)) return size / (labels + imageBytes);
    const record = `${labels + imageBytes} bytes`;
    const message = `has ${size} bytes, which is no multiple of a record's ${record}: it is cut off, or no binary CIFAR file`;
    throw new DataError('malformed', message, { file: files[position]! });
  });
  return { labels, counts };
}
