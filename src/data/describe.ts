/** What a look into data files tells before training: no more of them is read than that takes. */
import type { DataInput } from '../config/index.ts';
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
  readonly [Type in DataInput['type']]?: (data: Extract<DataInput, { type: Type }>) => Promise<DataDescription>;
};

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
};

/**
 * Looks into the files of a data config; undefined for one that has none.
 * @param data with absolute paths (`withDataFiles`)
 * @throws DataError as `openData`
 */
export async function describeData(data: DataInput): Promise<DataDescription | undefined> {
  const describe = describers[data.type] as ((data: DataInput) => Promise<DataDescription>) | undefined;
  return describe?.(data);
}
