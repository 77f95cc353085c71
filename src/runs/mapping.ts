/** Where the mapping file of a log is: in its folder, or in one above it up to the one that is watched. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { longestText, parseMapping, type Mapping } from '../config/index.ts';
import { readError, RunError } from './errors.ts';

export const mappingName = 'modescope.json';

/**
 * The nearest mapping file, undefined where there is none.
 * @param folder of the log, absolute
 * @param root absolute; folders above it are not looked at. Where the log is not below it, only its own folder is.
 */
export function findMapping(folder: string, root: string): string | undefined {
  const below = relative(root, folder);
  const last = below.startsWith('..') ? folder : root;
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, mappingName);
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return file;
    if (at === last || at === dirname(at)) return undefined;
  }
}

/** @throws RunError `read-failed`, or `malformed` with the place in the file */
export function readMapping(file: string): Mapping {
  let text: string;
  try {
    if (statSync(file).size > longestText) throw new RunError('malformed', `${file}:1:1 The file is too long.`);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof RunError) throw error;
    throw readError(file, error);
  }
  const result = parseMapping(text);
  if ('mapping' in result) return result.mapping;
  const { line, column, message } = result.problem;
  throw new RunError('malformed', `${file}:${line}:${column} ${message}`);
}
