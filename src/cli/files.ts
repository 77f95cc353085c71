/** Files that the user names. */
import { statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { CliError } from './io.ts';

/** The text of a config. @throws CliError naming it as the user did */
export async function readConfigFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      ENOTDIR: 'there is no such file',
      EISDIR: 'is a folder, not a config file',
      EACCES: 'may not be read',
    };
    const named = file === '' ? '""' : file;
    throw new CliError(`${named}:1:1 ${reasons[String(error.code)] ?? `cannot be read (${String(error.code)})`}`);
  }
}

/** A folder that the user names, absolute. @throws CliError naming it as the user did, where it is none */
export function existingFolder(dir: string): string {
  let stats;
  try {
    stats = statSync(dir, { throwIfNoEntry: false });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new CliError(`${dir}: cannot be read (${String(error.code)})`);
  }
  if (stats === undefined) throw new CliError(`${dir}: there is no such folder`);
  if (!stats.isDirectory()) throw new CliError(`${dir}: is a file, not a folder`);
  return resolve(dir);
}

/** A path as short as it gets: relative to where the user is, unless that leads far up. */
export function shown(file: string): string {
  const short = relative(process.cwd(), file);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? file : short;
}

/** Writes a file that the user asked for. @throws CliError naming it as the user did */
export function writeUserFile(file: string, content: Uint8Array): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'its folder is not there',
      EISDIR: 'is a folder',
      EACCES: 'may not be written',
      ENOSPC: 'no room left on the disk',
    };
    throw new CliError(`${file}: ${reasons[String(error.code)] ?? `cannot be written (${String(error.code)})`}`);
  }
}
