/** The trainer's own command line. */
import { parseArgs } from 'node:util';
import { codeOf, reasonOf, refused } from './errors.ts';
import type { Overrides } from './begin.ts';
import type { BranchPoint } from './branch.ts';

export type Request = (
  | {
      readonly kind: 'start';
      readonly config: string;
      readonly overrides: Overrides;
      readonly runs?: string;
      readonly from?: BranchPoint;
    }
  | {
      readonly kind: 'resume';
      readonly run: string;
      /** In place of the one that it was begun with. */
      readonly engine?: string;
    }
) & {
  /** The folder that relative data paths may not leave. */
  readonly root: string | undefined;
  /** Goes on when the terminal or window that started it is closed. */
  readonly detached: boolean;
};

/**
 * `--config FILE [--steps N] [--seed N] [--engine NAME] [--runs DIR] [--from RUN [--from-step N]]` (the folder to make the run's in, another run to start from) or `--resume RUN [--engine NAME]`, with `[--root DIR] [--detached]`.
 * @throws RefusedError `usage`
 */
export function parseRequest(args: readonly string[]): Request {
  const {
    config,
    resume,
    root,
    steps,
    seed,
    engine,
    runs,
    from,
    'from-step': fromStep,
    detached = false,
  } = values(args);
  if ((config === undefined) === (resume === undefined)) throw usage('give either --config FILE or --resume RUN');
  if (resume !== undefined) {
    if ([steps, seed, runs, from, fromStep].some((given) => given !== undefined)) {
      throw usage('--steps, --seed, --runs and --from are for a new run; a resumed one keeps its own');
    }
    return { kind: 'resume', run: resume, root, detached, ...(engine !== undefined && { engine }) };
  }
  const overrides = {
    ...(steps !== undefined && { steps: wholeNumber('steps', steps, 1, 1e9) }),
    ...(seed !== undefined && { seed: wholeNumber('seed', seed, 0, 2 ** 32 - 1) }),
    ...(engine !== undefined && { engine }),
  };
  if (fromStep !== undefined && from === undefined) throw usage('--from-step is a step of the run that --from names');
  const step = fromStep === undefined ? {} : { step: wholeNumber('from-step', fromStep, 0, 1e9) };
  return {
    ...{ kind: 'start', config: config!, overrides, root, detached },
    ...(runs !== undefined && { runs }),
    ...(from !== undefined && { from: { run: from, ...step } }),
  };
}

function values(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    config: text,
    resume: text,
    root: text,
    runs: text,
    steps: text,
    seed: text,
    engine: text,
    from: text,
    'from-step': text,
  } as const;
  try {
    return parseArgs({ args: [...args], options: { ...options, detached: { type: 'boolean' } } }).values;
  } catch (error) {
    if (!codeOf(error).startsWith('ERR_PARSE_ARGS_')) throw error;
    throw usage(reasonOf(error));
  }
}

function wholeNumber(name: string, given: string, lowest: number, highest: number): number {
  const value = Number(given);
  if (given.trim() !== '' && Number.isInteger(value) && value >= lowest && value <= highest) return value;
  throw usage(`--${name} must be a whole number from ${lowest} to ${highest}, not "${given}"`);
}

function usage(message: string) {
  return refused('', 'usage', message);
}
