/**
 * Runs that were deleted and can still be had back: `runs/.trash/<config name>/<run>`, beside what they were taken from,
 * so that taking them there and back is a rename.
 */
import { mkdirSync, readdirSync, renameSync, rmdirSync, statSync, utimesSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RunError, systemCode, writeError } from './errors.ts';
import { lookAtRun } from './list.ts';
import { runsFolder } from './run.ts';

export interface DeletedRun {
  /** Where it was. */
  readonly folder: string;
  /** Where it is. */
  readonly trash: string;
}

/** Milliseconds after which nobody can have an offer to undo before their eyes any more. */
const forgottenAfter = 3_600_000;

/**
 * Takes a run out of the list. @throws RunError `still-running`, `write-failed`, and those of `readManifest`
 */
export function trashRun(folder: string): DeletedRun {
  const { state } = lookAtRun(folder);
  if (state === 'running' || state === 'paused') {
    throw new RunError('still-running', `${folder}: the run is ${state}; stop it first`);
  }
  const trash = join(trashOf(dirname(folder)), basename(folder));
  move(folder, trash);
  // Its age counts from now.
  const now = new Date();
  utimesSync(trash, now, now);
  return { folder, trash };
}

/** Puts it back. @throws RunError `write-failed` */
export function restoreRun({ folder, trash }: DeletedRun): void {
  move(trash, folder);
}

/** Deletes it for good. @throws RunError `write-failed` */
export async function purgeRun({ trash }: DeletedRun): Promise<void> {
  try {
    await rm(trash, { recursive: true, force: true });
    for (const folder of [dirname(trash), dirname(dirname(trash))]) {
      if (readdirSync(folder).length === 0) rmdirSync(folder);
    }
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw writeError(trash, error);
  }
}

/** Deletes for good what was left by windows that closed meanwhile. @throws RunError `write-failed` */
export async function purgeForgotten(configFile: string, now: number = Date.now()): Promise<void> {
  const parent = trashOf(runsFolder(configFile));
  let names: string[];
  try {
    names = readdirSync(parent);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw writeError(parent, error);
  }
  for (const name of names) {
    const trash = join(parent, name);
    const changed = statSync(trash, { throwIfNoEntry: false })?.mtimeMs;
    if (changed !== undefined && now - changed > forgottenAfter) await purgeRun({ folder: '', trash });
  }
}

/** @param parent `runs/<config name>` */
function trashOf(parent: string): string {
  return join(dirname(parent), '.trash', basename(parent));
}

function move(from: string, to: string): void {
  try {
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
  } catch (error) {
    throw writeError(to, error);
  }
}
