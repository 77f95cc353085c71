/**
 * The arrays around a session of ONNX Runtime: one per input, two per state slot that change places at each call (what
 * was written becomes what is read, without copying), and those of the outputs.
 */
import { sizeOfShape, type Program, type Shape, type Slot } from '../graph/index.ts';
import type { Numbers } from './engine.ts';
import { numbersFor } from './feeds.ts';
import { gatedOutputs, gateName, nextName, outputName } from './onnx/index.ts';

/** A tensor as the runtime takes it, and its numbers. */
export interface Held<T> {
  readonly data: Float32Array;
  readonly tensor: T;
}

/** A new one, of zeros. */
export type Allocate<T> = (shape: Shape) => Held<T>;

interface Carried<T> {
  readonly slot: Slot;
  now: Held<T>;
  next: Held<T>;
}

export class Buffers<T> {
  /** What the next call reads: hand it to the session. */
  readonly feeds: Record<string, T> = {};
  readonly #fetches: Record<string, T> = {};
  /** Of the fetches those of the state. */
  readonly #successors: Record<string, T> = {};
  readonly #inputs: readonly (Slot & Held<T>)[];
  readonly #state: readonly Carried<T>[];
  readonly #outputs: Readonly<Record<string, Float32Array>>;
  readonly #gate: Float32Array | undefined;

  /** @param gated whether the model's outputs are behind a gate (onnx/gate.ts) */
  constructor(program: Program, allocate: Allocate<T>, gated = false) {
    this.#inputs = program.inputs.map((slot) => ({ ...slot, ...allocate(slot.shape) }));
    this.#state = program.state.map((slot) => ({ slot, now: allocate(slot.shape), next: allocate(slot.shape) }));
    for (const { name, tensor } of this.#inputs) this.feeds[name] = tensor;
    const outputs = Object.entries(program.outputs).map(([name, { shape }]) => ({ name, shape }));
    if (gated) {
      const gate = allocate([]);
      this.feeds[gateName] = gate.tensor;
      this.#gate = gate.data;
      this.#outputs = this.#together(outputs, allocate);
    } else {
      this.#outputs = Object.fromEntries(outputs.map((slot) => [slot.name, this.#alone(slot, allocate)]));
    }
    this.#offer();
  }

  /** @throws EngineError `missing-feed` or `wrong-length` */
  load(feeds: Readonly<Record<string, Numbers>>): void {
    for (const input of this.#inputs) input.data.set(numbersFor(input, feeds));
  }

  /** Where the next call writes. Where the outputs are not read and behind a gate, that shuts. */
  fetches(outputs: 'read' | 'unread'): Readonly<Record<string, T>> {
    if (this.#gate === undefined) return this.#fetches;
    this.#gate[0] = outputs === 'read' ? 1 : 0;
    return outputs === 'read' ? this.#fetches : this.#successors;
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
    return Object.fromEntries(this.#state.map(({ slot, now }) => [slot.name, new Float32Array(now.data)]));
  }

  /** @throws EngineError `missing-feed` or `wrong-length`; then nothing has changed */
  writeState(state: Readonly<Record<string, Numbers>>): void {
    const all = this.#state.map((carried) => [carried.now.data, numbersFor(carried.slot, state)] as const);
    for (const [data, numbers] of all) data.set(numbers);
  }

  #alone({ name, shape }: Slot, allocate: Allocate<T>): Float32Array {
    const { data, tensor } = allocate(shape);
    this.#fetches[outputName(name)] = tensor;
    return data;
  }

  #together(outputs: readonly Slot[], allocate: Allocate<T>): Record<string, Float32Array> {
    const sizes = outputs.map(({ shape }) => sizeOfShape(shape));
    const { data, tensor } = allocate([sizes.reduce((sum, size) => sum + size, 0)]);
    this.#fetches[gatedOutputs] = tensor;
    let end = 0;
    return Object.fromEntries(outputs.map(({ name }, i) => [name, data.subarray(end, (end += sizes[i]!))]));
  }

  #offer(): void {
    for (const { slot, now, next } of this.#state) {
      this.feeds[slot.name] = now.tensor;
      this.#fetches[nextName(slot.name)] = next.tensor;
      this.#successors[nextName(slot.name)] = next.tensor;
    }
  }
}
