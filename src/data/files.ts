/** Reading data files: whole, or only how they begin; unpacked where they are gzipped. */
import { constants } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { constants as zlib, gunzipSync } from 'node:zlib';
import { DataError } from './errors.ts';

/** 1 GiB: what is larger does not fit beside a training run on an ordinary machine. */
export const mostBytes = 2 ** 30;

/** @throws DataError */
export async function readWhole(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > mostBytes) throw tooLarge(file, size);
    return await readFile(file);
  } catch (error) {
    throw fileError(file, error);
  }
}

/** The first bytes of a file, fewer where it has no more. @throws DataError */
export async function readStart(file: string, bytes: number): Promise<Buffer> {
  try {
    const handle = await open(file, constants.O_RDONLY);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileError(file, error);
  }
}

/** The size of a file in bytes. @throws DataError */
export async function sizeOfFile(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw new DataError('unreadable', 'is a folder, not a file', { file });
    return found.size;
  } catch (error) {
    throw fileError(file, error);
  }
}

export function isGzipped(bytes: Buffer): boolean {
  return bytes.length > 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unpacks what is gzipped.
 * @param most bytes that come out at most
 * @throws DataError `malformed` also where there are more
 */
export function unpacked(bytes: Buffer, file: string, most: number): Buffer {
  if (!isGzipped(bytes)) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') {
      throw new DataError('malformed', `unpacks to more than ${most} bytes; download it again`, { file });
    }
    throw new DataError(
      'malformed',
      'is cut off or damaged (its gzip data cannot be unpacked); download it again',
      { file },
      { cause: error },
    );
  }
}

/** The first bytes of what a gzipped beginning of a file unpacks to. @throws DataError */
export function unpackedStart(start: Buffer, file: string): Buffer {
  if (!isGzipped(start)) return start;
  try {
    return gunzipSync(start, { finishFlush: zlib.Z_SYNC_FLUSH });
  } catch (error) {
    throw new DataError(
      'malformed',
      'is damaged (its gzip data cannot be unpacked); download it again',
      { file },
      { cause: error },
    );
  }
}

export function tooLarge(file: string, bytes: number): DataError {
  return new DataError('too-large', `has ${bytes} bytes, more than ${mostBytes}; train on a part of it`, { file });
}

/** What the system says of a file as a DataError; one that is one already is given back. */
export function fileError(file: string, error: unknown): DataError {
  if (error instanceof DataError) return error;
  const code = codeOf(error);
  if (code === 'ENOENT') return new DataError('missing-file', 'there is no such file', { file }, { cause: error });
  const reason = code === 'EISDIR' ? 'is a folder, not a file' : `cannot be read (${code})`;
  return new DataError('unreadable', reason, { file }, { cause: error });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
