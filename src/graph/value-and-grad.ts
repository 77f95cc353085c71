/** Gradients by parameters as they come: a tensor, or objects and arrays of them. */
import { grad } from './grad.ts';
import type { Tensor } from './tensor.ts';

/** A tensor, or plain objects and arrays of them, nested. */
export type Tree = Tensor | readonly Tree[] | { readonly [name: string]: Tree };

/** The tensors of a tree, in its order. */
export function leavesOf(tree: Tree): Tensor[] {
  return isTensor(tree) ? [tree] : Object.values(tree).flatMap(leavesOf);
}

/** A tree of the same structure, each tensor replaced by what `f` makes of it. */
export function mapTree<T extends Tree>(tree: T, f: (x: Tensor) => Tensor): T {
  return map(tree, f) as T;
}

function map(tree: Tree, f: (x: Tensor) => Tensor): Tree {
  if (isTensor(tree)) return f(tree);
  if (isList(tree)) return tree.map((branch) => map(branch, f));
  return Object.fromEntries(Object.entries(tree).map(([name, branch]) => [name, map(branch, f)]));
}

function isTensor(tree: Tree): tree is Tensor {
  return 'primitive' in tree && typeof tree.primitive === 'string';
}

function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}

/**
 * What `f` makes of the parameters, and its gradient by them in the same structure. `f` is called with `params`
 * itself; parameters that it reaches in another way count as well.
 * @throws GraphError when the value is not of shape [].
 */
export function valueAndGrad<P extends Tree>(f: (params: P) => Tensor, params: P): [value: Tensor, gradient: P] {
  const [value, , gradient] = valueAndGradWithAux((p: P) => [f(p), undefined], params);
  return [value, gradient];
}

/** As `valueAndGrad`, for a function that also returns something that is handed through. */
export function valueAndGradWithAux<P extends Tree, A>(
  f: (params: P) => readonly [value: Tensor, aux: A],
  params: P,
): [value: Tensor, aux: A, gradient: P] {
  const [value, aux] = f(params);
  const gradients = grad(value, leavesOf(params));
  let next = 0;
  return [value, aux, mapTree(params, () => gradients[next++]!)];
}
