/**
 * A program without state as a model file for others: parameters are inside, and the first axis of inputs and outputs
 * is left open where the program allows it. A program has fixed shapes; so it is traced for two sizes, and what differs
 * between the two models is what depends on the size.
 */
import { optimise, type Program } from '../../graph/index.ts';
import { graphOf } from './index.ts';
import { encodeModel, type GraphProto, type InitializerProto, type ValueProto } from './proto.ts';

export interface FunctionModel {
  readonly bytes: Uint8Array;
  /** Whether it takes any number of rows, not only `rows`. */
  readonly anyRows: boolean;
}

/** Sizes that no other axis has by chance. */
const sizes = [7919, 7927] as const;

/** @param values of the program's state, which becomes part of the model */
export function functionModel(
  trace: (rows: number) => Program,
  values: Readonly<Record<string, ArrayLike<number>>>,
  rows: number,
): FunctionModel {
  const [one, other] = sizes.map((size) => graphWith(trace(size), values));
  const open = openedAt(one!, other!);
  if (open !== undefined) return { bytes: encodeModel(open), anyRows: true };
  return { bytes: encodeModel(graphWith(trace(rows), values)), anyRows: false };
}

function graphWith(program: Program, values: Readonly<Record<string, ArrayLike<number>>>): GraphProto {
  const { inputs, state } = program;
  const graph = graphOf(optimise({ ...program, inputs: [...inputs, ...state], state: [], next: {} }), '');
  const parameters = state.map(({ name, shape }) => ({ name, shape, values: Float32Array.from(values[name]!) }));
  return {
    ...graph,
    name: 'generator',
    inputs: graph.inputs.filter(({ name }) => inputs.some((input) => input.name === name)),
    initializers: [...graph.initializers, ...parameters],
  };
}

/** One graph for both sizes: undefined where more depends on the size than shapes that can be left open. */
function openedAt(one: GraphProto, other: GraphProto): GraphProto | undefined {
  const sameNodes =
    one.nodes.length === other.nodes.length &&
    one.nodes.every((node, i) => JSON.stringify(node) === JSON.stringify(other.nodes[i]));
  if (!sameNodes || one.initializers.length !== other.initializers.length) return undefined;
  const shapes = new Set(one.nodes.flatMap(({ operator, inputs }) => (operator === 'Reshape' ? [inputs[1]!] : [])));
  const elsewhere = new Set(
    one.nodes.flatMap(({ operator, inputs }) => (operator === 'Reshape' ? [inputs[0]!] : inputs)),
  );
  const initializers: InitializerProto[] = [];
  for (const [i, initializer] of one.initializers.entries()) {
    const opened = openedShape(initializer, other.initializers[i]!);
    if (opened === undefined) return undefined;
    const changed = opened !== initializer;
    if (changed && (!shapes.has(initializer.name) || elsewhere.has(initializer.name))) return undefined;
    initializers.push(opened);
  }
  const inputs = one.inputs.map(withOpenRows);
  return { ...one, initializers, inputs, outputs: one.outputs.map(withOpenRows) };
}

/** The same where both are equal; with -1 ("as many as there are") at the one place where they differ by the size. */
function openedShape(one: InitializerProto, other: InitializerProto): InitializerProto | undefined {
  const [values, others] = [one.values, other.values];
  if (values.length !== others.length) return undefined;
  const differing = [...values.keys()].filter((i) => values[i] !== others[i]);
  if (differing.length === 0) return one;
  const [at] = differing;
  if (differing.length > 1 || !(values instanceof BigInt64Array)) return undefined;
  const opened = values.slice();
  opened[at!] = -1n;
  return { ...one, values: opened };
}

function withOpenRows({ name, shape }: ValueProto): ValueProto {
  return { name, shape: shape.map((length, axis) => (axis === 0 && length === sizes[0] ? 'batch' : length)) };
}
