/** What a look into data files tells before training: no more of them is read than that takes. */
import type { DataInput } from '../config/index.ts';
import { countClasses, readArrayHeader, sampleShape } from './arrays.ts';
import { cifarShape, countCifar } from './cifar.ts';
import { readIdxShape } from './idx.ts';
import { describeFolder } from './image-folder.ts';
import { imageShape } from './sets/idx.ts';
import { composedClasses } from './sets/stacked.ts';
import { readIdxLabels } from './labels.ts';
import { readTable } from './table.ts';

export interface DataDescription {
  /** Of one sample: `[features]` of points, `[channels, height, width]` of images. */
  readonly shape: readonly number[];
  readonly rows: number;
  /** Lowest and highest number, in the file's own units; absent where the columns are to be standardised. */
  readonly lowest?: number;
  readonly highest?: number;
  /** How many classes the samples are of; 0 for none. */
  readonly classes: number;
}

type Describe = {
  readonly [Type in DataInput['type']]?: (
    data: Extract<DataInput, { type: Type }>,
  ) => Promise<DataDescription | undefined>;
};

const pixels = { lowest: -1, highest: 1 };

/** One entry for each data set that reads files. */
const describers: Describe = {
  points: async ({ file, standardize }) => {
    const { values, dimensions } = await readTable(file);
    const described = { shape: [dimensions], rows: values.length / dimensions, classes: 0 };
    if (standardize === true) return described;
    const lowest = values.reduce((a, b) => Math.min(a, b), Infinity);
    const highest = values.reduce((a, b) => Math.max(a, b), -Infinity);
    return { ...described, lowest, highest };
  },
  idx: async ({ file, labels }) => {
    const axes = await readIdxShape(file);
    const shape = imageShape(axes, file);
    return { shape, rows: axes[0]!, classes: await idxClasses(labels, axes[0]!), ...pixels };
  },
  cifar: async ({ files }) => ({ shape: cifarShape, ...(await countCifar(files)), ...pixels }),
  images: async (data) => ({ ...(await describeFolder(data)), ...pixels }),
  arrays: async (data) => {
    const { shape: axes } = await readArrayHeader(data);
    const { shape } = sampleShape(axes, data.channels, data.file);
    return { shape, rows: axes[0]!, classes: await countClasses(data, axes[0]!), ...pixels };
  },
  stacked: async ({ file, labels }) => {
    if (file === undefined) return undefined;
    const axes = await readIdxShape(file);
    const [, ...space] = imageShape(axes, file);
    return {
      shape: [3, ...space],
      rows: axes[0]!,
      classes: composedClasses(await idxClasses(labels, axes[0]!)),
      ...pixels,
    };
  },
};

/** How many classes a file of labels has, a byte for each sample; 0 where there is none. @throws DataError */
async function idxClasses(labels: string | undefined, samples: number): Promise<number> {
  return labels === undefined ? 0 : (await readIdxLabels(labels, samples)).names.length;
}

/**
 * Looks into the files of a data config; undefined for one that has none.
 * @param data with absolute paths (`withDataFiles`)
 * @throws DataError as `openData`
 */
export async function describeData(data: DataInput): Promise<DataDescription | undefined> {
  const describe = describers[data.type] as ((data: DataInput) => Promise<DataDescription | undefined>) | undefined;
  return describe?.(data);
}
