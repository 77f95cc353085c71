/** What each of several generators made lately, counted per part of the data. */
import { nearest, type Points } from '../metrics/index.ts';
import type { Structure } from './structure.ts';
import { redundantGenerators as limits } from './thresholds.ts';

interface Counted {
  readonly step: number;
  readonly counts: readonly number[];
}

export interface GeneratorShares {
  readonly generator: number;
  /** Samples that the shares are of. */
  readonly count: number;
  readonly shares: readonly number[];
}

export class Generators {
  readonly #counted = new Map<number, Counted[]>();

  add(generator: number, step: number, points: Points, structure: Structure): void {
    const counts = new Array<number>(structure.parts).fill(0);
    for (const part of nearest(structure.space.embed(points), structure.centres).index) counts[part]!++;
    let list = this.#counted.get(generator);
    if (list === undefined) this.#counted.set(generator, (list = []));
    list.push({ step, counts });
    if (list.length > limits.pooled) list.shift();
  }

  /** All of several generators have been seen at `step`, and not for the first time. */
  complete(step: number): boolean {
    const lists = [...this.#counted.values()];
    return lists.length >= 2 && lists.every((list) => list.length >= 2 && list.at(-1)?.step === step);
  }

  /** Shares of each generator over its last snapshots, in the generators' order. */
  shares(most: number): GeneratorShares[] {
    return [...this.#counted]
      .sort(([a], [b]) => a - b)
      .map(([generator, list]) => {
        const recent = list.slice(-most);
        const sums = recent[0]!.counts.map((_, part) => recent.reduce((sum, { counts }) => sum + counts[part]!, 0));
        const count = sums.reduce((a, b) => a + b, 0);
        return { generator, count, shares: sums.map((sum) => sum / Math.max(1, count)) };
      });
  }

  rewind(step: number): void {
    for (const [generator, list] of this.#counted) {
      const kept = list.filter((counted) => counted.step < step);
      if (kept.length === 0) this.#counted.delete(generator);
      else this.#counted.set(generator, kept);
    }
  }

  clear(): void {
    this.#counted.clear();
  }
}
