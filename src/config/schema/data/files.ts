/** Which keys of a data config name files or folders. */
import type { Segments } from '../../path.ts';
import type { DataConfig, DataInput } from './index.ts';

/** One entry for each data set; a key may hold one name or a list of them, and may be absent. */
const keysOf: { readonly [Type in DataInput['type']]: readonly string[] } = {
  ring: [],
  grid: [],
  mixture: [],
  random: [],
  moons: [],
  spiral: [],
  points: ['file'],
  digits: [],
  idx: ['file', 'labels'],
  cifar: ['files'],
  images: ['folder'],
  arrays: ['file'],
  stacked: ['file', 'labels'],
};

/** A file or folder that a data config names. */
export interface NamedFile {
  /** Where the name stands, from `data` on. */
  readonly path: Segments;
  readonly name: string;
}

/** All files and folders that a data config names, in the order of its keys. */
export function dataFiles(data: DataInput | DataConfig): NamedFile[] {
  const values = data as Readonly<Record<string, unknown>>;
  return keysOf[data.type].flatMap((key) => {
    const value = values[key];
    if (typeof value === 'string') return [{ path: ['data', key], name: value }];
    if (!Array.isArray(value)) return [];
    return value.map((name: string, position) => ({ path: ['data', key, position], name }));
  });
}

/** The same config with each name of a file or folder replaced. */
export function withDataFiles<Data extends DataInput | DataConfig>(data: Data, place: (name: string) => string): Data {
  const placed = keysOf[data.type].flatMap((key) => {
    const value = (data as Readonly<Record<string, unknown>>)[key];
    if (typeof value === 'string') return [[key, place(value)]];
    return Array.isArray(value) ? [[key, value.map((name: string) => place(name))]] : [];
  });
  return { ...data, ...(Object.fromEntries(placed) as object) };
}
