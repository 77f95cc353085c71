/** Starts training processes (dist/trainer.mjs) and tells how they began and ended. */
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Processes } from './processes.ts';

const problem = Type.Object({
  file: Type.String(),
  line: Type.Number(),
  column: Type.Number(),
  message: Type.String(),
  code: Type.String(),
});

/** The one line that a trainer prints when it begins, or cannot. */
const firstLine = Type.Union([
  Type.Object({ type: Type.Literal('started'), run: Type.String() }),
  Type.Object({ type: Type.Literal('refused'), problems: Type.Array(problem) }),
]);

export type Beginning = Static<typeof firstLine>;
export type RefusedProblem = Static<typeof problem>;

export type TrainerRequest =
  | {
      readonly config: string;
      readonly root: string;
      readonly engine: string | undefined;
      /** A checkpoint of another run to start from. */
      readonly from?: { readonly run: string; readonly step: number };
    }
  | { readonly resume: string; readonly root: string; readonly engine?: string };

/** A trainer that ended before it said how it began. The message is one line. */
export class TrainerError extends Error {
  /** What the process printed. */
  readonly logFile: string;

  constructor(message: string, logFile: string) {
    super(message);
    this.name = 'TrainerError';
    this.logFile = logFile;
  }
}

export interface TrainerOptions {
  /** Absolute path of dist/trainer.mjs. */
  readonly script: string;
  /** Where to keep what trainers print; made if need be. */
  readonly logFolder: string;
  readonly processes: Processes;
}

export interface RunningTrainer {
  readonly beginning: Beginning;
  readonly logFile: string;
  /** Settles when the process has ended; never rejects. */
  readonly ended: Promise<TrainerEnd>;
}

export interface TrainerEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why it could not be started at all. */
  readonly failure?: string;
}

/**
 * Starts a trainer and waits for its first line. What it prints on stderr goes to a file and not to a pipe: a pipe
 * would break, and the trainer with it, when this window closes.
 * @param keepRunning whether the trainer is to outlive this process
 * @throws UntrustedError, or TrainerError when it ended without that line
 */
export async function startTrainer(
  request: TrainerRequest,
  keepRunning: boolean,
  { script, logFolder, processes }: TrainerOptions,
): Promise<RunningTrainer> {
  processes.guard();
  mkdirSync(logFolder, { recursive: true });
  const logFile = join(logFolder, `trainer-${Date.now()}-${process.pid}.log`);
  const log = openSync(logFile, 'a');
  let child: ChildProcess;
  try {
    const args = [...argumentsOf(request), ...(keepRunning ? ['--detached'] : [])];
    const cwd = dirname('resume' in request ? request.resume : request.config);
    child = processes.spawn({ script, args, cwd, detached: keepRunning, stdio: ['ignore', 'pipe', log] });
  } finally {
    closeSync(log);
  }
  if (keepRunning) child.unref();
  const ended = endOf(child);
  const line = await Promise.race([lineOf(child), ended]);
  if (typeof line !== 'string') throw new TrainerError(endInWords(line, logFile), logFile);
  const beginning = parseBeginning(line);
  if (beginning === undefined) throw new TrainerError(`The trainer printed something unexpected: ${line}`, logFile);
  return { beginning, logFile, ended };
}

function argumentsOf(request: TrainerRequest): string[] {
  const { root, engine } = request;
  const given = engine === undefined ? [] : ['--engine', engine];
  if ('resume' in request) return ['--resume', request.resume, '--root', root, ...given];
  const { config, from } = request;
  const branch = from === undefined ? [] : ['--from', from.run, '--from-step', String(from.step)];
  return ['--config', config, '--root', root, ...given, ...branch];
}

/** The first line of a process's output; stays pending where there is none. */
function lineOf({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    stdout?.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      const end = text.indexOf('\n');
      if (end !== -1) resolve(text.slice(0, end));
    });
  });
}

/** A process's end, after all of its output. */
function endOf(child: ChildProcess): Promise<TrainerEnd> {
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve({ code: null, signal: null, failure: message }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

/** @returns undefined when the line is not what a trainer prints */
export function parseBeginning(line: string): Beginning | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return Value.Check(firstLine, value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** How a process ended, in one line: its last words where it had any. */
export function endInWords({ code, signal, failure }: TrainerEnd, logFile: string): string {
  if (failure !== undefined) return `The trainer could not be started: ${failure}`;
  const words = lastWords(readFileSync(logFile, 'utf8'));
  if (words !== undefined) return words;
  return signal === null ? `The trainer ended with code ${code ?? 0}.` : `The trainer was ended by ${signal}.`;
}

/** The line of an output that says most: that of the error where there is a stack, else the last. */
export function lastWords(output: string): string | undefined {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^at |^Node\.js v|^\(Use `node/.test(line));
  const line = lines.findLast((each) => /^\w*Error\b.*:|^FATAL/.test(each)) ?? lines.at(-1);
  return line === undefined || line.length <= 300 ? line : `${line.slice(0, 299)}…`;
}
