/** A file of numbers, read whole: one row a sample. */
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { readCsv } from './csv.ts';
import { DataError } from './errors.ts';
import { readNpy } from './npy.ts';

export interface Table {
  /** All finite, [rows, dimensions] row by row; at least one row. */
  readonly values: Float32Array;
  readonly dimensions: number;
}

/** 1 GiB: what is larger does not fit beside a training run on an ordinary machine. */
const maximumBytes = 2 ** 30;

const formats: Readonly<Record<string, (bytes: Buffer, file: string) => Table>> = { '.csv': readCsv, '.npy': readNpy };

/** @throws DataError */
export async function readTable(file: string): Promise<Table> {
  const read = formats[extname(file).toLowerCase()];
  if (read === undefined) {
    throw new DataError('unsupported', `is neither a .csv nor a .npy file`, { file });
  }
  return read(await readWhole(file), file);
}

async function readWhole(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > maximumBytes) {
      throw new DataError('too-large', `has ${size} bytes, more than ${maximumBytes}; train on a part of it`, { file });
    }
    return await readFile(file);
  } catch (error) {
    if (error instanceof DataError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT') throw new DataError('missing-file', 'there is no such file', { file }, { cause: error });
    const reason = code === 'EISDIR' ? 'is a folder, not a file' : `cannot be read (${code})`;
    throw new DataError('unreadable', reason, { file }, { cause: error });
  }
}

/** A float32 array that grows as rows come in. */
export class Growing {
  #values = new Float32Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float32Array(2 * this.#length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  finish(): Float32Array {
    return this.#values.slice(0, this.#length);
  }
}
