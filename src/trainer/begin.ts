/**
 * From a config file, or the folder of an earlier run, to a run that is ready to train. All that can be wrong is found
 * before anything is written: a config that is refused leaves no folder behind.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { diagnose } from '../check/index.ts';
import {
  parseConfig,
  resolveConfig,
  type EngineChoice,
  type ParsedConfig,
  type ResolvedConfig,
} from '../config/index.ts';
import { DataError, describeData, type ClassLabels } from '../data/index.ts';
import { chooseWithReason, type EngineName, type PassedOver } from '../engine/index.ts';
import { createEventWriter, type EventWriter } from '../events/index.ts';
import {
  createRun,
  listCheckpoints,
  lookAtRun,
  newestCheckpoint,
  reopenRun,
  RunError,
  writeControl,
  type Run,
} from '../runs/index.ts';
import { codeOf, reasonOf, refused, RefusedError, TooLargeError } from './errors.ts';
import { branchOff, readOrigin, type BranchPoint, type Origin } from './branch.ts';
import { restoreCheckpoint } from './saved.ts';
import { prepareTraining, type Training } from './training.ts';
import { versions } from './version.ts';

/** What the command line may set over the config. */
export interface Overrides {
  readonly steps?: number;
  readonly seed?: number;
  readonly engine?: string;
}

/** A run about to train. */
export interface Begun {
  readonly training: Training;
  readonly run: Run;
  readonly writer: EventWriter;
  /** The step of the checkpoint that the training was put at; absent where it starts from the beginning. */
  readonly resumedAt?: number;
  /** The step of the checkpoint of another run that a new run begins at. */
  readonly branchedAt?: number;
  /** Of a branch: what did not come from that checkpoint, one line each. */
  readonly fresh?: readonly string[];
}

/**
 * A new run of a config file.
 * @param root the folder that relative data paths may not leave; the config's own where absent
 * @param runs the folder to make the run's in; `runs/<config name>` beside the config where absent
 * @param from where another run stood, to begin there; from the beginning where absent
 * @throws RefusedError
 */
export async function beginRun(
  file: string,
  root: string | undefined,
  overrides: Overrides,
  runs?: string,
  from?: BranchPoint,
): Promise<Begun> {
  const configFile = resolve(file);
  const { config, parsed } = await readConfig(configFile, root, overrides);
  const origin = from === undefined ? undefined : originOf(configFile, from);
  const { training, fallback } = await prepared(config, configFile, root, config.engine).catch((error: unknown) => {
    throw placed(error, configFile, parsed);
  });
  let run: ReturnType<typeof createRun> | undefined;
  try {
    const fresh = origin && branchOff(training, origin, configFile, parsed);
    const {
      config: {
        training: { seed, steps },
      },
      data,
      executable,
    } = training;
    const classes = namesOf(data.classes);
    const branch = origin && { run: origin.run, step: origin.checkpoint.step };
    const engine = { ...executable.info, ...(fallback !== undefined && { fallback }) };
    const plan = {
      ...{ configFile, config, seed, steps, engine, versions: versions() },
      ...(classes !== undefined && { classes }),
      ...(branch !== undefined && { parent: branch }),
    };
    run = createRun(plan, new Date(), runs === undefined ? undefined : resolve(runs));
    const begun = { training, run, writer: createEventWriter(run.folder) };
    return branch === undefined ? begun : { ...begun, branchedAt: branch.step, fresh: fresh ?? [] };
  } catch (error) {
    run?.discard();
    await training.dispose();
    throw refusal(configFile, error);
  }
}

/** More would make the manifest, which is written again and again, a large file. */
const mostNames = 1000;

/** What the classes are called; undefined where that says no more than their numbers. */
function namesOf(classes: ClassLabels | undefined): readonly string[] | undefined {
  const names = classes?.names ?? [];
  return names.length > mostNames || names.every((name, number) => name === String(number)) ? undefined : names;
}

function originOf(configFile: string, { run, ...at }: BranchPoint): Origin {
  try {
    return readOrigin({ run: resolve(run), ...at });
  } catch (error) {
    throw refusal(configFile, error);
  }
}

/**
 * The run in `folder`, to go on from its last checkpoint (from the beginning where it has none), with the engine that
 * it was begun with. Undefined when it is finished: there is nothing to do.
 * @param engineName another engine, from which on it is that of the run
 * @throws RefusedError when its process lives, or it cannot be gone on with; the folder is then as it was
 */
export async function resumeRun(
  folder: string,
  root: string | undefined,
  engineName?: string,
): Promise<Begun | undefined> {
  const path = resolve(folder);
  let training: Training | undefined;
  try {
    const { manifest, state } = lookAtRun(path);
    if (state === 'finished') return undefined;
    if (state === 'running' || state === 'paused') {
      throw new RunError('still-running', `${path}: the run is ${state} (process ${manifest.pid}); stop it first`);
    }
    const config = resolveConfig(manifest.config);
    const checkpoint = newestCheckpoint(path);
    // From the beginning all the same would throw away what was trained, without a word.
    if (checkpoint === undefined && listCheckpoints(path).length > 0) {
      throw new RunError('malformed', `${path}: none of its checkpoints can be read; start its config again instead`);
    }
    if (checkpoint === undefined && manifest.parent !== undefined) {
      throw new RunError('malformed', `${path}: ended before its first checkpoint; start its config again instead`);
    }
    const other = engineName !== undefined && engineName !== manifest.engine.name;
    const engine = (engineName ?? manifest.engine.name) as EngineName;
    const threads = other ? undefined : manifest.engine.threads;
    ({ training } = await prepared(config, manifest.configFile, root, engine, threads));
    if (checkpoint !== undefined) restoreCheckpoint(training, checkpoint, path);
    const run = reopenRun(path, checkpoint?.step ?? 0);
    if (other) run.update({ engine: { ...training.executable.info } });
    writeControl(path, 'run');
    const resumeAt = checkpoint === undefined ? 0 : checkpoint.step + 1;
    const writer = createEventWriter(path, { resumeAt });
    return { training, run, writer, ...(checkpoint !== undefined && { resumedAt: checkpoint.step }) };
  } catch (error) {
    await training?.dispose();
    throw refusal(path, error);
  }
}

/** A config file, checked and with its defaults and overrides. */
async function readConfig(
  file: string,
  root: string | undefined,
  overrides: Overrides,
): Promise<{ readonly config: ResolvedConfig; readonly parsed: ParsedConfig }> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    const why = code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`;
    throw refused(file, code === 'ENOENT' ? 'missing-file' : 'unreadable', why, error);
  }
  const context = { file, ...(root !== undefined && { root }), describeData };
  const errors = (await diagnose(text, context)).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    throw new RefusedError(
      errors.map(({ range: { line, column }, message, code }) => ({ file, line, column, message, code })),
    );
  }
  try {
    const parsed = parseConfig(text);
    return { config: resolveConfig(overridden(parsed.value, overrides)), parsed };
  } catch (error) {
    throw refusal(file, error);
  }
}

function overridden(value: unknown, { steps, seed, engine }: Overrides): unknown {
  const config = value as { readonly training?: object };
  return {
    ...config,
    training: { ...config.training, ...(steps !== undefined && { steps }), ...(seed !== undefined && { seed }) },
    ...(engine !== undefined && { engine }),
  };
}

async function prepared(
  config: ResolvedConfig,
  configFile: string,
  root: string | undefined,
  choice: EngineChoice | EngineName,
  threads?: number,
): Promise<{ readonly training: Training; readonly fallback: PassedOver | undefined }> {
  try {
    const { engine, fallback } = await chooseWithReason(choice);
    const place = { configFile, ...(root !== undefined && { root: resolve(root) }) };
    return { training: await prepareTraining(config, place, engine, threads), fallback };
  } catch (error) {
    throw refusal(configFile, error);
  }
}

/** What is wrong with one place in a config, as such. */
function placed(error: unknown, file: string, parsed: ParsedConfig): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof TooLargeError)) return error;
  const { line, column } = parsed.rangeOf(cause.path).value;
  return new RefusedError([{ file, line, column, message: cause.message, code: cause.code }], { cause });
}

/** An error of any layer below as a reason not to begin. What no layer means to throw goes on as it is. */
function refusal(file: string, error: unknown): unknown {
  if (error instanceof DataError) {
    const { file: blamed = file, line = 1, column = 1 } = error.location;
    const message = withoutName(error.message, blamed);
    return new RefusedError([{ file: blamed, line, column, message, code: error.code }], {
      cause: error,
    });
  }
  const code = codeOf(error);
  if (!(error instanceof Error) || code === '') return error;
  const reason = reasonOf(error);
  return refused(file, code, withoutName(reason, file), error);
}

/** A message that names the file first, without that: whoever prints it names the file already. */
function withoutName(message: string, file: string): string {
  return message.startsWith(`${file}: `) ? message.slice(file.length + 2) : message;
}
