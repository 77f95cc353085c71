/** The runs there are. Looks only; nothing is changed or deleted. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../protocol/index.ts';
import { seenState, type SeenState } from './alive.ts';
import { readError, RunError, systemCode } from './errors.ts';
import { readManifest } from './manifest.ts';
import { runsFolder } from './run.ts';

export interface ListedRun {
  /** Absolute where the folder asked for was. */
  readonly folder: string;
  readonly manifest: Manifest;
  readonly state: SeenState;
}

export interface RunList {
  /** Newest first. */
  readonly runs: readonly ListedRun[];
  /** Folders whose manifest cannot be used, and why. */
  readonly problems: readonly RunError[];
}

/** The runs in the `runs` folder of `folder`, of all configs. @throws RunError `read-failed` */
export function listRuns(folder: string): RunList {
  const root = join(folder, 'runs');
  return collect(subfolders(root).flatMap((name) => subfolders(join(root, name)).map((run) => join(root, name, run))));
}

/** The runs of one config. @throws RunError `read-failed` */
export function listRunsOf(configFile: string): RunList {
  const parent = runsFolder(configFile);
  return collect(subfolders(parent).map((run) => join(parent, run)));
}

/** The newest readable run of a config, undefined when there is none. @throws RunError `read-failed` */
export function newestRun(configFile: string): ListedRun | undefined {
  return listRunsOf(configFile).runs[0];
}

/** One run as seen from outside. @throws RunError as `readManifest` */
export function lookAtRun(folder: string): ListedRun {
  const manifest = readManifest(folder);
  const state = seenState(manifest, folder);
  if (state !== 'crashed') return { folder, manifest, state };
  // A process that is gone may have written its last word after its manifest was read.
  const last = readManifest(folder);
  return { folder, manifest: last, state: seenState(last, folder) };
}

function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw readError(folder, error);
  }
}

function collect(folders: readonly string[]): RunList {
  const runs: ListedRun[] = [];
  const problems: RunError[] = [];
  for (const folder of folders) {
    try {
      runs.push(lookAtRun(folder));
    } catch (error) {
      if (!(error instanceof RunError)) throw error;
      if (error.code !== 'no-run') problems.push(error);
    }
  }
  // Folder names decide within a second; ISO times of one zone sort as text.
  const key = (run: ListedRun): string => `${run.manifest.started} ${run.folder}`;
  runs.sort((a, b) => (key(a) < key(b) ? 1 : -1));
  return { runs, problems };
}
