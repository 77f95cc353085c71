/** A file of numbers, read whole: one row a sample. */
import { extname } from 'node:path';
import { readCsv } from './csv.ts';
import { DataError } from './errors.ts';
import { readWhole } from './files.ts';
import { readNpy } from './npy.ts';

export interface Table {
  /** All finite, [rows, dimensions] row by row; at least one row. */
  readonly values: Float32Array;
  readonly dimensions: number;
}

const formats: Readonly<Record<string, (bytes: Buffer, file: string) => Table>> = { '.csv': readCsv, '.npy': readNpy };

/** @throws DataError */
export async function readTable(file: string): Promise<Table> {
  const read = formats[extname(file).toLowerCase()];
  if (read === undefined) {
    throw new DataError('unsupported', `is neither a .csv nor a .npy file`, { file });
  }
  return read(await readWhole(file), file);
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
