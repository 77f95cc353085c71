/** How a training process ended, as far as it concerns whoever started it. */

/** Exit code of a trainer whose engine failed in the midst of a run, its log and manifest in good order. */
export const engineFailedCode = 75;

/** The engine that goes on where another one failed: it is in every package, and brings no library of the machine's. */
export const fallbackEngine = 'portable';

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

/** What the system does to a process whose library reaches where it may not, or gives up. */
const crashSignals = new Set(['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGABRT', 'SIGTRAP']);
/** Windows says it by the code: errors of the system have their two highest bits set. */
const lowestSystemError = 0xc0000000;

/** How an engine brought a trainer down, in a word; undefined where something else ended it. */
export function engineFailure({ code, signal }: ProcessEnd): string | undefined {
  if (signal !== null) return crashSignals.has(signal) ? signal : undefined;
  if (code === engineFailedCode) return 'it failed during a step';
  // A shell in between says a signal by 128 and its number: SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV
  if (code !== null && [132, 133, 134, 135, 136, 139].includes(code)) return `code ${code}`;
  const unsigned = (code ?? 0) >>> 0;
  return unsigned >= lowestSystemError ? `code 0x${unsigned.toString(16)}` : undefined;
}
