/** What a look into data files tells before training: no more of them is read than that takes. */
import type { DataInput } from '../config/index.ts';
import { readArrayHeader, sampleShape } from './arrays.ts';
import { cifarShape, countCifar } from './cifar.ts';
import { readIdxShape } from './idx.ts';
import { describeFolder } from './image-folder.ts';
import { imageShape } from './sets/idx.ts';
import { checkIdxLabels } from './labels.ts';
import { readTable } from './table.ts';

export interface DataDescription {
  /** Of one sample: `[features]` of points, `[channels, height, width]` of images. */
  readonly shape: readonly number[];
  readonly rows: number;
  /** Lowest and highest number, in the file's own units; absent where the columns are to be standardised. */
  readonly lowest?: number;
  readonly highest?: number;
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
    const described = { shape: [dimensions], rows: values.length / dimensions };
    if (standardize === true) return described;
    const lowest = values.reduce((a, b) => Math.min(a, b), Infinity);
    const highest = values.reduce((a, b) => Math.max(a, b), -Infinity);
    return { ...described, lowest, highest };
  },
  idx: async ({ file, labels }) => {
    const axes = await readIdxShape(file);
    const shape = imageShape(axes, file);
    if (labels !== undefined) await checkIdxLabels(labels, axes[0]!);
    return { shape, rows: axes[0]!, ...pixels };
  },
  cifar: async ({ files }) => ({ shape: cifarShape, rows: await countCifar(files), ...pixels }),
  images: async (data) => ({ ...(await describeFolder(data)), ...pixels }),
  arrays: async (data) => {
    const { shape: axes } = await readArrayHeader(data);
    return { shape: sampleShape(axes, data.channels, data.file).shape, rows: axes[0]!, ...pixels };
  },
  stacked: async ({ file, labels }) => {
    if (file === undefined) return undefined;
    const axes = await readIdxShape(file);
    const [, ...space] = imageShape(axes, file);
    if (labels !== undefined) await checkIdxLabels(labels, axes[0]!);
    return { shape: [3, ...space], rows: axes[0]!, ...pixels };
  },
};

/**
 * Looks into the files of a data config; undefined for one that has none.
 * @param data with absolute paths (`withDataFiles`)
 * @throws DataError as `openData`
 */
export async function describeData(data: DataInput): Promise<DataDescription | undefined> {
  const describe = describers[data.type] as ((data: DataInput) => Promise<DataDescription | undefined>) | undefined;
  return describe?.(data);
}
