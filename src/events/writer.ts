/** Writes a log as TensorBoard event files: one new file per writer, in the run's folder, only ever appended to. */
import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { encodeEvent, type ValueToWrite } from './encode.ts';
import { writeError } from './errors.ts';
import { listEventFiles } from './folders.ts';
import { RecordFile } from './record-file.ts';

export interface EventWriter {
  /** Absolute or relative path of the file, as the folder was given. */
  readonly path: string;
  /**
   * Appends one event with all the values, in one write call. Nothing is held back, so a reader sees it at once.
   * @param wallTime seconds since 1970; now, where absent
   * @throws EventError `disk-full` or `write-failed`; the file stays readable
   * @throws RangeError when a tensor's shape does not fit its length
   */
  write(step: number, values: readonly ValueToWrite[], wallTime?: number): void;
  /** Waits until everything is on the disk. @throws EventError */
  flush(): void;
  /** Flushes and closes; further calls do nothing. @throws EventError */
  close(): void;
}

export interface EventWriterOptions {
  /**
   * The log goes on from a checkpoint at this step: what earlier files have at this step and later is void. Readers
   * see it as a restart.
   */
  readonly resumeAt?: number;
}

/**
 * Begins a new event file in `folder` (made if need be).
 * @throws EventError `disk-full` or `write-failed`
 */
export function createEventWriter(folder: string, options: EventWriterOptions = {}): EventWriter {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw writeError(folder, error);
  }
  const file = new RecordFile(join(folder, nextName(folder)));
  const now = (): number => Date.now() / 1000;
  file.append(encodeEvent({ wallTime: now(), step: 0, fileVersion: 'brain.Event:2' }));
  if (options.resumeAt !== undefined) {
    file.append(encodeEvent({ wallTime: now(), step: options.resumeAt, sessionStart: true }));
  }
  return {
    path: file.path,
    write: (step, values, wallTime = now()) => file.append(encodeEvent({ wallTime, step, values })),
    flush: () => file.flush(),
    close: () => file.close(),
  };
}

/**
 * `events.out.tfevents.<seconds>.<host>.<pid>.<n>`. Readers order files by name, so the seconds are put ahead of all
 * files in the folder when a run is resumed within a second or the clock was set back.
 */
function nextName(folder: string): string {
  const names = listEventFiles(folder);
  const latest = names.map((name) => Number(/tfevents\.(\d{10})\./.exec(name)?.[1] ?? 0));
  const seconds = Math.max(Math.floor(Date.now() / 1000), ...latest.map((second) => second + 1));
  const host = hostname().replace(/[^A-Za-z0-9_-]+/g, '-') || 'host';
  return `events.out.tfevents.${seconds}.${host}.${process.pid}.${names.length}`;
}
