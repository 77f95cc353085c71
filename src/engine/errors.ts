/** What can go wrong between a program and its numbers, each with a code. */
import type { EngineName } from './engine.ts';

export type EngineErrorCode = 'unavailable' | 'missing-feed' | 'wrong-length' | 'compile-failed' | 'run-failed';

export class EngineError extends Error {
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
  }
}

/** The engine cannot be used on this machine. */
export function unavailable(engine: EngineName, reason: string): EngineError {
  return new EngineError('unavailable', `The engine "${engine}" cannot be used here: ${reason}`);
}

/** The first line of whatever was thrown, for a reason that must fit one line. */
export function firstLine(error: unknown): string {
  const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line?.trim() ?? '';
}
