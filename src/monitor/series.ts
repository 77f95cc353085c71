/** A scalar series in bounded memory: its begin, its recent part, and a thinned view of the whole. */

const keptEarly = 64;
const keptRecent = 512;
const keptOverall = 1024;

export class Series {
  readonly #early: { step: number; value: number }[] = [];
  readonly #recent: { step: number; value: number }[] = [];
  /** Every `#stride`-th value. */
  #overall: { step: number; value: number }[] = [];
  #stride = 1;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(step: number, value: number): void {
    const point = { step, value };
    if (this.#early.length < keptEarly) this.#early.push(point);
    this.#recent.push(point);
    if (this.#recent.length > 2 * keptRecent) this.#recent.splice(0, keptRecent);
    if (this.#count % this.#stride === 0) {
      this.#overall.push(point);
      if (this.#overall.length > keptOverall) {
        this.#overall = this.#overall.filter((_, i) => i % 2 === 0);
        this.#stride *= 2;
      }
    }
    this.#count++;
  }

  /** The first values, at most so many. */
  early(most: number): readonly number[] {
    return this.#early.slice(0, most).map(({ value }) => value);
  }

  /** The last values, at most so many (at most 512), oldest first. */
  recent(most: number): readonly number[] {
    return this.#recent.slice(-Math.min(most, keptRecent)).map(({ value }) => value);
  }

  /** Values of at least this step, out of the last 512. */
  since(step: number): readonly number[] {
    return this.#recent
      .slice(-keptRecent)
      .filter((point) => point.step >= step)
      .map(({ value }) => value);
  }

  /** Step of the n-th last value. */
  stepBack(n: number): number | undefined {
    return this.#recent.at(-n)?.step;
  }

  /** Values from the whole length, evenly thinned. */
  overall(): readonly number[] {
    return this.#overall.map(({ value }) => value);
  }

  /** Forgets everything at `step` and after it. */
  rewind(step: number): void {
    const before = (point: { step: number }): boolean => point.step < step;
    for (const list of [this.#early, this.#recent]) list.splice(0, list.length, ...list.filter(before));
    this.#overall = this.#overall.filter(before);
    this.#count = Math.max(this.#recent.length, this.#overall.length * this.#stride);
  }
}
