/** From a config's `data` to batches. */
import type { DataConfig, DataInput } from '../config/index.ts';
import { dataSets, type DataContext } from './sets/index.ts';
import type { DataSource } from './source.ts';
import { readTable } from './table.ts';

/**
 * Opens the data set that a resolved config describes.
 * @throws DataError when it cannot be used, naming the file and, where there is one, row and column
 */
export async function openData(config: DataConfig, context: DataContext): Promise<DataSource> {
  // The registry pairs each type with its own function; the compiler cannot follow the pair through a union.
  const open = dataSets[config.type] as (config: DataConfig, context: DataContext) => DataSource | Promise<DataSource>;
  return open(config, context);
}

/** What a look into a data file tells before training. */
export interface PointsDescription {
  readonly dimensions: number;
  readonly rows: number;
  /** Lowest and highest number, in the file's own units; absent where the columns are to be standardised. */
  readonly lowest?: number;
  readonly highest?: number;
}

/** Reads a data file only to say what is in it. @throws DataError as `openData` */
export async function describePoints(
  data: Extract<DataInput, { type: 'points' }>,
  file: string,
): Promise<PointsDescription> {
  const { values, dimensions } = await readTable(file);
  const described = { dimensions, rows: values.length / dimensions };
  if (data.standardize === true) return described;
  const lowest = values.reduce((a, b) => Math.min(a, b), Infinity);
  const highest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return { ...described, lowest, highest };
}
