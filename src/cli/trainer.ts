/**
 * The trainer as a child process, steered by the run's `control` file like any other run. It has its own process
 * group, so that Ctrl+C reaches this program alone, which then asks it to stop.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { EngineFallback, ProcessEnd } from '../protocol/index.ts';
import { CliError, type Io } from './io.ts';

export interface RunningTrainer {
  /** The run's folder, absolute. */
  readonly folder: string;
  /** What of the data was left out as the config says, one line each. */
  readonly skipped: readonly string[];
  /** What a branch of another run does not take over from it. */
  readonly fresh: readonly string[];
  /** Why the run's engine is not the fastest, where that was left to it. */
  readonly fallback: EngineFallback | undefined;
  /** Aborted when the process has ended. */
  readonly ended: AbortSignal;
  /** How it ended; both null while it runs. */
  readonly end: () => ProcessEnd;
  /** The last line that it wrote to the error stream, '' for none. */
  readonly lastWords: () => string;
  kill(): void;
}

interface Refusal {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

type Greeting =
  | {
      type: 'started';
      run: string;
      skipped?: readonly string[];
      fresh?: readonly string[];
      fallback?: EngineFallback;
    }
  | { type: 'refused'; problems: readonly Refusal[] };

/**
 * Starts it and waits until it has begun.
 * @param show how a file is named to the user
 * @throws CliError when it refuses, or ends before it has said anything
 */
export async function startTrainer(
  io: Io,
  args: readonly string[],
  show: (file: string) => string,
): Promise<RunningTrainer> {
  // Asked for before there is a process that nobody would stop.
  const { kill } = io;
  if (!existsSync(io.trainer)) throw new CliError(`${io.trainer}: is missing; run \`npm run build\``);
  const child = spawn(process.execPath, [io.trainer, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const over = new AbortController();
  child.once('close', () => over.abort());
  const lastWords = keepLastLine(child);
  const killed = () => child.kill('SIGKILL');
  kill.addEventListener('abort', killed);
  over.signal.addEventListener('abort', () => kill.removeEventListener('abort', killed));
  const greeting = await firstLine(child);
  if (greeting === undefined) {
    await endOf(over.signal);
    throw new CliError(`the trainer ended before it began${words(lastWords())}`);
  }
  const said = parseGreeting(greeting);
  if (said.type === 'started') {
    const { run: folder, skipped = [], fresh = [], fallback } = said;
    const end = (): ProcessEnd => ({ code: child.exitCode, signal: child.signalCode });
    return { folder, skipped, fresh, fallback, ended: over.signal, end, lastWords, kill: killed };
  }
  await endOf(over.signal);
  throw new CliError(
    ...said.problems.map(({ file, line, column, message }) => `${show(file)}:${line}:${column} ${message}`),
  );
}

export function words(text: string): string {
  return text === '' ? '' : `: ${text}`;
}

export async function endOf(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

function parseGreeting(line: string): Greeting {
  try {
    return JSON.parse(line) as Greeting;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CliError(`the trainer said something unexpected: ${line.slice(0, 200)}`);
  }
}

/** The first line on standard output; undefined when the process cannot be started or ends without one. */
function firstLine(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout! });
    lines.once('line', resolve);
    lines.once('close', () => resolve(undefined));
    child.once('error', (error) => reject(new CliError(`the trainer cannot be started: ${error.message}`)));
  });
}

/** The last line of the error stream that says anything; of an error as Node prints it, the message. */
function keepLastLine(child: ChildProcess): () => string {
  let last = '';
  createInterface({ input: child.stderr! }).on('line', (line) => {
    // What is indented, or closes a bracket, is the stack and the fields of an error.
    if (!/^(\s|\}|Node\.js v|$)/.test(line)) last = line.trim();
  });
  return () => last.slice(0, 500);
}
