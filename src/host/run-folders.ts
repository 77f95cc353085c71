/**
 * Notices runs that a terminal or another window starts, resumes or deletes. It looks by itself: file events of folders
 * within new folders get lost on some systems, and there are none outside the workspace.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestName, runsFolder } from '../runs/index.ts';
import type { Disposes } from './disposes.ts';

/** Milliseconds between two looks, each of two file dates for a config. */
const pace = 1000;

export class RunFolders implements Disposes {
  readonly #onChange: (config: string) => void;
  /** What was seen at the last look, by config; undefined before the first. */
  readonly #seen = new Map<string, string | undefined>();
  readonly #unsettled = new Set<string>();
  readonly #newest: (config: string) => string | undefined;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param newest the folder of a config's newest run, as far as is known
   * @param onChange told a config when a run of it has come or gone, or the newest has another manifest
   */
  constructor(newest: (config: string) => string | undefined, onChange: (config: string) => void) {
    this.#newest = newest;
    this.#onChange = onChange;
  }

  add(config: string): void {
    if (!this.#seen.has(config)) this.#seen.set(config, undefined);
    this.#timer ??= setTimeout(() => void this.#look(), pace);
  }

  remove(config: string): void {
    this.#seen.delete(config);
    this.#unsettled.delete(config);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#seen.clear();
  }

  async #look(): Promise<void> {
    for (const [config, before] of this.#seen) {
      const newest = this.#newest(config);
      const dates = [await dateOf(runsFolder(config)), newest && (await dateOf(join(newest, manifestName)))];
      const now = JSON.stringify([newest, ...dates]);
      // Gone while we looked.
      if (!this.#seen.has(config)) continue;
      this.#seen.set(config, now);
      if (before !== now) this.#unsettled.add(config);
      // A change that we came into the middle of (a folder whose manifest is still to come) leaves no other trace.
      else if (!this.#unsettled.delete(config)) continue;
      this.#onChange(config);
    }
    this.#timer = this.#seen.size === 0 ? undefined : setTimeout(() => void this.#look(), pace);
  }
}

/** When a file was last changed; undefined where there is none. */
async function dateOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
