/**
 * The one source of randomness: a seeded generator that splits into independent streams by name ("data", "latent",
 * "init", ...). A stream's numbers depend on the seed and on the names alone, never on what other streams drew or in
 * which order they were split; its state is part of a checkpoint.
 */
import { mix64, next, stateFromKey } from './xoshiro.ts';
import { fillNormal, normal } from './ziggurat.ts';

/** Four unsigned 32-bit words: where a stream stands. Plain data, fit for JSON. */
export type RandomState = readonly [number, number, number, number];

export interface Random {
  /** An independent stream. The same seed and name always give the same stream, whatever was drawn before. */
  split(name: string): Random;
  /** A number in [0, 1), with 53 random bits. */
  uniform(): number;
  /** A standard normal number. */
  normal(): number;
  /** An integer in [0, n), each equally likely; n from 1 to 2^32. @throws RangeError on other n. */
  integer(n: number): number;
  /** Fills with numbers in [0, 1), 24 random bits each, so that float32 holds them exactly. */
  fillUniform(target: Float32Array | Float64Array): void;
  /** Fills with standard normal numbers. */
  fillNormal(target: Float32Array | Float64Array): void;
  /** Puts the elements into a random order, in place (Fisher and Yates). */
  shuffle(target: { readonly length: number; [index: number]: unknown }): void;
  state(): RandomState;
  /** Goes on exactly as the stream did whose state this was. @throws RangeError when it is no state. */
  restore(state: readonly number[]): void;
}

/**
 * @param seed an integer, -2^53 < seed < 2^53; different seeds give unrelated streams
 * @throws RangeError when the seed is no such integer
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`the seed must be an integer below 2^53, not ${String(seed)}`);
  return new Stream(BigInt.asUintN(64, BigInt(seed)));
}

/** FNV-1a, 64 bit, over the UTF-16 code units: names are few and short, so this only has to keep them apart. */
function hashName(name: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < name.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(name.charCodeAt(i))) * 0x100000001b3n);
  }
  return hash;
}

class Stream implements Random {
  readonly #key: bigint;
  readonly #state: Int32Array;

  constructor(key: bigint) {
    this.#key = key;
    this.#state = stateFromKey(key);
  }

  split(name: string): Random {
    // Mixed twice: neither "a" of one parent and "b" of another, nor a child and its parent, can meet by arithmetic.
    return new Stream(mix64(mix64(this.#key + 0x9e3779b97f4a7c15n) ^ hashName(name)));
  }

  uniform(): number {
    const high = next(this.#state) >>> 5;
    const low = next(this.#state) >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  normal(): number {
    return normal(this.#state);
  }

  integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) {
      throw new RangeError(`the number of choices must be an integer from 1 to 2^32, not ${n}`);
    }
    // Draws below 2^32 mod n would make the small results likelier.
    const refused = 2 ** 32 % n;
    for (;;) {
      const bits = next(this.#state) >>> 0;
      if (bits >= refused) return bits % n;
    }
  }

  fillUniform(target: Float32Array | Float64Array): void {
    const state = this.#state;
    for (let i = 0; i < target.length; i++) target[i] = (next(state) >>> 8) / 2 ** 24;
  }

  fillNormal(target: Float32Array | Float64Array): void {
    if (target instanceof Float32Array) fillNormal(this.#state, target);
    else for (let i = 0; i < target.length; i++) target[i] = normal(this.#state);
  }

  shuffle(target: { readonly length: number; [index: number]: unknown }): void {
    for (let i = target.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const kept = target[i];
      target[i] = target[j];
      target[j] = kept;
    }
  }

  state(): RandomState {
    const [a, b, c, d] = this.#state;
    return [a! >>> 0, b! >>> 0, c! >>> 0, d! >>> 0];
  }

  restore(state: readonly number[]): void {
    const valid =
      state.length === 4 &&
      state.every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32) &&
      state.some((word) => word !== 0);
    if (!valid) throw new RangeError('the state of a random stream is four 32-bit words, not all zero');
    this.#state.set(state.map((word) => word | 0));
  }
}
