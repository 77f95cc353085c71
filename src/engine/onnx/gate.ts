/**
 * Outputs behind a gate. A session computes all that is in its model, asked for or not; numbers for a log, which only
 * some steps write, are a twentieth of a small step's time. Here what only they need is one branch of an `If`.
 */
import { sizeOfShape } from '../../graph/index.ts';
import type { GraphProto, NodeProto, ValueProto } from './proto.ts';

/** The input, one number of shape []: with 0 the outputs are not computed. */
export const gateName = '#gate';
/** The one output that all outputs lie in, one after the other. */
export const gatedOutputs = '#gated';

/** What the gate itself consists of. */
const names = { open: '#open', then: '#then', else: '#else', flat: '#flat', zeros: '#zeros' };
/** TensorProto.DataType */
const bool = 9;

/** @param always how many of the graph's outputs, from the first on, are computed in any case */
export function behindGate(graph: GraphProto, always: number): GraphProto {
  const outputs = graph.outputs.slice(0, always);
  const gated = graph.outputs.slice(always);
  const outside = needed(graph.nodes, outputs);
  const shape = [gated.reduce((sum, each) => sum + sizeOfShape(each.shape as readonly number[]), 0)];
  const together: readonly NodeProto[] = [
    ...gated.map(({ name }) => node('Reshape', [name, names.flat], flatName(name))),
    node(
      'Concat',
      gated.map(({ name }) => flatName(name)),
      names.then,
      { axis: 0 },
    ),
  ];
  const inside = [...graph.nodes.filter((each) => !outside.has(each)), ...together];
  return {
    ...graph,
    nodes: [
      ...graph.nodes.filter((each) => outside.has(each)),
      node('Cast', [gateName], names.open, { to: bool }),
      node('If', [names.open], gatedOutputs, {
        then_branch: { graph: branch(names.then, inside, shape) },
        else_branch: { graph: branch(names.else, [node('Identity', [names.zeros], names.else)], shape) },
      }),
    ],
    initializers: [
      ...graph.initializers,
      { name: names.flat, shape: [1], values: BigInt64Array.of(-1n) },
      { name: names.zeros, shape, values: new Float32Array(shape[0]!) },
    ],
    inputs: [...graph.inputs, { name: gateName, shape: [] }],
    outputs: [...outputs, { name: gatedOutputs, shape }],
  };
}

const flatName = (name: string): string => `${names.flat}/${name}`;

function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: NodeProto['attributes'] = {},
): NodeProto {
  return { operator, inputs, outputs: [output], attributes };
}

/** A graph over what lies around it, with one output, which is named as itself. */
function branch(name: string, nodes: readonly NodeProto[], shape: readonly number[]): GraphProto {
  return { name, nodes, initializers: [], inputs: [], outputs: [{ name, shape }] };
}

/** The nodes that some values need. */
function needed(nodes: readonly NodeProto[], values: readonly ValueProto[]): ReadonlySet<NodeProto> {
  const used = new Set(values.map(({ name }) => name));
  const found = nodes.toReversed().filter((each) => {
    if (!each.outputs.some((name) => used.has(name))) return false;
    for (const name of each.inputs) used.add(name);
    return true;
  });
  return new Set(found);
}
