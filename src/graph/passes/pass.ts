/** What a pass is, and how one is written node by node. */
import type { Program } from '../program.ts';
import { named } from '../named.ts';
import { topologicalOrder } from '../order.ts';
import { withInputs } from '../rule.ts';
import type { Tensor } from '../tensor.ts';

export interface Pass {
  readonly name: string;
  /** A program that computes the same numbers, up to rounding. */
  apply(program: Program): Program;
}

/**
 * Rebuilds a program from its leaves up. `visit` gets each node over its already rebuilt inputs, and the node it was
 * before, and returns it or something equal to it, which is then known to come from the same place.
 */
export function rewrite(program: Program, visit: (node: Tensor, before: Tensor) => Tensor): Program {
  const rebuilt = new Map<Tensor, Tensor>();
  for (const before of topologicalOrder(program)) {
    const inputs = before.inputs.map((x) => rebuilt.get(x)!);
    const node = inputs.every((x, index) => x === before.inputs[index]) ? before : withInputs(before, inputs);
    const made = visit(node, before);
    if (before.origin !== undefined) named(made, before.origin);
    rebuilt.set(before, made);
  }
  const through = (tensors: Readonly<Record<string, Tensor>>): Record<string, Tensor> =>
    Object.fromEntries(Object.entries(tensors).map(([name, x]) => [name, rebuilt.get(x)!]));
  return { ...program, next: through(program.next), outputs: through(program.outputs) };
}
