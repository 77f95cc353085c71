/** One column of numbers that grows, with the extremes of each block of it at hand. */

/** Numbers per block: a pixel column over millions of points is then looked up in some dozens of steps. */
const blockSize = 64;
const smallest = 256;

/** Where the lowest and the highest finite number of a range stand; -1 where there is none. */
export interface Extremes {
  lowest: number;
  highest: number;
}

export class Track {
  #values = new Float32Array(smallest);
  #length = 0;
  /** For each whole or begun block: index of its lowest and of its highest finite number, -1 for none. */
  #lowest = new Int32Array(smallest / blockSize);
  #highest = new Int32Array(smallest / blockSize);

  get length(): number {
    return this.#length;
  }

  /** NaN before the begin and beyond the end. */
  at(index: number): number {
    return index >= 0 && index < this.#length ? this.#values[index]! : Number.NaN;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#grow();
    const index = this.#length++;
    this.#values[index] = value;
    const block = Math.floor(index / blockSize);
    if (index % blockSize === 0) {
      this.#lowest[block] = -1;
      this.#highest[block] = -1;
    }
    this.#note(block, index);
  }

  /** Forgets everything from `length` on. */
  truncate(length: number): void {
    if (length >= this.#length) return;
    this.#length = length;
    const begun = length % blockSize;
    if (begun === 0) return;
    const block = Math.floor(length / blockSize);
    this.#lowest[block] = -1;
    this.#highest[block] = -1;
    for (let i = length - begun; i < length; i++) this.#note(block, i);
  }

  /** Puts the extremes of [from, to) into `into`. Numbers that are not finite do not count. */
  extremes(from: number, to: number, into: Extremes): void {
    into.lowest = -1;
    into.highest = -1;
    let i = from;
    while (i < to) {
      if (i % blockSize === 0 && i + blockSize <= to) {
        const block = i / blockSize;
        this.#widen(into, this.#lowest[block]!, this.#highest[block]!);
        i += blockSize;
      } else {
        if (Number.isFinite(this.#values[i]!)) this.#widen(into, i, i);
        i++;
      }
    }
  }

  #widen(into: Extremes, low: number, high: number): void {
    const values = this.#values;
    if (low !== -1 && (into.lowest === -1 || values[low]! < values[into.lowest]!)) into.lowest = low;
    if (high !== -1 && (into.highest === -1 || values[high]! > values[into.highest]!)) into.highest = high;
  }

  #note(block: number, index: number): void {
    const value = this.#values[index]!;
    if (!Number.isFinite(value)) return;
    const low = this.#lowest[block]!;
    const high = this.#highest[block]!;
    if (low === -1 || value < this.#values[low]!) this.#lowest[block] = index;
    if (high === -1 || value > this.#values[high]!) this.#highest[block] = index;
  }

  #grow(): void {
    const values = new Float32Array(2 * this.#values.length);
    values.set(this.#values);
    this.#values = values;
    const lowest = new Int32Array(values.length / blockSize);
    lowest.set(this.#lowest);
    this.#lowest = lowest;
    const highest = new Int32Array(values.length / blockSize);
    highest.set(this.#highest);
    this.#highest = highest;
  }
}
