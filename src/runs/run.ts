/** A run's folder: made, taken up again, and kept up to date by the trainer, which alone writes its manifest. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { Manifest } from '../protocol/index.ts';
import { seenState } from './alive.ts';
import { RunError, writeError } from './errors.ts';
import { overwriteManifest, readManifest, writeManifest } from './manifest.ts';

export interface Run {
  /** Absolute path. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** Changes the manifest, in memory and on disk. @throws RunError `disk-full` or `write-failed` */
  update(change: Partial<Omit<Manifest, 'format'>>): void;
  /** The same within the manifest's own room, where the disk has none left. @throws RunError as `update` */
  updateInPlace(change: Partial<Omit<Manifest, 'format'>>): void;
}

export interface NewRun extends Run {
  /** Takes the folder away again (and what was made for it), for a start that failed before training began. */
  discard(): void;
}

/** What is known when a run begins; the rest of the manifest follows from it. */
export type RunPlan = Pick<Manifest, 'configFile' | 'config' | 'seed' | 'classes' | 'steps' | 'engine' | 'versions'> & {
  /** The run that it is branched off, by its absolute path. */
  readonly parent?: { readonly run: string; readonly step: number };
};

/** `ring` for `/somewhere/ring.gan.json`. */
export function configName(configFile: string): string {
  return (
    basename(configFile)
      .replace(/\.gan\.jsonc?$/i, '')
      .replace(/\.jsonc?$/i, '') || 'config'
  );
}

/** Where the runs of a config are: `runs/<config name>` beside it. */
export function runsFolder(configFile: string): string {
  return join(dirname(configFile), 'runs', configName(configFile));
}

/**
 * Makes the folder of a new run, with its manifest: state `running`, this process, step 0 (or that of the checkpoint it is branched off). Nothing is left behind when
 * that fails. `runs/` is made with a .gitignore that hides it all.
 * @param parent the folder to make it in
 * @throws RunError `disk-full` or `write-failed`
 */
export function createRun(
  { parent: origin, ...plan }: RunPlan,
  now: Date = new Date(),
  parent = runsFolder(plan.configFile),
): NewRun {
  const folder = join(parent, `${timeName(now)}-${randomBytes(3).toString('hex')}`);
  const manifest: Manifest = {
    format: 1,
    state: 'running',
    pid: process.pid,
    step: origin?.step ?? 0,
    ...plan,
    ...(origin !== undefined && { parent: { run: asSeenFrom(folder, origin.run), step: origin.step } }),
    started: now.toISOString(),
  };
  const root = dirname(parent);
  const madeRoot = !existsSync(root);
  const discard = (): void => {
    if (existsSync(folder)) rmSync(folder, { recursive: true });
    removeIfEmpty(parent);
    if (madeRoot && existsSync(root) && readdirSync(root).join() === '.gitignore') rmSync(root, { recursive: true });
  };
  try {
    mkdirSync(folder, { recursive: true });
    if (madeRoot) writeFileSync(join(root, '.gitignore'), '*\n');
    writeManifest(folder, manifest);
  } catch (error) {
    discard();
    throw error instanceof RunError ? error : writeError(folder, error);
  }
  return { ...handle(folder, manifest), discard };
}

/**
 * Takes up a run again, for the process that calls: state `running`, its pid.
 * @param step that it goes on from
 * @throws RunError `still-running`, and those of `readManifest`
 */
export function reopenRun(folder: string, step: number, now: Date = new Date()): Run {
  const manifest = readManifest(folder);
  const seen = seenState(manifest, folder);
  if ((seen === 'running' || seen === 'paused') && manifest.pid !== process.pid) {
    throw new RunError('still-running', `${folder}: the run is ${seen} (process ${manifest.pid}); stop it first`);
  }
  const reopened: { -readonly [Key in keyof Manifest]: Manifest[Key] } = {
    ...manifest,
    state: 'running',
    pid: process.pid,
    resumed: { step, at: now.toISOString() },
  };
  delete reopened.phase;
  delete reopened.reason;
  delete reopened.ended;
  writeManifest(folder, reopened);
  return handle(folder, reopened);
}

function handle(folder: string, first: Manifest): Run {
  let manifest = first;
  return {
    folder,
    get manifest() {
      return manifest;
    },
    update(change) {
      manifest = { ...manifest, ...change };
      writeManifest(folder, manifest);
    },
    updateInPlace(change) {
      manifest = { ...manifest, ...change };
      overwriteManifest(folder, manifest);
    },
  };
}

/** A path that stays true when both are moved together. */
function asSeenFrom(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/');
}

/** `20261124-090318`, local time: what a person looks for in a list of folders. */
function timeName(now: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}

function removeIfEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}
