/** What can go wrong with a run's folder, by code. */

export type RunErrorCode =
  | 'disk-full'
  | 'write-failed'
  | 'read-failed'
  /** The folder is no run: it has no manifest. */
  | 'no-run'
  /** A file of the run does not hold what it should. */
  | 'malformed'
  /** Written by a newer version of Modescope. */
  | 'newer-version'
  /** The run's process lives, so nobody else may write there. */
  | 'still-running';

/** An error of a run's folder; the message is one line that names the file. */
export class RunError extends Error {
  readonly code: RunErrorCode;

  constructor(code: RunErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RunError';
    this.code = code;
  }
}

/** The system's code of an error (`ENOENT`, ...), '' where it has none. */
export function systemCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

export function writeError(file: string, error: unknown): RunError {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    return new RunError('disk-full', `${file}: no room left on the disk; free some and resume the run`, {
      cause: error,
    });
  }
  return new RunError('write-failed', `${file}: cannot be written (${code || String(error)})`, { cause: error });
}

export function readError(file: string, error: unknown): RunError {
  return new RunError('read-failed', `${file}: cannot be read (${systemCode(error) || String(error)})`, {
    cause: error,
  });
}
