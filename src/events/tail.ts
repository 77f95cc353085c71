/**
 * Follows a log on disk: every call of `poll` returns what has been added since the last one. Nothing is watched and no
 * file is held open; the caller says when to look.
 *
 * Restarts. When training is resumed from a checkpoint, the steps after it are logged again in a new file. As in
 * TensorBoard, the later file wins: a `restart` event says that all records of earlier files at its step or above are
 * void. It is raised by the writer's own word (a SessionLog START, as Modescope's and PyTorch's writers leave it) or,
 * where there is none, by the first record of a later file that repeats a tag at a step already seen.
 */
import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FileCursor, type CursorOptions, type DamageReason, type Look } from './cursor.ts';
import { EventDecoder, Tags, type LogEvent } from './decode.ts';
import { listEventFiles } from './folders.ts';
import { headerBytes } from './records.ts';

/** Records of files before `file`, at `step` and above, are void. */
export interface RestartEvent {
  readonly type: 'restart';
  readonly file: string;
  readonly step: number;
}

/** The log was deleted and made anew, or cut: forget all of it; it is read again from its begin. */
export interface ResetEvent {
  readonly type: 'reset';
}

export type TailEvent = LogEvent | RestartEvent | ResetEvent;

/** What is wrong with the log so far. */
export interface LogHealth {
  /** Records that were skipped, and files of which the rest is lost. */
  readonly damaged: number;
  readonly first?: { readonly file: string; readonly offset: number; readonly reason: DamageReason };
  /** There is no event file at present. */
  readonly missing: boolean;
  /** Bytes at the end of the files that do not make a whole record (yet). */
  readonly leftOver: number;
}

export interface Tail {
  /**
   * What was added since the last call, in the order of files and records.
   * @param budget bytes to read at most (about; a larger record is read whole); 2 MiB where absent
   * @throws EventError `read-failed`
   */
  poll(budget?: number): TailEvent[];
  /** The last call stopped at its budget: there is more to be read at once. */
  readonly behind: boolean;
  readonly health: LogHealth;
}

/** Follows the event files directly in a folder, or one file. Neither needs to exist yet. */
export function tailEvents(folderOrFile: string, options: CursorOptions = {}): Tail {
  return new FolderTail(folderOrFile, options);
}

interface Followed {
  /** Files come in the order of their names. */
  readonly name: string;
  readonly cursor: FileCursor;
  /** The overlap with earlier files has been reported. */
  restarted: boolean;
}

class FolderTail implements Tail {
  readonly #path: string;
  readonly #options: CursorOptions;
  #files: Followed[] = [];
  #tags = new Tags();
  /** The last step of each tag, and the latest file that has the tag. */
  #lastSteps = new Map<string, { step: number; file: string }>();
  #missing = false;
  #damaged = 0;
  #first: LogHealth['first'];
  #behind = false;

  constructor(path: string, options: CursorOptions) {
    this.#path = path;
    this.#options = options;
  }

  get behind(): boolean {
    return this.#behind;
  }

  get health(): LogHealth {
    return {
      damaged: this.#damaged,
      ...(this.#first === undefined ? {} : { first: this.#first }),
      missing: this.#missing,
      leftOver: this.#files.reduce((sum, { cursor }) => sum + cursor.leftOver, 0),
    };
  }

  poll(budget = 2 ** 21): TailEvent[] {
    const events: TailEvent[] = [];
    this.#behind = false;
    const { folder, names } = this.#present();
    // A log that has gone is kept in mind until another takes its place, or it comes back (moved, synchronised).
    this.#missing = names.length === 0;
    if (this.#missing) return events;
    if (!this.#follow(folder, names)) return this.#reset();
    let left = budget;
    for (let i = 0; i < this.#files.length; i++) {
      const followed = this.#files[i]!;
      for (;;) {
        if (left <= 0) {
          this.#behind = true;
          return events;
        }
        const before = followed.cursor.offset;
        const look = followed.cursor.look(Math.min(left, pieceBytes));
        // Records that were handed out are no longer in the log.
        if (look.file !== 'same') return this.#reset();
        left -= followed.cursor.offset - before;
        for (const { offset, reason } of look.damage) this.#damage(followed.name, offset, reason);
        this.#decode(followed, look, events);
        if (!look.more) break;
      }
    }
    return events;
  }

  /** Takes up new files. False when one that was being read has gone. */
  #follow(folder: string, names: readonly string[]): boolean {
    const present = new Set(names);
    if (this.#files.some(({ name }) => !present.has(name))) return false;
    const known = new Set(this.#files.map(({ name }) => name));
    for (const name of names) {
      if (known.has(name)) continue;
      this.#files.push({ name, cursor: new FileCursor(join(folder, name), this.#options), restarted: false });
    }
    this.#files.sort((a, b) => (a.name < b.name ? -1 : 1));
    return true;
  }

  #present(): { folder: string; names: readonly string[] } {
    const stat = statSync(this.#path, { throwIfNoEntry: false });
    if (stat?.isFile() === true) return { folder: dirname(this.#path), names: [basename(this.#path)] };
    return { folder: this.#path, names: stat === undefined ? [] : listEventFiles(this.#path) };
  }

  /** Forgets everything; what this call has read so far, too, as it will be read again. */
  #reset(): TailEvent[] {
    this.#files = [];
    this.#tags = new Tags();
    this.#lastSteps = new Map();
    this.#damaged = 0;
    this.#first = undefined;
    this.#behind = true;
    return [{ type: 'reset' }];
  }

  #damage(file: string, offset: number, reason: DamageReason): void {
    this.#damaged++;
    this.#first ??= { file, offset, reason };
  }

  #decode(followed: Followed, { bytes, base, payloads }: Look, events: TailEvent[]): void {
    if (payloads.length === 0) return;
    const decoder = new EventDecoder(bytes, this.#tags);
    for (let i = 0; i < payloads.length; i += 2) {
      const offset = base + payloads[i]! - headerBytes;
      const event = decoder.decode(payloads[i]!, payloads[i + 1]!, followed.name, offset);
      if (event === undefined) {
        this.#damage(followed.name, offset, 'not-an-event');
        continue;
      }
      const restart = event.sessionStart ? this.#voids(followed, event.step) : this.#overlaps(followed, event);
      if (restart) {
        followed.restarted = true;
        events.push({ type: 'restart', file: followed.name, step: event.step });
      }
      if (event.values.length > 0) events.push(event);
    }
  }

  /** Whether an earlier file has anything at `step` or later. */
  #voids(followed: Followed, step: number): boolean {
    return [...this.#lastSteps.values()].some((last) => last.file < followed.name && last.step >= step);
  }

  /** Whether this is the first record of its file that repeats what an earlier file has. Notes its steps. */
  #overlaps(followed: Followed, event: LogEvent): boolean {
    let overlaps = false;
    for (const { tag } of event.values) {
      const last = this.#lastSteps.get(tag);
      if (last === undefined) {
        this.#lastSteps.set(tag, { step: event.step, file: followed.name });
      } else if (last.file === followed.name) {
        if (event.step > last.step) last.step = event.step;
      } else if (last.file < followed.name) {
        if (!followed.restarted && event.step <= last.step) overlaps = true;
        last.step = event.step;
        last.file = followed.name;
      }
    }
    return overlaps;
  }
}

/** Read at a time: large enough to be quick, small enough to be let go soon. */
const pieceBytes = 2 ** 20;
