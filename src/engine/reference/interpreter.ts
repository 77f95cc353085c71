/** A program, node after node, in double precision. */
import { sizeOfShape, topologicalOrder, type Program, type Tensor } from '../../graph/index.ts';
import type { Numbers } from '../engine.ts';
import { numbersFor } from '../feeds.ts';
import { kernelOf } from './kernels.ts';

export type Given = Readonly<Record<string, Numbers>>;

/** Computes every node once. Values are made anew at each call. */
export class Interpreter {
  readonly #program: Program;
  readonly #order: readonly Tensor[];

  constructor(program: Program) {
    this.#program = program;
    this.#order = topologicalOrder(program);
  }

  /**
   * @param visit called with each node and its value, in order; false ends the run
   * @throws EngineError when an input or a state is missing or has the wrong length
   */
  run(feeds: Given, state: Given, visit: (node: Tensor, value: Float64Array) => boolean): void {
    const leaves = new Map<string, Float64Array>();
    for (const slot of this.#program.inputs) leaves.set(slot.name, Float64Array.from(numbersFor(slot, feeds)));
    for (const slot of this.#program.state) leaves.set(slot.name, Float64Array.from(numbersFor(slot, state)));
    const values = new Map<Tensor, Float64Array>();
    for (const node of this.#order) {
      const value = valueOf(node, values, leaves);
      values.set(node, value);
      if (!visit(node, value)) return;
    }
  }
}

function valueOf(
  node: Tensor,
  values: ReadonlyMap<Tensor, Float64Array>,
  leaves: ReadonlyMap<string, Float64Array>,
): Float64Array {
  if (node.primitive === 'input') return leaves.get(node.attributes.name)!;
  if (node.primitive === 'constant') return node.attributes.values;
  const out = new Float64Array(sizeOfShape(node.shape));
  kernelOf(node.primitive)(
    node,
    node.inputs.map((input) => values.get(input)!),
    out,
  );
  return out;
}
