/**
 * The arrays around a session: one per input, two per state slot that change places at each call (what was written
 * becomes what is read, without copying), one per output.
 */
import { sizeOfShape, type Program, type Slot } from '../../graph/index.ts';
import type { Numbers } from '../engine.ts';
import { numbersFor } from '../feeds.ts';
import { nextName, outputName } from '../onnx/index.ts';

/** A tensor as ONNX Runtime takes it. */
export type MakeTensor<T> = (data: Float32Array, shape: readonly number[]) => T;

interface Held<T> {
  readonly data: Float32Array;
  readonly tensor: T;
}

interface Carried<T> {
  readonly slot: Slot;
  now: Held<T>;
  next: Held<T>;
}

export class Buffers<T> {
  /** What the next call reads and where it writes: hand these to the session. */
  readonly feeds: Record<string, T> = {};
  readonly fetches: Record<string, T> = {};
  /** Of the fetches those of the state. */
  readonly successors: Record<string, T> = {};
  readonly #inputs: readonly (Slot & Held<T>)[];
  readonly #state: readonly Carried<T>[];
  readonly #outputs: Readonly<Record<string, Float32Array>>;

  constructor(program: Program, make: MakeTensor<T>) {
    const held = (shape: readonly number[]): Held<T> => {
      const data = new Float32Array(sizeOfShape(shape));
      return { data, tensor: make(data, shape) };
    };
    this.#inputs = program.inputs.map((slot) => ({ ...slot, ...held(slot.shape) }));
    this.#state = program.state.map((slot) => ({ slot, now: held(slot.shape), next: held(slot.shape) }));
    const outputs = Object.entries(program.outputs).map(([name, { shape }]) => [name, held(shape)] as const);
    this.#outputs = Object.fromEntries(outputs.map(([name, { data }]) => [name, data]));
    for (const { name, tensor } of this.#inputs) this.feeds[name] = tensor;
    for (const [name, { tensor }] of outputs) this.fetches[outputName(name)] = tensor;
    this.#offer();
  }

  /** @throws EngineError `missing-feed` or `wrong-length` */
  load(feeds: Readonly<Record<string, Numbers>>): void {
    for (const input of this.#inputs) input.data.set(numbersFor(input, feeds));
  }

  /** After a call: what was written as next is now. */
  advance(): void {
    for (const carried of this.#state) [carried.now, carried.next] = [carried.next, carried.now];
    this.#offer();
  }

  outputs(): Readonly<Record<string, Float32Array>> {
    return this.#outputs;
  }

  /** Copies of the present state. */
  readState(): Record<string, Float32Array> {
    return Object.fromEntries(this.#state.map(({ slot, now }) => [slot.name, now.data.slice()]));
  }

  /** @throws EngineError `missing-feed` or `wrong-length`; then nothing has changed */
  writeState(state: Readonly<Record<string, Numbers>>): void {
    const all = this.#state.map((carried) => [carried.now.data, numbersFor(carried.slot, state)] as const);
    for (const [data, numbers] of all) data.set(numbers);
  }

  #offer(): void {
    for (const { slot, now, next } of this.#state) {
      this.feeds[slot.name] = now.tensor;
      this.fetches[nextName(slot.name)] = next.tensor;
      this.successors[nextName(slot.name)] = next.tensor;
    }
  }
}
