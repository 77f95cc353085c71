/** What a command has of the world, so that tests can give it another one. */

/** A stream to write to; `process.stdout` is one. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export interface Io {
  readonly out: Output;
  readonly err: Output;
  /** Version of this program. */
  readonly version: string;
  /** The built trainer, `dist/trainer.mjs`. */
  readonly trainer: string;
  /** Someone wants an end: Ctrl+C, a signal, or a reader of our output who has left. */
  readonly stop: AbortSignal;
  /** They have asked twice. */
  readonly kill: AbortSignal;
}

/** Exit statuses, as interface: fine, an error, findings of warning level with `--strict`. */
export const exit = { fine: 0, error: 1, findings: 2 } as const;

/** An error that is told in its own words, one line each, without a stack. */
export class CliError extends Error {
  /** @param lines each `file:line:column message` where it is about a file */
  constructor(...lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'CliError';
  }
}
