/**
 * The training process. It prints one line of JSON when it begins, `{"type":"started","run":FOLDER}` (with what of the data was left out, `skipped`, what a branch of another run starts afresh, `fresh`, and why its engine is not the fastest, `fallback`), or when it
 * cannot, `{"type":"refused","problems":[...]}` (exit code 1). From then on it speaks through the run's folder alone
 * and is steered by the file `control` in it.
 */
import { EngineError } from '../engine/index.ts';
import { engineFailedCode } from '../protocol/index.ts';
import { parseRequest, type Request } from './arguments.ts';
import { beginRun, resumeRun, type Begun } from './begin.ts';
import { RefusedError } from './errors.ts';
import { train } from './train.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const request = parseRequest(args);
    const signal = endSignal(request.detached);
    const begun = await begin(request);
    if (begun === undefined) return 0;
    return await trainAndReport(begun, signal);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    await print({ type: 'refused', problems: error.problems });
    return 1;
  }
}

async function begin(request: Request): Promise<Begun | undefined> {
  if (request.kind === 'start') {
    const { config, root, overrides, runs, from } = request;
    const begun = await beginRun(config, root, overrides, runs, from);
    const { skipped } = begun.training.data;
    const { fresh } = begun;
    const notes = { ...(skipped !== undefined && { skipped }), ...(fresh !== undefined && { fresh }) };
    await print({ type: 'started', run: begun.run.folder, ...notes, ...fallbackOf(begun) });
    return begun;
  }
  const begun = await resumeRun(request.run, request.root, request.engine);
  await print({ type: 'started', run: begun?.run.folder ?? request.run, ...fallbackOf(begun) });
  return begun;
}

function fallbackOf(begun: Begun | undefined): object {
  const fallback = begun?.run.manifest.engine.fallback;
  return fallback === undefined ? {} : { fallback };
}

async function trainAndReport({ training, ...options }: Begun, signal: AbortSignal): Promise<number> {
  try {
    const ending = await train(training, { ...options, signal });
    if (ending.state !== 'failed') return 0;
    process.stderr.write(`${ending.reason ?? ''}\n`);
    return ending.error instanceof EngineError && ending.error.code === 'run-failed' ? engineFailedCode : 1;
  } finally {
    await training.dispose();
  }
}

/** Milliseconds between looks whether the process that started this one is still there. */
const parentEvery = 500;

/**
 * Asked to end by the system, a run ends in good order. One that is not detached also ends with the process that
 * started it, which may vanish without a signal; Windows does not show that.
 */
function endSignal(detached: boolean): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  process.on('SIGTERM', abort);
  process.on('SIGINT', abort);
  process.on('SIGHUP', detached ? () => undefined : abort);
  if (!detached) {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && abort(), parentEvery).unref();
  }
  return controller.signal;
}

/** One line on standard output. Who started this may have gone meanwhile; the run goes on without. */
function print(message: object): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.on('error', () => resolve());
    process.stdout.write(`${JSON.stringify(message)}\n`, () => resolve());
  });
}
