/**
 * A log, whatever its files are: event files directly in its folder, or those of a pair of folders in it of which one is
 * named for real and the other for fake samples (many scripts have a writer for each), and files that readers know.
 */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  findLogFolders,
  isEventFile,
  listEventFiles,
  tailEvents,
  type LogHealth,
  type Tail,
  type TailEvent,
} from '../events/index.ts';
import { readers } from './foreign/index.ts';

const real = /^reals?$/i;
const fake = /^(?:fakes?|generated)$/i;

/**
 * Folders at or below `folder` that are logs, relative to it with `/` ('' for itself), sorted.
 * @throws EventError `read-failed`
 */
export function findLogs(folder: string): string[] {
  const found = findLogFolders(folder, (names, at) => partsOf(join(folder, at), names).length > 0);
  const pairs = new Set(
    found
      .filter((at) => at !== '' && real.test(basename(at)))
      .map((at) => parentOf(at))
      .filter((parent) => !found.includes(parent))
      .filter((parent) => found.some((at) => at !== '' && parentOf(at) === parent && fake.test(basename(at)))),
  );
  const isHalf = (at: string): boolean =>
    at !== '' && pairs.has(parentOf(at)) && (real.test(basename(at)) || fake.test(basename(at)));
  return [...found.filter((at) => !isHalf(at)), ...pairs].sort();
}

function parentOf(at: string): string {
  const parent = dirname(at);
  return parent === '.' ? '' : parent;
}

/** Follows a log. The folder need not exist yet. */
export function tailLog(folder: string): Tail {
  return new LogTail(folder);
}

interface Part {
  readonly key: string;
  readonly open: () => Tail;
}

/** What a folder's files are parts of, by name. */
function partsOf(folder: string, names: readonly string[]): Part[] {
  const events = names.some(isEventFile);
  return [
    ...(events ? [{ key: '', open: () => tailEvents(folder) }] : []),
    ...readers
      .filter(({ besideEvents }) => besideEvents || !events)
      .flatMap((reader) =>
        reader.find(folder, names).map((name) => ({ key: name, open: () => reader.open(folder, name) })),
      ),
  ];
}

class LogTail implements Tail {
  readonly #folder: string;
  #parts = new Map<string, Tail>();
  #looked = Number.NEGATIVE_INFINITY;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get behind(): boolean {
    return [...this.#parts.values()].some(({ behind }) => behind);
  }

  get health(): LogHealth {
    const all = [...this.#parts.values()].map(({ health }) => health);
    const first = all.find((health) => health.first !== undefined)?.first;
    return {
      damaged: all.reduce((sum, { damaged }) => sum + damaged, 0),
      ...(first === undefined ? {} : { first }),
      missing: all.length === 0 || all.every(({ missing }) => missing),
      leftOver: all.reduce((sum, { leftOver }) => sum + leftOver, 0),
    };
  }

  poll(budget?: number): TailEvent[] {
    if (!this.behind) this.#open();
    const events: TailEvent[] = [];
    for (const part of this.#parts.values()) {
      const news = part.poll(budget);
      if (!news.some(({ type }) => type === 'reset')) {
        for (const event of news) events.push(event);
        continue;
      }
      if (this.#parts.size === 1) return news;
      // What the other parts have handed out is forgotten with it: all is read again.
      for (const [key] of this.#parts) this.#parts.delete(key);
      this.#looked = Number.NEGATIVE_INFINITY;
      this.#open();
      return [{ type: 'reset' }];
    }
    return events;
  }

  /** Takes up parts that are new; names of event files are looked at by their own tail. */
  #open(): void {
    const now = performance.now();
    if (this.#parts.size > 0 && now - this.#looked < lookEvery) return;
    this.#looked = now;
    for (const { key, open } of this.#present()) if (!this.#parts.has(key)) this.#parts.set(key, open());
  }

  #present(): Part[] {
    const entries = entriesOf(this.#folder);
    const own = partsOf(this.#folder, namesOf(entries, false));
    if (own.length > 0) return own;
    const folders = namesOf(entries, true).filter((name) => listEventFiles(join(this.#folder, name)).length > 0);
    const pair = [folders.find((name) => real.test(name)), folders.find((name) => fake.test(name))];
    return pair.every((name) => name !== undefined)
      ? pair.map((name) => ({ key: `${name}/`, open: () => tailEvents(join(this.#folder, name)) }))
      : [];
  }
}

/** Milliseconds between two looks for parts that are new. */
const lookEvery = 1000;

type Entries = readonly { readonly name: string; isDirectory(): boolean }[];

function entriesOf(folder: string): Entries {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return []; // none yet, or none any more
    throw error;
  }
}

function namesOf(entries: Entries, folders: boolean): string[] {
  return entries
    .filter((entry) => entry.isDirectory() === folders)
    .map(({ name }) => name)
    .sort();
}
