/** The pictures of a folder as samples of one size. */
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { DataConfig, DataInput } from '../config/index.ts';
import { DataError } from './errors.ts';
import { fileError, mostBytes, readWhole, tooLarge } from './files.ts';
import { decodePicture, intoPlanes, isPicture, resized, type Picture, type Target } from './pictures.ts';
import { pixelRows } from './pixels.ts';
import type { RowLabels, Rows } from './rows.ts';

type ImagesInput = Extract<DataInput, { type: 'images' }>;
type ImagesConfig = Extract<DataConfig, { type: 'images' }>;

export interface FolderDescription {
  readonly shape: readonly number[];
  readonly rows: number;
  readonly classes: number;
}

/** The shape of samples, by the first picture where the config leaves it to them. @throws DataError */
export async function describeFolder(config: ImagesInput): Promise<FolderDescription> {
  const files = await picturesIn(config.folder);
  const { width, height } = targetOf(config) ?? decodePicture(await readWhole(files[0]!), files[0]!);
  return {
    shape: [config.colour === 'grey' ? 1 : 3, height, width],
    rows: files.length,
    classes: labelsOf(files, config.folder)?.names.length ?? 0,
  };
}

export interface FolderRows extends Rows {
  /** What could not be decoded and was left out: one line each, the file named. */
  readonly skipped: readonly string[];
}

/** Decodes all pictures, in the order of their names. @throws DataError */
export async function readFolder(config: ImagesConfig): Promise<FolderRows> {
  const files = await picturesIn(config.folder);
  const channels = config.colour === 'grey' ? 1 : 3;
  const skipped: string[] = [];
  const kept: string[] = [];
  let values: Uint8Array | undefined;
  let target = targetOf(config);
  let size = 0;
  for (const file of files) {
    const picture = await decoded(file, config, skipped);
    if (picture === undefined) continue;
    target ??= { width: picture.width, height: picture.height, fit: config.fit };
    if (values === undefined) {
      size = channels * target.width * target.height;
      if (files.length * size > mostBytes) throw tooLarge(config.folder, files.length * size);
      values = new Uint8Array(files.length * size);
    }
    if (targetOf(config) === undefined && (picture.width !== target.width || picture.height !== target.height)) {
      throw mixedSizes(file, picture, kept[0]!, target);
    }
    intoPlanes(resized(picture, target), channels, values, kept.length * size);
    kept.push(file);
  }
  if (values === undefined || target === undefined) {
    const message = `none of its ${files.length} pictures can be decoded; the first: ${skipped[0]}`;
    throw new DataError('no-rows', message, { file: config.folder });
  }
  const labels = labelsOf(kept, config.folder);
  const shape = [channels, target.height, target.width];
  return { ...pixelRows(values.subarray(0, kept.length * size), shape, 255, labels), skipped };
}

async function decoded(file: string, { broken }: ImagesConfig, skipped: string[]): Promise<Picture | undefined> {
  try {
    return decodePicture(await readWhole(file), file);
  } catch (error) {
    if (!(error instanceof DataError) || broken === 'stop') throw error;
    skipped.push(error.message);
    return undefined;
  }
}

function mixedSizes(file: string, picture: Picture, first: string, target: Target): DataError {
  const message =
    `is ${picture.width} x ${picture.height} pixels, ${first} is ${target.width} x ${target.height}; ` +
    'give data.width and data.height, to which all are then brought';
  return new DataError('ragged', message, { file });
}

function targetOf({ width, height, fit = 'crop' }: ImagesInput): Target | undefined {
  const side = width ?? height;
  return side === undefined ? undefined : { width: width ?? side, height: height ?? side, fit };
}

/** All pictures in the folder and below it, in the order of their paths; at least one. */
async function picturesIn(folder: string): Promise<string[]> {
  let entries;
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    const { code, message } = fileError(folder, error);
    const isFile = error instanceof Error && 'code' in error && error.code === 'ENOTDIR';
    if (isFile) throw new DataError('unreadable', 'is a file, not a folder', { file: folder }, { cause: error });
    if (code !== 'missing-file') throw new DataError(code, message, { file: folder }, { cause: error });
    throw new DataError('missing-file', 'there is no such folder', { file: folder }, { cause: error });
  }
  const files = entries
    .filter((entry) => entry.isFile() && isPicture(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  if (files.length === 0) {
    throw new DataError('no-rows', 'has no pictures (.png, .jpg, .jpeg) in it', { file: folder });
  }
  return files.sort();
}

/** The first folder of each path below the data's folder, where every picture has one and they are not all the same. */
function labelsOf(files: readonly string[], folder: string): RowLabels | undefined {
  const parts = files.map((file) =>
    file
      .slice(folder.length)
      .split(sep)
      .filter((part) => part !== ''),
  );
  if (parts.some((each) => each.length < 2)) return undefined;
  const names = [...new Set(parts.map(([name]) => name!))];
  if (names.length < 2 || names.length > 2 ** 16) return undefined;
  const numberOf = new Map(names.map((name, number) => [name, number]));
  return { names, of: Uint16Array.from(parts, ([name]) => numberOf.get(name!)!) };
}
