/** Which share of the samples was near each mode, over time. */
import type { SharesUpdate } from '../../src/protocol/index.ts';
import { lastUpTo } from './lookup.ts';
import type { View } from './thin.ts';

export class Shares {
  readonly steps: number[] = [];
  readonly #rows: Float32Array[] = [];
  #modes = 0;

  get modes(): number {
    return this.#modes;
  }

  take({ reset, modes, steps, shares }: Pick<SharesUpdate, 'reset' | 'modes' | 'steps' | 'shares'>): void {
    if (reset || modes !== this.#modes) {
      this.steps.length = 0;
      this.#rows.length = 0;
      this.#modes = modes;
    }
    for (const [i, step] of steps.entries()) {
      this.steps.push(step);
      this.#rows.push(shares.subarray(i * modes, (i + 1) * modes));
    }
  }

  /** Share of a mode at a step or last before it; NaN where nothing is known. */
  at(mode: number, step: number): number {
    return this.#rows[lastUpTo(this.steps, step)]?.[mode] ?? Number.NaN;
  }

  /**
   * The shares of a mode over what is in view, as so many columns of equal width: each the mean of what was measured in
   * it, or what was measured last before it. NaN before the first and after the last measurement.
   */
  columns(mode: number, view: View, count: number): Float32Array {
    const columns = new Float32Array(count).fill(Number.NaN);
    const last = this.steps.at(-1);
    if (last === undefined || !(view.to > view.from)) return columns;
    const width = (view.to - view.from) / count;
    let next = Math.max(0, lastUpTo(this.steps, view.from));
    let value = Number.NaN;
    for (let column = 0; column < count; column++) {
      const end = view.from + (column + 1) * width;
      let sum = 0;
      let measured = 0;
      for (; next < this.steps.length && this.steps[next]! <= end; next++) {
        sum += this.#rows[next]![mode]!;
        measured++;
      }
      if (measured > 0) value = sum / measured;
      // The last one lasts to where its column ends.
      if (measured > 0 || end - width < last) columns[column] = value;
    }
    return columns;
  }
}
