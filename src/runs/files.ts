/** Files that are replaced as a whole: a reader sees the old or the new content, whenever the power goes. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { readError, systemCode, writeError } from './errors.ts';

/** How the names of files end that were not finished. */
export const unfinished = '.tmp';

/** @throws RunError `disk-full` or `write-failed`; the old content then stays */
export function replaceFile(path: string, ...pieces: readonly Uint8Array[]): void {
  const temporary = `${path}.${randomBytes(4).toString('hex')}${unfinished}`;
  try {
    const handle = openSync(temporary, 'wx');
    try {
      for (const piece of pieces) writeWhole(handle, piece);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameOver(temporary, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw writeError(path, error);
  }
}

/**
 * Writes over a file within the room that it has on the disk already, for a disk on which there is no other. A power
 * cut in the middle would leave a mixture, so that this is for last words alone.
 * @throws RunError `disk-full` where the content needs more room, `write-failed`; the old content then stays
 */
export function overwriteFile(path: string, content: Uint8Array): void {
  try {
    const handle = openSync(path, 'r+');
    try {
      // `blocks` counts 512 bytes each, whatever the disk's own unit is.
      const { size, blocks } = fstatSync(handle);
      if (content.length > Math.max(size, 512 * blocks)) throw Object.assign(new Error(), { code: 'ENOSPC' });
      writeWhole(handle, content);
      ftruncateSync(handle, content.length);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw writeError(path, error);
  }
}

function writeWhole(handle: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at, bytes.length - at);
}

/** Windows refuses to replace a file while someone reads it, which takes a moment only. */
function renameOver(from: string, to: string): void {
  for (let attempt = 1; ; attempt++) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const code = systemCode(error);
      if (attempt === 20 || (code !== 'EPERM' && code !== 'EACCES' && code !== 'EBUSY')) throw error;
      if (process.platform !== 'win32') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** Makes the new name last. Windows cannot do that to a folder, nor need it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The text of a file, undefined when there is none. @throws RunError `read-failed` */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw readError(path, error);
  }
}
