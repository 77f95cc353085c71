/**
 * A place in one event file, moved forward by whole records. The file may grow, be cut, vanish or be made anew between
 * two looks; it is opened for each look only, so that it can be deleted meanwhile on any system.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { EventError, systemCode } from './errors.ts';
import { footerBytes, headerBytes, scanRecords } from './records.ts';

export type DamageReason =
  /** The payload does not fit its checksum; the record was skipped. */
  | 'payload'
  /** The payload is right but no event; it was skipped. */
  | 'not-an-event'
  /** A record above the size limit; it was skipped. */
  | 'too-large'
  /** A length does not fit its checksum: the rest of the file cannot be read. */
  | 'length';

export interface Damage {
  readonly offset: number;
  readonly reason: DamageReason;
}

/** The payloads found by one look: pieces of `bytes`, with the place of their records in the file. */
export interface Look {
  /** `gone`: there is no such file now. `replaced`: it is another file than before, or was cut; begin anew. */
  readonly file: 'same' | 'gone' | 'replaced';
  readonly bytes: Uint8Array;
  /** Where `bytes` begins in the file. */
  readonly base: number;
  /** Begin and end (in `bytes`) of each payload, two numbers each. */
  readonly payloads: readonly number[];
  readonly damage: readonly Damage[];
  /** Whole records (as far as can be told) wait beyond what this look was allowed to read. */
  readonly more: boolean;
}

export interface CursorOptions {
  /** Records with a payload above this are skipped; 256 MiB where absent. */
  readonly maximumRecordBytes?: number;
}

const nothing = { bytes: new Uint8Array(), base: 0, payloads: [], damage: [], more: false } as const;

/** Bytes at the begin of a file that tell it from another: the first record holds the time of its making. */
const fingerprintBytes = 64;

export class FileCursor {
  readonly path: string;
  readonly #maximum: number;
  #offset = 0;
  #need = headerBytes;
  #fingerprint = new Uint8Array();
  #identity = '';
  #size = 0;
  #changed = 0;
  #broken = false;

  constructor(path: string, options: CursorOptions = {}) {
    this.path = path;
    this.#maximum = options.maximumRecordBytes ?? 2 ** 28;
  }

  /** Bytes of the file dealt with so far. */
  get offset(): number {
    return this.#offset;
  }

  /** Bytes that were there at the last look but do not make a whole record. */
  get leftOver(): number {
    return this.#size - this.#offset;
  }

  /**
   * Reads on, at most about `budget` bytes (or one record, if that is larger).
   * @throws EventError `read-failed`
   */
  look(budget: number): Look {
    let handle: number;
    try {
      handle = openSync(this.path, 'r');
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return { file: 'gone', ...nothing };
      throw this.#failure(error);
    }
    try {
      return this.#read(handle, budget);
    } catch (error) {
      throw this.#failure(error);
    } finally {
      closeSync(handle);
    }
  }

  #failure(error: unknown): EventError {
    return new EventError('read-failed', `${this.path}: cannot be read (${systemCode(error) || String(error)})`, {
      cause: error,
    });
  }

  #read(handle: number, budget: number): Look {
    const stat = fstatSync(handle);
    const identity = `${stat.dev}:${stat.ino}`;
    const same = identity === this.#identity && stat.size === this.#size && stat.mtimeMs === this.#changed;
    if (!same && this.#identity !== '' && this.#isReplaced(handle, stat.size)) return { file: 'replaced', ...nothing };
    this.#identity = identity;
    this.#size = stat.size;
    this.#changed = stat.mtimeMs;
    if (this.#fingerprint.length < fingerprintBytes) {
      this.#fingerprint = readPiece(handle, 0, Math.min(fingerprintBytes, stat.size));
    }
    if (same && this.#broken) return { file: 'same', ...nothing };

    const damage: Damage[] = [];
    if (this.#need > this.#maximum + headerBytes + footerBytes) {
      // The length is right, its checksum says so, but nobody logs that much: step over it without reading it.
      if (stat.size - this.#offset < this.#need) return { file: 'same', ...nothing };
      damage.push({ offset: this.#offset, reason: 'too-large' });
      this.#offset += this.#need;
      this.#need = headerBytes;
    }
    const available = stat.size - this.#offset;
    if (available < this.#need) return { file: 'same', ...nothing, damage };
    const bytes = readPiece(handle, this.#offset, Math.min(available, Math.max(budget, this.#need)));
    const payloads: number[] = [];
    const base = this.#offset;
    const scan = scanRecords(
      bytes,
      this.#maximum,
      (start, end) => payloads.push(start, end),
      (record) => damage.push({ offset: base + record, reason: 'payload' }),
    );
    this.#offset += scan.consumed;
    this.#need = scan.need;
    // Told once; looked at again whenever the file changes, in case that it was seen half-written.
    if (scan.broken && !this.#broken) damage.push({ offset: this.#offset, reason: 'length' });
    this.#broken = scan.broken;
    const more = !scan.broken && stat.size - this.#offset >= this.#need;
    return { file: 'same', bytes, base, payloads, damage, more };
  }

  #isReplaced(handle: number, size: number): boolean {
    if (size < this.#offset || size < this.#fingerprint.length) return true;
    const begin = readPiece(handle, 0, this.#fingerprint.length);
    return !begin.every((byte, i) => byte === this.#fingerprint[i]);
  }
}

/** Up to `length` bytes from `offset`; fewer at the end of the file. */
function readPiece(handle: number, offset: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(handle, bytes, filled, length - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return filled === length ? bytes : bytes.slice(0, filled);
}
