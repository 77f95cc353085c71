/** What can go wrong with an event file, by code. */

export type EventErrorCode =
  /** No room (or quota) left for the log. The file ends with the last whole record. */
  | 'disk-full'
  /** The log cannot be written for another reason. */
  | 'write-failed'
  /** The log cannot be read. */
  | 'read-failed'
  /** A value's bytes do not follow the format although their checksum is right. */
  | 'malformed'
  /** A value claims more elements than can be allocated in good conscience. */
  | 'too-large'
  /** The value is of another kind than what was asked for. */
  | 'wrong-kind'
  /** An element type that is not read, e.g. complex numbers. */
  | 'unsupported';

/** An error of the event log; the message is one line and names the file or tag. */
export class EventError extends Error {
  readonly code: EventErrorCode;

  constructor(code: EventErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EventError';
    this.code = code;
  }
}

/** The system's code of an error (`ENOENT`, ...), '' where it has none. */
export function systemCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** Turns an error of the file system, met while writing `file`, into one that says what to do. */
export function writeError(file: string, error: unknown): EventError {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    return new EventError('disk-full', `${file}: no room left on the disk; free some and resume the run`, {
      cause: error,
    });
  }
  return new EventError('write-failed', `${file}: cannot be written (${code || String(error)})`, { cause: error });
}
