/** The nodes below some tensors, each after its inputs. */
import type { Program } from './program.ts';
import type { Tensor } from './tensor.ts';

/** The tensors that a program is made for: successors of its state, in the state's order, then outputs. */
export function rootsOf(program: Program): Tensor[] {
  return [...program.state.map(({ name }) => program.next[name]!), ...Object.values(program.outputs)];
}

/**
 * Every node that the tensors (or the program's successors and outputs) need, once, each after its inputs. The order
 * depends on nothing but the graph. Not recursive: unrolled steps are tens of thousands of nodes deep.
 */
export function topologicalOrder(of: Program | readonly Tensor[]): Tensor[] {
  const roots = 'outputs' in of ? rootsOf(of) : of;
  const order: Tensor[] = [];
  const seen = new Set<Tensor>();
  const open: { readonly node: Tensor; next: number }[] = [];
  for (const root of roots) {
    if (seen.has(root)) continue;
    seen.add(root);
    open.push({ node: root, next: 0 });
    while (open.length > 0) {
      const top = open.at(-1)!;
      const below = top.node.inputs[top.next++];
      if (below === undefined) {
        order.push(top.node);
        open.pop();
      } else if (!seen.has(below)) {
        seen.add(below);
        open.push({ node: below, next: 0 });
      }
    }
  }
  return order;
}
