/** One event file from begin to end, in bounded memory. For a log that grows, see tail.ts. */
import { basename } from 'node:path';
import { FileCursor, type CursorOptions, type Damage, type Look } from './cursor.ts';
import { EventDecoder, Tags, type LogEvent } from './decode.ts';
import { EventError } from './errors.ts';
import { headerBytes } from './records.ts';

/** A record's payload, valid for as long as one likes; `offset` is where the record begins in the file. */
export interface LogRecord {
  readonly offset: number;
  readonly payload: Uint8Array;
}

/** How a file ended. */
export interface FileEnd {
  readonly damage: readonly Damage[];
  /** Bytes at the end that do not make a whole record, or what follows a damaged length. */
  readonly leftOver: number;
}

/**
 * The records of a file whose checksums are right, as far as the file goes at present.
 * @returns what was wrong with it
 * @throws EventError `read-failed`, also when there is no such file
 */
export function* readRecords(path: string, options: CursorOptions = {}): Generator<LogRecord, FileEnd> {
  const damage: Damage[] = [];
  const cursor = new FileCursor(path, options);
  for (const { bytes, base, payloads } of looks(cursor, damage)) {
    for (let i = 0; i < payloads.length; i += 2) {
      yield { offset: base + payloads[i]! - headerBytes, payload: bytes.subarray(payloads[i], payloads[i + 1]) };
    }
  }
  return { damage, leftOver: cursor.leftOver };
}

/** The same, decoded; a payload that is no event is reported among the damage. */
export function* readEvents(path: string, options: CursorOptions = {}): Generator<LogEvent, FileEnd> {
  const name = basename(path);
  const tags = new Tags();
  const damage: Damage[] = [];
  const cursor = new FileCursor(path, options);
  for (const { bytes, base, payloads } of looks(cursor, damage)) {
    const decoder = new EventDecoder(bytes, tags);
    for (let i = 0; i < payloads.length; i += 2) {
      const offset = base + payloads[i]! - headerBytes;
      const event = decoder.decode(payloads[i]!, payloads[i + 1]!, name, offset);
      if (event === undefined) damage.push({ offset, reason: 'not-an-event' });
      else yield event;
    }
  }
  return { damage, leftOver: cursor.leftOver };
}

/** Looks until the end of the file as it is now; adds what is wrong to `damage`. */
function* looks(cursor: FileCursor, damage: Damage[]): Generator<Look> {
  for (;;) {
    const look = cursor.look(pieceBytes);
    if (look.file !== 'same') throw new EventError('read-failed', `${cursor.path}: there is no such file (any more)`);
    damage.push(...look.damage);
    yield look;
    if (!look.more) return;
  }
}

const pieceBytes = 2 ** 22;
