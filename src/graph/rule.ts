/** What the graph knows of a primitive, and how a node is made by it. */
import type { Primitive, PrimitiveAttributes, Shape, Tensor, TensorOf } from './tensor.ts';

/** A tensor or a number; a number is broadcast to the shape of what it meets. */
export type Operand = Tensor | number;

export interface Rule<P extends Primitive> {
  /**
   * The shape of the result.
   * @throws GraphError where the inputs' shapes do not fit.
   */
  shape(inputs: readonly Tensor[], attributes: PrimitiveAttributes[P]): Shape;
  /**
   * What reaches input `index` of `y` when `adjoint` (of y's shape) reaches y. Made of ordinary nodes, so that it can
   * be differentiated again. Absent, or undefined for an input, where the derivative is 0 everywhere.
   */
  derivative?(y: TensorOf<P>, adjoint: Tensor, index: number): Tensor | undefined;
  /** Elementwise primitives only: one number of the result from one number of each input, in double precision. */
  value?(attributes: PrimitiveAttributes[P], a: number, b: number, c: number): number;
}

/** One rule for each of some primitives. */
export type Rules<P extends Primitive> = { readonly [Q in P]: Rule<Q> };

/**
 * A node of a primitive, its shape by the primitive's rule.
 * @throws GraphError where the inputs' shapes do not fit.
 */
export function make<P extends Primitive>(
  primitive: P,
  rules: Rules<P>,
  inputs: readonly Tensor[],
  attributes: PrimitiveAttributes[P],
): Tensor {
  const rule: Rule<P> = rules[primitive];
  const node: TensorOf<P> = { primitive, attributes, inputs, shape: rule.shape(inputs, attributes) };
  return node as Tensor;
}

/** The same node over other inputs of the same shapes. */
export function withInputs(node: Tensor, inputs: readonly Tensor[]): Tensor {
  return { ...node, inputs };
}

/** Whether two shapes are equal. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}
