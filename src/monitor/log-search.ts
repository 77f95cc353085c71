/** Looks for logs at and below a folder, again and again: which there are, and when they change. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { EventError } from '../events/index.ts';
import { findLogs } from './source.ts';

/** So many of them are followed, the newest; each costs a look four times a second. */
export const mostFollowed = 50;
/** Milliseconds between two searches at least; and no more than this part of the time is spent on them. */
const least = 2000;
const partOfTime = 20;

export interface Found {
  /** Relative to the folder, '' for itself; the newest first. */
  readonly folders: readonly string[];
  /** Older ones that are left out. */
  readonly left: number;
}

export class LogSearch {
  readonly #root: string;
  #next = Number.NEGATIVE_INFINITY;
  #seen = '';

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * What there is, where that has changed; undefined else, or when it is too early for another look.
   * @param now milliseconds of a clock that only goes forward
   */
  look(now: number): Found | undefined {
    if (now < this.#next) return undefined;
    const began = performance.now();
    const found = newest(this.#root, allBelow(this.#root));
    this.#next = now + Math.max(least, partOfTime * (performance.now() - began));
    const seen = JSON.stringify(found);
    if (seen === this.#seen) return undefined;
    this.#seen = seen;
    return found;
  }
}

/** A folder that is gone or forbidden for now has no logs. */
function allBelow(root: string): readonly string[] {
  try {
    return findLogs(root);
  } catch (error) {
    if (error instanceof EventError) return [];
    throw error;
  }
}

/** A file more or less in a folder changes its date; so the one with the latest file comes first. */
function newest(root: string, folders: readonly string[]): Found {
  const sorted = folders
    .map((folder) => ({ folder, date: statSync(join(root, folder), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.date - a.date)
    .map(({ folder }) => folder);
  return { folders: sorted.slice(0, mostFollowed), left: Math.max(0, sorted.length - mostFollowed) };
}
