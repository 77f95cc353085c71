/** A text file that grows by lines, followed. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import { EventError, type LogEvent, type LogHealth, type Tail, type TailEvent } from '../../events/index.ts';

/** Longer lines are no log's, and are left out. */
const longestLine = 2 ** 20;

/** Makes events of one line; keeps what it needs of the lines before. */
export type LineParser = (line: string, offset: number) => LogEvent | undefined;

export class LineTail implements Tail {
  readonly #path: string;
  readonly #makeParser: () => LineParser;
  #parse: LineParser;
  #offset = 0;
  /** Bytes of a line that has not come to its end. */
  #rest = new Uint8Array();
  #behind = false;
  #missing = false;

  /** @param makeParser a parser that has seen nothing */
  constructor(path: string, makeParser: () => LineParser) {
    this.#path = path;
    this.#makeParser = makeParser;
    this.#parse = makeParser();
  }

  get behind(): boolean {
    return this.#behind;
  }

  get health(): LogHealth {
    return { damaged: 0, missing: this.#missing, leftOver: this.#rest.length };
  }

  poll(budget = 2 ** 20): TailEvent[] {
    const piece = this.#read(budget);
    if (piece === 'shorter') {
      this.#parse = this.#makeParser();
      this.#offset = 0;
      this.#rest = new Uint8Array();
      this.#behind = true;
      return [{ type: 'reset' }];
    }
    return piece === undefined ? [] : this.#events(piece);
  }

  #read(budget: number): Uint8Array | 'shorter' | undefined {
    let file: number;
    try {
      file = openSync(this.#path, 'r');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      this.#missing = true;
      return undefined;
    }
    try {
      this.#missing = false;
      const { size } = fstatSync(file);
      if (size < this.#offset) return 'shorter';
      const piece = new Uint8Array(Math.min(Math.max(1, budget), size - this.#offset));
      const read = readSync(file, piece, 0, piece.length, this.#offset);
      this.#offset += read;
      this.#behind = this.#offset < size;
      return piece.subarray(0, read);
    } catch (error) {
      throw new EventError('read-failed', `${this.#path}: cannot be read`, { cause: error });
    } finally {
      closeSync(file);
    }
  }

  #events(piece: Uint8Array): TailEvent[] {
    const bytes = new Uint8Array(this.#rest.length + piece.length);
    bytes.set(this.#rest);
    bytes.set(piece, this.#rest.length);
    const base = this.#offset - bytes.length;
    const events: TailEvent[] = [];
    const decoder = new TextDecoder();
    let from = 0;
    for (let to = bytes.indexOf(10); to !== -1; from = to + 1, to = bytes.indexOf(10, from)) {
      if (to - from > longestLine) continue;
      const event = this.#parse(decoder.decode(bytes.subarray(from, to)).trimEnd(), base + from);
      if (event !== undefined) events.push(event);
    }
    this.#rest = bytes.slice(from);
    // A line without an end would be kept for ever.
    if (this.#rest.length > longestLine) this.#rest = new Uint8Array();
    return events;
  }
}

/** A tail of one file of a folder. */
export function tailLines(folder: string, name: string, makeParser: (file: string) => LineParser): Tail {
  return new LineTail(join(folder, name), () => makeParser(basename(name)));
}
