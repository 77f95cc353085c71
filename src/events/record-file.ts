/**
 * A file that records are appended to. Each goes out whole in one write call, so that killing the process at any
 * moment leaves a file that ends with a whole record, and a power cut one that is readable up to its last bytes.
 */
import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { systemCode, writeError } from './errors.ts';
import { frame } from './records.ts';

/** The write call, replaceable to see what a full disk does. Returns the number of bytes written. */
export type Write = (handle: number, bytes: Uint8Array) => number;

export class RecordFile {
  readonly path: string;
  readonly #write: Write;
  #handle: number | undefined;

  /** Creates the file, or goes on at its end. @throws EventError `disk-full` or `write-failed` */
  constructor(path: string, write: Write = (handle, bytes) => writeSync(handle, bytes)) {
    this.path = path;
    this.#write = write;
    try {
      this.#handle = openSync(path, 'a');
    } catch (error) {
      throw writeError(path, error);
    }
  }

  /** @throws EventError `disk-full` or `write-failed`; the file then ends where it ended before */
  append(payload: Uint8Array): void {
    const handle = this.#open();
    const record = frame(payload);
    let written = 0;
    try {
      while (written < record.length) written += this.#write(handle, record.subarray(written));
    } catch (error) {
      if (written > 0) this.#cut(handle, written);
      throw writeError(this.path, error);
    }
  }

  /** Waits until all records are on the disk. @throws EventError as `append` */
  flush(): void {
    const handle = this.#open();
    try {
      fdatasyncSync(handle);
    } catch (error) {
      // Pipes and devices have nothing to wait for.
      if (systemCode(error) !== 'EINVAL') throw writeError(this.path, error);
    }
  }

  /** Further calls do nothing. @throws EventError as `append` */
  close(): void {
    if (this.#handle === undefined) return;
    const handle = this.#handle;
    try {
      this.flush();
    } finally {
      this.#handle = undefined;
      closeSync(handle);
    }
  }

  #open(): number {
    if (this.#handle === undefined) throw writeError(this.path, new Error('it is closed'));
    return this.#handle;
  }

  /** Takes back the begin of a record that found no room for its end. */
  #cut(handle: number, written: number): void {
    ftruncateSync(handle, fstatSync(handle).size - written);
  }
}
