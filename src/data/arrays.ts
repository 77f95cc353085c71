/** Images, volumes and clips as NumPy arrays: which axis is what, and which numbers are black and white. */
import type { DataConfig, DataInput } from '../config/index.ts';
import { DataError } from './errors.ts';
import { readStart, readWhole } from './files.ts';
import { labelsFrom } from './labels.ts';
import { npyHeaderBytes, readNpyArray, readNpyHeader, type NpyArray, type NpyHeader } from './npy.ts';
import { namesInNpz, npyInNpz } from './npz.ts';
import { pixelRows } from './pixels.ts';
import type { RowLabels, Rows } from './rows.ts';

type ArraysInput = Extract<DataInput, { type: 'arrays' }>;
type ArraysConfig = Extract<DataConfig, { type: 'arrays' }>;

/** Axes of samples: with their number, three (grey images) to five (volumes with channels). */
const fewestAxes = 3;
const mostAxes = 5;
/** Channels that are told from a size. */
const mostChannels = 4;

/** The header of the array that the config means. @throws DataError */
export async function readArrayHeader({ file, array }: ArraysInput): Promise<NpyHeader> {
  if (isNpz(file)) return readNpyHeader(chosenNpy(await readWhole(file), array, file), file);
  return readNpyHeader(await readStart(file, npyHeaderBytes), file);
}

/** How many classes the samples are of; 0 where no labels are named. @throws DataError */
export async function countClasses({ file, labels }: ArraysInput, samples: number): Promise<number> {
  if (labels === undefined) return 0;
  return labelsIn(await readWhole(file), labels, samples, file).names.length;
}

/** @throws DataError */
export async function readArrays({ file, array, labels, channels, range }: ArraysConfig): Promise<Rows> {
  const bytes = await readWhole(file);
  const found = readNpyArray(isNpz(file) ? chosenNpy(bytes, array, file) : bytes, file);
  const { shape, order } = sampleShape(found.shape, channels, file);
  const classes = labels === undefined ? undefined : labelsIn(bytes, labels, found.shape[0]!, file);
  return rowsFrom(channelsFirst(found, shape, order), shape, range, file, classes);
}

/**
 * Which axes of an array are what.
 * @param axes sizes, that of the samples first
 * @returns of one sample: [channels, …, height, width], and where its channels are in the array
 * @throws DataError `unsupported` where it cannot be told
 */
export function sampleShape(
  axes: readonly number[],
  channels: ArraysInput['channels'],
  file: string,
): { readonly shape: readonly number[]; readonly order: 'none' | 'first' | 'last' } {
  const order = channels ?? guessed(axes, file);
  const least = order === 'none' ? fewestAxes : fewestAxes + 1;
  if (axes.length < least || axes.length > (order === 'none' ? mostAxes - 1 : mostAxes)) {
    const wanted =
      'images have [samples, height, width], volumes a depth before the height, and both may have channels';
    throw new DataError('unsupported', `has the shape [${axes.join(', ')}]; ${wanted}`, { file });
  }
  const sample = axes.slice(1);
  if (order === 'none') return { shape: [1, ...sample], order };
  return { shape: order === 'first' ? sample : [sample.at(-1)!, ...sample.slice(0, -1)], order };
}

function guessed(axes: readonly number[], file: string): 'none' | 'first' | 'last' {
  if (axes.length <= fewestAxes) return 'none';
  const first = axes[1]! <= mostChannels;
  const last = axes.at(-1)! <= mostChannels;
  if (first !== last) return first ? 'first' : 'last';
  if (!first && axes.length === fewestAxes + 1) return 'none';
  const message = `has the shape [${axes.join(', ')}], in which the channels may be the first or the last axis; give data.channels`;
  throw new DataError('unsupported', message, { file });
}

/** [n, …, channels] as [n, channels, …]; what is in that order already is given back. */
function channelsFirst(
  { shape: [samples], values }: NpyArray,
  [channels, ...space]: readonly number[],
  order: 'none' | 'first' | 'last',
): Float32Array | Uint8Array {
  if (order !== 'last' || channels === 1) return values;
  const places = space.reduce((product, each) => product * each, 1);
  const out = values instanceof Uint8Array ? new Uint8Array(values.length) : new Float32Array(values.length);
  for (let sample = 0; sample < samples!; sample++) {
    const from = sample * channels! * places;
    for (let place = 0; place < places; place++) {
      for (let channel = 0; channel < channels!; channel++) {
        out[from + channel * places + place] = values[from + place * channels! + channel]!;
      }
    }
  }
  return out;
}

function rowsFrom(
  values: Float32Array | Uint8Array,
  shape: readonly number[],
  range: ArraysConfig['range'],
  file: string,
  labels: RowLabels | undefined,
): Rows {
  if (values instanceof Uint8Array && range === undefined) return pixelRows(values, shape, 255, labels);
  const [black, white] = range ?? [-1, 1];
  if (black === white) {
    throw new DataError('unsupported', `data.range goes from ${black} to ${white}; give two numbers`, { file });
  }
  if (range === undefined) refuseOutside(values, file);
  const dimensions = shape.reduce((product, each) => product * each, 1);
  const [scale, shift] = [2 / (white! - black!), -1 - (2 * black!) / (white! - black!)];
  return {
    count: values.length / dimensions,
    shape,
    copy(row, out, to) {
      const from = row * dimensions;
      for (let i = 0; i < dimensions; i++) out[to + i] = scale * values[from + i]! + shift;
    },
    ...(labels !== undefined && { labels }),
  };
}

function refuseOutside(values: ArrayLike<number>, file: string): void {
  let [lowest, highest] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    lowest = Math.min(lowest, values[i]!);
    highest = Math.max(highest, values[i]!);
  }
  if (lowest >= -1 && highest <= 1) return;
  const message = `has numbers from ${lowest} to ${highest}, where images have -1 to 1; say what is black and white, e.g. "range": [0, 255]`;
  throw new DataError('unsupported', message, { file });
}

function labelsIn(bytes: Buffer, name: string, samples: number, file: string): RowLabels {
  if (!isNpz(file)) {
    throw new DataError('unsupported', 'has one array only; labels are read from a .npz file', { file });
  }
  const { values, shape } = readNpyArray(npyInNpz(bytes, name, file), file);
  if (shape.length !== 1) {
    throw new DataError('unsupported', `has labels "${name}" of the shape [${shape.join(', ')}]; give [samples]`, {
      file,
    });
  }
  return labelsFrom(values, samples, file);
}

/** The .npy file of the array that is meant: the one named, else the only one with so many axes. */
function chosenNpy(bytes: Buffer, name: string | undefined, file: string): Buffer {
  if (name !== undefined) return npyInNpz(bytes, name, file);
  const names = namesInNpz(bytes, file);
  const able = names.filter((each) => {
    const { shape } = readNpyHeader(npyInNpz(bytes, each, file), file);
    return shape.length >= fewestAxes && shape.length <= mostAxes;
  });
  if (able.length === 1) return npyInNpz(bytes, able[0]!, file);
  const message =
    able.length === 0
      ? `has no array of images; it has ${names.join(', ') || 'none'}`
      : `has the arrays ${able.join(', ')}; name one by data.array`;
  throw new DataError('unsupported', message, { file });
}

function isNpz(file: string): boolean {
  return file.toLowerCase().endsWith('.npz');
}
