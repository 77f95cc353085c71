/** What can go wrong with training, by code. */

/** Why a run was not begun; in the form in which it is printed. */
export interface RefusedProblem {
  /** The config or data file to blame. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly code: string;
}

/** A run that was not begun: nothing of it is on the disk. */
export class RefusedError extends Error {
  readonly problems: readonly RefusedProblem[];

  constructor(problems: readonly RefusedProblem[], options?: ErrorOptions) {
    super(problems.map(({ message }) => message).join('\n'), options);
    this.name = 'RefusedError';
    this.problems = problems;
  }
}

/** One problem with a file as a whole. */
export function refused(file: string, code: string, message: string, cause?: unknown): RefusedError {
  return new RefusedError([{ file, line: 1, column: 1, message, code }], { cause });
}

/** A model that this machine has not the memory for; nothing of it has been made yet. */
export class TooLargeError extends Error {
  readonly code = 'too-large';
  /** Where in the config most of it comes from. */
  readonly path: string;

  /** @param needed and `available`: bytes */
  constructor(path: string, what: string, needed: number, available: number) {
    const words = (size: number): string =>
      size < 1e9 ? `${Math.round(size / 1e6)} MB` : `${(size / 1e9).toFixed(1)} GB`;
    super(
      `the run needs about ${words(needed)} of memory, most of it for ${what}; ` +
        `this machine has ${words(available)}: make it smaller`,
    );
    this.name = 'TooLargeError';
    this.path = path;
  }
}

export type TrainingErrorCode =
  /** Nothing is left to train: every parameter of a network is NaN or infinite. */
  | 'non-finite'
  /** The run's folder is gone. */
  | 'folder-gone';

/** What ends a run that had begun. The message is one line, and the manifest's reason. */
export class TrainingError extends Error {
  readonly code: TrainingErrorCode;

  constructor(code: TrainingErrorCode, message: string) {
    super(message);
    this.name = 'TrainingError';
    this.code = code;
  }
}

/** The error's code, '' where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** An error in one line. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.replace(/\s*\n\s*/g, ' ').trim();
}
