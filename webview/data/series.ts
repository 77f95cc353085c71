/**
 * The points of one scalar series, in order of their steps: all of them up to a million, as a run may go on for
 * days and the page must not grow with it; then those that lie closest together are thinned to their extremes, but for the last.
 */
import { Smoother } from './smoothing.ts';
import { Track } from './track.ts';

/** Points kept at most. */
export const mostPoints = 2 ** 20;
/** Points that are thinned together, of which two stay. */
const group = 4;

export class Series {
  #steps = new Float64Array(256);
  #raw = new Track();
  #smoothed: { readonly weight: number; smoother: Smoother; readonly track: Track } | undefined;

  get length(): number {
    return this.#raw.length;
  }

  get raw(): Track {
    return this.#raw;
  }

  get lastStep(): number | undefined {
    return this.length === 0 ? undefined : this.#steps[this.length - 1];
  }

  step(index: number): number {
    return this.#steps[index]!;
  }

  /**
   * Adds points. Steps that go back replace what was there: a run that was resumed from a checkpoint logs
   * its last steps again, and a log that is read anew begins anew.
   */
  append(steps: ArrayLike<number>, values: ArrayLike<number>): void {
    const count = Math.min(steps.length, values.length);
    for (let i = 0; i < count; i++) {
      const step = steps[i]!;
      const last = this.lastStep;
      if (last !== undefined && step <= last) this.#truncate(this.firstFrom(step));
      if (this.length === mostPoints) this.#thin();
      if (this.length === this.#steps.length) {
        const longer = new Float64Array(2 * this.length);
        longer.set(this.#steps);
        this.#steps = longer;
      }
      this.#steps[this.length] = step;
      this.#raw.push(values[i]!);
    }
  }

  /** Forgets what is at `step` and after it. */
  rewind(step: number): void {
    const length = this.firstFrom(step);
    if (length < this.length) this.#truncate(length);
  }

  clear(): void {
    this.#truncate(0);
  }

  /** Index of the first point at or after `step`; the length where there is none. */
  firstFrom(step: number): number {
    return lowerBound(this.#steps, 0, this.length, step);
  }

  /** The same, where it is known to be at `from` or after it. */
  firstFromAfter(step: number, from: number): number {
    let reach = 1;
    while (from + reach < this.length && this.#steps[from + reach]! < step) reach *= 2;
    return lowerBound(this.#steps, from, Math.min(this.length, from + reach + 1), step);
  }

  /** Index of the last point at or before `step`; -1 where there is none. */
  lastUpTo(step: number): number {
    const next = this.firstFrom(step);
    return next < this.length && this.#steps[next] === step ? next : next - 1;
  }

  /** The values smoothed; computed once, then as they come. */
  smoothed(weight: number): Track {
    if (weight === 0) return this.#raw;
    if (this.#smoothed?.weight !== weight) {
      this.#smoothed = { weight, smoother: new Smoother(weight), track: new Track() };
    }
    const { track, smoother } = this.#smoothed;
    for (let i = track.length; i < this.length; i++) track.push(smoother.next(this.#raw.at(i)));
    return track;
  }

  /** Where four points lie closest together only the lowest and the highest stay: what stands out is never lost. */
  #thin(): void {
    const raw = new Track();
    let kept = 0;
    const keep = (index: number): void => {
      this.#steps[kept++] = this.#steps[index]!;
      raw.push(this.#raw.at(index));
    };
    // The last quarter is what people look at while a run goes on.
    const end = (3 / 4) * mostPoints;
    const width = (from: number): number => this.#steps[from + group - 1]! - this.#steps[from]!;
    const widths = Float64Array.from({ length: end / group }, (_, i) => width(group * i)).sort();
    const usual = widths[widths.length >> 1]!;
    for (let from = 0; from < end; from += group) {
      if (width(from) <= usual) for (const index of this.#outstanding(from)) keep(index);
      else for (let index = from; index < from + group; index++) keep(index);
    }
    for (let index = end; index < mostPoints; index++) keep(index);
    this.#raw = raw;
    this.#smoothed = undefined;
  }

  /** Two of the points of a group, in order: the extremes, or what is no number and another. */
  #outstanding(from: number): readonly [number, number] {
    let low = from;
    let high = from + 1;
    for (let index = from; index < from + group; index++) {
      if (this.#raw.at(index) < this.#raw.at(low)) low = index;
      if (!(this.#raw.at(index) < this.#raw.at(high))) high = index;
      // A gap stays one.
      if (Number.isNaN(this.#raw.at(index))) return index === from ? [from, from + 1] : [from, index];
    }
    if (low === high) high = low === from ? from + 1 : from;
    return low < high ? [low, high] : [high, low];
  }

  #truncate(length: number): void {
    this.#raw.truncate(length);
    this.#smoothed = undefined;
  }
}

function lowerBound(steps: Float64Array, from: number, to: number, step: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (steps[middle]! < step) low = middle + 1;
    else high = middle;
  }
  return low;
}
