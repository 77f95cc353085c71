/**
 * Something that was seen at one step after another, for looking back. Bounded: where it would grow beyond its limit,
 * every second entry goes, and from then on only every second one stays, so that all of the run is within reach.
 */

export interface Moment<Entry> {
  readonly step: number;
  readonly entry: Entry;
}

/** How far a reader has come. */
export interface Reading {
  readonly timeline: unknown;
  readonly revision: number;
  readonly length: number;
}

export interface News<Entry> {
  /** What the reader knows is void: these are all. */
  readonly reset: boolean;
  readonly moments: readonly Moment<Entry>[];
  readonly reading: Reading;
}

export class Timeline<Entry> {
  readonly #limit: number;
  readonly #sizeOf: (entry: Entry) => number;
  #moments: Moment<Entry>[] = [];
  #size = 0;
  /** One of so many is kept. */
  #stride = 1;
  /** Of those that came since the last one kept. */
  #skipped = 0;
  /** Raised when moments that a reader may know have gone. */
  #revision = 0;

  /** @param limit of the sum of sizes */
  constructor(limit: number, sizeOf: (entry: Entry) => number) {
    this.#limit = limit;
    this.#sizeOf = sizeOf;
  }

  get length(): number {
    return this.#moments.length;
  }

  /** Steps rise; of the same step the last counts. */
  add(step: number, entry: Entry): void {
    const last = this.#moments.at(-1);
    if (last?.step === step) {
      this.#size += this.#sizeOf(entry) - this.#sizeOf(last.entry);
      this.#moments[this.#moments.length - 1] = { step, entry };
      return;
    }
    if (last !== undefined && ++this.#skipped < this.#stride) return;
    this.#skipped = 0;
    this.#moments.push({ step, entry });
    this.#size += this.#sizeOf(entry);
    while (this.#size > this.#limit && this.#moments.length > 1) this.#thin();
  }

  /** The last moment at or before a step; the first where there is none; undefined while there is nothing. */
  at(step: number): Moment<Entry> | undefined {
    let low = 0;
    let high = this.#moments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#moments[middle]!.step <= step) low = middle + 1;
      else high = middle;
    }
    return this.#moments[Math.max(0, low - 1)];
  }

  /** The steps of at most so many moments, evenly taken from those up to a step, that of `at` the last of them. */
  upTo(step: number, most: number): readonly number[] {
    const last = this.at(step);
    if (last === undefined) return [];
    const moments = this.#moments.slice(0, this.#moments.indexOf(last) + 1);
    const count = Math.min(most, moments.length);
    return Array.from({ length: count }, (_, i) => moments[Math.ceil(((i + 1) * moments.length) / count) - 1]!.step);
  }

  /** What has come since; undefined where nothing has changed. @param before as last given, undefined at first */
  newsSince(before: Reading | undefined): News<Entry> | undefined {
    const reading = { timeline: this, revision: this.#revision, length: this.#moments.length };
    const known = before?.timeline === this && before.revision === this.#revision ? before.length : undefined;
    if (known === this.#moments.length || (before === undefined && this.#moments.length === 0)) return undefined;
    return { reset: known === undefined, moments: this.#moments.slice(known ?? 0), reading };
  }

  /** Forgets the moments at `step` and after it. */
  rewind(step: number): void {
    const kept = this.#moments.findIndex((moment) => moment.step >= step);
    if (kept !== -1) this.#keep(this.#moments.slice(0, kept));
  }

  clear(): void {
    this.#keep([]);
    this.#stride = 1;
    this.#skipped = 0;
  }

  #thin(): void {
    this.#stride *= 2;
    this.#keep(this.#moments.filter((_, i) => i % 2 === 0));
  }

  #keep(moments: Moment<Entry>[]): void {
    this.#moments = moments;
    this.#size = moments.reduce((sum, { entry }) => sum + this.#sizeOf(entry), 0);
    this.#revision++;
  }
}
