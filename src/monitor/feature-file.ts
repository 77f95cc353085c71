/** Which feature extractor a config or a mapping file names, and where it says so. */
import { readFileSync } from 'node:fs';
import { placeOf, resolveDataPath } from '../config/index.ts';

export interface NamedExtractor {
  /** As it is written. */
  readonly name: string;
  /** Absolute; undefined where the path leaves the folder of the file that it is written in. */
  readonly file: string | undefined;
  /** `file:line:column` of where it is written. */
  readonly place: string;
}

/** @param writtenIn the config or mapping file, absolute */
export function namedExtractor(name: string, writtenIn: string): NamedExtractor {
  const found = resolveDataPath(name, writtenIn);
  return { name, file: found.ok ? found.file : undefined, place: placeIn(writtenIn) };
}

function placeIn(file: string): string {
  try {
    const { line, column } = placeOf(readFileSync(file, 'utf8'), ['features']);
    return `${file}:${line}:${column}`;
  } catch (error) {
    // The config of a run that ended long ago may be gone
    if (error instanceof Error && 'code' in error) return `${file}:1:1`;
    throw error;
  }
}
