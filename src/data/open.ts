/** From a config's `data` to batches. */
import { resolveDataPath, withDataFiles, type DataConfig } from '../config/index.ts';
import type { Random } from '../random/index.ts';
import { DataError } from './errors.ts';
import { dataSets, type DataContext } from './sets/index.ts';
import type { DataSource } from './source.ts';

export interface DataPlace {
  /** Absolute path of the config file: relative paths in it start there. */
  readonly configFile: string;
  /** The folder that relative paths may not leave; the config's own where absent. */
  readonly root?: string;
  /** The stream of this data set alone. */
  readonly random: Random;
}

/**
 * Opens the data set that a resolved config describes.
 * @throws DataError when it cannot be used, naming the file and, where there is one, row and column
 */
export async function openData(config: DataConfig, { configFile, root, random }: DataPlace): Promise<DataSource> {
  const placed = withDataFiles(config, (name) => {
    const place = resolveDataPath(name, configFile, root);
    if (place.ok) return place.file;
    throw new DataError('outside', `leaves the folder ${place.root}; move it inside or give its absolute path`, {
      file: name,
    });
  });
  // The registry pairs each type with its own function; the compiler cannot follow the pair through a union.
  const open = dataSets[placed.type] as (config: DataConfig, context: DataContext) => DataSource | Promise<DataSource>;
  return open(placed, { random });
}
