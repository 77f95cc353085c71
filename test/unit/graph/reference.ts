/** Losses and gradients made by PyTorch (test/data/gradients), and how a graph is held against them. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { constant, leavesOf, optimise, program, type Shape, type Tensor, type Tree } from '../../../src/graph/index.ts';
import { reference } from '../../../src/engine/reference/index.ts';

export type Parameters = Readonly<Record<string, Tensor>>;
export type Groups = Readonly<Record<string, Parameters>>;
type Json = number | readonly Json[] | { readonly [name: string]: Json };

interface File {
  readonly inputs: { readonly [name: string]: Json };
  readonly parameters: { readonly [name: string]: Json };
  readonly expected: { readonly [name: string]: Json };
}

/** One file: its numbers as tensors, and its expected numbers to compare with. */
export class Reference {
  readonly inputs: Parameters;
  readonly #file: File;

  constructor(name: string) {
    const text = readFileSync(new URL(`../../data/gradients/${name}.json`, import.meta.url), 'utf8');
    this.#file = JSON.parse(text) as File;
    const inputs = Object.entries(this.#file.inputs).filter(([, value]) => typeof value === 'number' || isList(value));
    this.inputs = tensors(Object.fromEntries(inputs));
  }

  /** The parameters, of a file with one network. */
  get parameters(): Parameters {
    return tensors(this.#file.parameters);
  }

  /** The parameters of each network. */
  get networks(): Groups {
    const networks = Object.entries(this.#file.parameters).filter(([, network]) => typeof network === 'object');
    return Object.fromEntries(
      networks.map(([name, network]) => [name, tensors(network as { readonly [name: string]: Json })]),
    );
  }

  /**
   * Computes tensors, named as in the file (`a.b` for b inside a), and expects the file's numbers: the largest
   * difference below 1e-9 of the largest number of the same name. As traced, and after all passes.
   */
  async agreesWith(actual: Readonly<Record<string, Tree>>): Promise<void> {
    const outputs = Object.fromEntries(
      Object.entries(actual).flatMap(([name, tree]) => leavesOf(tree).map((leaf, i) => [`${name}/${i}`, leaf])),
    );
    const traced = program({ inputs: {}, state: {} }, () => ({ state: {}, outputs }));
    for (const made of [traced, optimise(traced)]) {
      const numbers = await (await reference.compile(made, {})).step({});
      for (const [name, tree] of Object.entries(actual)) {
        const got = leavesOf(tree).flatMap((_, i) => Array.from(numbers[`${name}/${i}`]!));
        expect(relativeError(got, inOrderOf(tree, this.#expected(name))), name).toBeLessThan(1e-9);
      }
    }
  }

  #expected(name: string): Json {
    let value: Json = this.#file.expected;
    // Some names have dots of their own
    const path = name in this.#file.expected ? [name] : name.split('.');
    for (const part of path) value = (value as { readonly [name: string]: Json })[part]!;
    return value;
  }
}

function tensors(values: { readonly [name: string]: Json }): Parameters {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, constant(flat(value), shapeOf(value))]),
  );
}

/** The expected numbers, leaf after leaf in the order of a tree of tensors. */
function inOrderOf(tree: Tree, expected: Json): number[] {
  if (isLeaf(tree) || isList(tree)) return flat(expected);
  const named = expected as { readonly [name: string]: Json };
  expect(Object.keys(tree).sort()).toEqual(Object.keys(named).sort());
  return Object.entries(tree).flatMap(([name, branch]) => inOrderOf(branch, named[name]!));
}

const isLeaf = (tree: Tree): tree is Tensor => 'primitive' in tree;
const isList = <T>(value: T): value is T & readonly unknown[] => Array.isArray(value);

function flat(value: Json): number[] {
  if (typeof value === 'number') return [value];
  return Object.values(value).flatMap(flat);
}

function shapeOf(value: Json): Shape {
  return isList(value) ? [value.length, ...shapeOf(value[0] as Json)] : [];
}

/** Largest difference against the largest number expected; against 1 where only zeros are. */
function relativeError(actual: readonly number[], expected: readonly number[]): number {
  expect(actual.length).toBe(expected.length);
  const largest = Math.max(...expected.map(Math.abs)) || 1;
  return Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!))) / largest;
}
