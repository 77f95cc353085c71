/**
 * A model under construction: nodes in order, constants shared where they are equal. The names that it gives begin with
 * `#`, which keeps them apart from the program's own.
 */
import type { Shape } from '../../graph/index.ts';
import type { Attribute, InitializerProto, NodeProto } from './proto.ts';

export class ModelBuilder {
  readonly nodes: NodeProto[] = [];
  readonly initializers: InitializerProto[] = [];
  readonly #known = new Map<string, string>();
  readonly #made = new Map<string, string>();
  #count = 0;

  /**
   * Adds a node with one output.
   * @param domain of operators that are not the standard's
   * @returns the output's name
   */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    domain?: string,
  ): string {
    const output = `#${this.#count++}`;
    this.nodes.push({ operator, ...(domain !== undefined && { domain }), inputs, outputs: [output], attributes });
    return output;
  }

  /** A list of integers, as shapes and axes are given. */
  integers(values: readonly number[]): string {
    return this.#shared(`i:${values.join()}`, [values.length], () => BigInt64Array.from(values, BigInt));
  }

  /** One number, of shape []. */
  number(value: number): string {
    return this.#shared(Object.is(value, -0) ? 'n:-0' : `n:${value}`, [], () => Float32Array.of(value));
  }

  /** A constant tensor; double-precision numbers are rounded. */
  tensor(values: ArrayLike<number>, shape: Shape): string {
    const rounded = Float32Array.from(values);
    const name = `#c${this.initializers.length}`;
    this.initializers.push({ name, shape, values: rounded });
    return name;
  }

  /** A vector of one number. */
  filled(count: number, value: number): string {
    return this.#shared(`filled:${count}:${value}`, [count], () => new Float32Array(count).fill(value));
  }

  /** What is made under a key, at its first use. @returns its name */
  once(key: string, make: () => string): string {
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const name = make();
    this.#made.set(key, name);
    return name;
  }

  #shared(key: string, shape: Shape, make: () => Float32Array | BigInt64Array): string {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const name = `#c${this.initializers.length}`;
    this.initializers.push({ name, shape, values: make() });
    this.#known.set(key, name);
    return name;
  }
}
