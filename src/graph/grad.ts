/**
 * Reverse mode: the gradient of a scalar as ordinary nodes, to be differentiated again as often as one likes.
 *
 * Tensors are told apart by identity: `grad(y, [x])` follows every way from that node x to y, however y came by it,
 * and continues through x to others asked for.
 */
import { add } from './elementwise.ts';
import { shapeError } from './errors.ts';
import { constant } from './leaves.ts';
import { named } from './named.ts';
import { topologicalOrder } from './order.ts';
import { ruleOf } from './rules.ts';
import type { Tensor } from './tensor.ts';

/**
 * The gradient of a scalar by each of some tensors, of their shapes; zeros where y does not depend on one.
 * @throws GraphError when y is not of shape [].
 */
export function grad(y: Tensor, xs: readonly Tensor[]): Tensor[] {
  if (y.shape.length > 0) throw shapeError('grad', [y.shape], 'only a scalar, of shape [], has a gradient');
  const order = topologicalOrder([y]);
  const dependent = new Set<Tensor>(xs);
  for (const node of order) if (node.inputs.some((below) => dependent.has(below))) dependent.add(node);

  const adjoints = new Map<Tensor, Tensor>();
  if (dependent.has(y)) adjoints.set(y, constant(1));
  for (let at = order.length - 1; at >= 0; at--) {
    const node = order[at]!;
    const adjoint = adjoints.get(node);
    const rule = ruleOf(node);
    if (adjoint === undefined || rule.derivative === undefined) continue;
    for (const [index, below] of node.inputs.entries()) {
      if (!dependent.has(below)) continue;
      const part = rule.derivative(node, adjoint, index);
      if (part === undefined) continue;
      if (node.origin !== undefined) named(part, node.origin);
      const sofar = adjoints.get(below);
      adjoints.set(below, sofar === undefined ? part : add(sofar, part));
    }
  }
  return xs.map((x) => adjoints.get(x) ?? constant(0, x.shape));
}
