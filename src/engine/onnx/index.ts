/** Programs as ONNX models in single precision: a step is one model. */
import { rootsOf, topologicalOrder, type Program, type Tensor } from '../../graph/index.ts';
import { operandsOf } from '../operands.ts';
import { ModelBuilder } from './builder.ts';
import { isWithinConvolution } from './convolutions.ts';
import { behindGate } from './gate.ts';
import { allPeepholes, type Peephole, type Surroundings } from './peepholes.ts';
import { encodeModel, type GraphProto, type NodeProto } from './proto.ts';
import { emissions, type Emission, type EmittedPrimitive } from './rules.ts';

export { functionModel, type FunctionModel } from './function-model.ts';
export { blockedPeepholes } from './blocked.ts';
export { gatedOutputs, gateName } from './gate.ts';
export { allPeepholes, type Peephole } from './peepholes.ts';

const outputPrefix = 'out/';
/** Outputs of the model for a program's outputs and for the successors of its state. */
export const outputName = (name: string): string => `${outputPrefix}${name}`;
export const nextName = (name: string): string => `next/${name}`;

/** A model file whose inputs are the program's inputs and state, by name. */
export function emitModel(program: Program, peepholes: readonly Peephole[] = allPeepholes): Uint8Array {
  return encodeModel(graphOf(program, outputPrefix, peepholes));
}

/**
 * The same with the program's outputs behind a gate: all of them lie one after the other in `gatedOutputs`, and are
 * computed where what is fed as `gateName` is not 0.
 */
export function emitGatedModel(program: Program, peepholes: readonly Peephole[] = allPeepholes): Uint8Array {
  return encodeModel(behindGate(graphOf(program, outputPrefix, peepholes), program.state.length));
}

/** @param prefix of the outputs' names */
export function graphOf(program: Program, prefix: string, peepholes = allPeepholes): GraphProto {
  const model = new ModelBuilder();
  const emitter = new Emitter(program, model, peepholes);
  const roots = [
    ...program.state.map(({ name }) => ({ name: nextName(name), tensor: program.next[name]! })),
    ...Object.entries(program.outputs).map(([name, tensor]) => ({ name: `${prefix}${name}`, tensor })),
  ];
  const outputs = roots.map(({ name, tensor }) => ({ name, shape: tensor.shape, value: emitter.name(tensor) }));
  // The node that makes a value gives it the output's name; where it cannot, a copy does.
  const renamed = new Map<string, string>();
  const made = new Set(model.nodes.flatMap((node) => node.outputs));
  for (const { name, value } of outputs) if (made.has(value) && !renamed.has(value)) renamed.set(value, name);
  const nameOf = (value: string): string => renamed.get(value) ?? value;
  const nodes = model.nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map(nameOf),
    outputs: node.outputs.map(nameOf),
  }));
  for (const { name, value } of outputs) {
    if (nameOf(value) !== name) {
      nodes.push({ operator: 'Identity', inputs: [nameOf(value)], outputs: [name], attributes: {} });
    }
  }
  const kept = needed(nodes, outputs);
  const read = new Set([...kept.flatMap((node) => node.inputs), ...outputs.map(({ value }) => value)]);
  return {
    name: 'step',
    nodes: kept,
    initializers: model.initializers.filter(({ name }) => read.has(name)),
    inputs: [...program.inputs, ...program.state],
    outputs,
  };
}

/** Without what was emitted before something else took its place. */
function needed(nodes: readonly NodeProto[], outputs: readonly { readonly name: string }[]): NodeProto[] {
  const used = new Set(outputs.map(({ name }) => name));
  const kept = nodes.toReversed().filter((node) => {
    if (!node.outputs.some((name) => used.has(name))) return false;
    for (const name of node.inputs) used.add(name);
    return true;
  });
  return kept.reverse();
}

class Emitter {
  readonly #model: ModelBuilder;
  readonly #peepholes: readonly Peephole[];
  readonly #names = new Map<Tensor, string>();
  readonly #users = new Map<Tensor, Tensor[]>();
  /** Among the roots. */
  readonly #asked = new Map<Tensor, number>();
  readonly #around: Surroundings = {
    name: (tensor) => this.name(tensor),
    uses: (tensor) => this.#around.users(tensor).length + (this.#asked.get(tensor) ?? 0),
    users: (tensor) => this.#users.get(tensor) ?? [],
  };

  constructor(program: Program, model: ModelBuilder, peepholes: readonly Peephole[]) {
    this.#model = model;
    this.#peepholes = peepholes;
    const order = topologicalOrder(program);
    for (const node of order) {
      for (const input of node.inputs) {
        const users = this.#users.get(input);
        if (users === undefined) this.#users.set(input, [node]);
        else users.push(node);
      }
    }
    for (const root of rootsOf(program)) this.#asked.set(root, (this.#asked.get(root) ?? 0) + 1);
    // In order, so that naming a node never goes deep; what its user may pass over waits until it is asked for.
    for (const node of order) if (!this.#mayBePassedOver(node)) this.name(node);
  }

  /** The name of a tensor's value, computed now if it has not been. */
  name(tensor: Tensor): string {
    const known = this.#names.get(tensor);
    if (known !== undefined) return known;
    const name = this.#emit(tensor);
    this.#names.set(tensor, name);
    return name;
  }

  #mayBePassedOver(node: Tensor): boolean {
    if (node.primitive === 'broadcast') return true;
    if (this.#around.uses(node) !== 1) return false;
    return node.primitive === 'matmul' || node.primitive === 'mul' || isWithinConvolution(node);
  }

  #emit(node: Tensor): string {
    const model = this.#model;
    if (node.primitive === 'input') return node.attributes.name;
    if (node.primitive === 'constant') {
      const { values } = node.attributes;
      return node.shape.length === 0 ? model.number(values[0]!) : model.tensor(values, node.shape);
    }
    if (node.primitive === 'broadcast') {
      return model.node('Expand', [this.name(node.inputs[0]!), model.integers(node.shape)]);
    }
    for (const peephole of this.#peepholes) {
      const name = peephole.emit(node, this.#around, model);
      if (name !== undefined) return name;
    }
    const emission = emissions[node.primitive] as Emission<EmittedPrimitive>;
    const operands = operandsOf(node).map((operand) => this.name(operand));
    return emission(node, operands, model);
  }
}
