/** Which files are event files, and which folders hold some. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EventError, systemCode } from './errors.ts';

/** TensorBoard's own rule: the name contains `tfevents`. */
export function isEventFile(name: string): boolean {
  return name.includes('tfevents');
}

/**
 * Names of the event files directly in `folder`, oldest first (their names begin with the second of their making).
 * Empty when there is no such folder.
 * @throws EventError `read-failed`
 */
export function listEventFiles(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory() && isEventFile(entry.name))
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw new EventError('read-failed', `${folder}: cannot be read (${code || String(error)})`, { cause: error });
  }
}

/**
 * Folders at or below `folder` that hold event files, or whatever else `isLog` takes for a log (it gets the names of
 * the files directly in a folder, and that folder), relative to it with `/` ('' for itself), sorted. Links are not
 * followed, `node_modules` and folders that begin with a dot are left out, unreadable folders too.
 */
export function findLogFolders(
  folder: string,
  isLog: (names: readonly string[], at: string) => boolean = (names) => names.some(isEventFile),
): string[] {
  const found: string[] = [];
  const walk = (relative: string): void => {
    let entries;
    try {
      entries = readdirSync(join(folder, relative), { withFileTypes: true });
    } catch (error) {
      if (relative === '') {
        throw new EventError('read-failed', `${folder}: cannot be read (${systemCode(error)})`, { cause: error });
      }
      return; // vanished or forbidden: a folder below is no reason to show none
    }
    const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
    if (isLog(names, relative)) found.push(relative);
    for (const entry of entries) {
      if (!entry.isDirectory() || entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
      walk(relative === '' ? entry.name : `${relative}/${entry.name}`);
    }
  };
  walk('');
  return found.sort();
}
