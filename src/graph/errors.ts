/** What can go wrong while a graph is built. */
import type { Shape } from './tensor.ts';

export type GraphErrorCode =
  /** Shapes that do not fit each other or the operation. */
  | 'shape'
  /** An argument outside what the operation takes: an axis, a range, a permutation. */
  | 'argument'
  /** A program whose leaves, state and successors do not agree. */
  | 'program';

/** An error of building a graph; the message names the operation and the shapes. */
export class GraphError extends Error {
  readonly code: GraphErrorCode;
  readonly operation: string;
  readonly shapes: readonly Shape[];

  constructor(code: GraphErrorCode, operation: string, shapes: readonly Shape[], message: string) {
    super(message);
    this.name = 'GraphError';
    this.code = code;
    this.operation = operation;
    this.shapes = shapes;
  }
}

/** A shape as people write it: `[4, 2]`. */
export function shapeText(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** Shapes that do not fit; `reason` completes "matmul: [4, 2] and [3, 5]: ...". */
export function shapeError(operation: string, shapes: readonly Shape[], reason: string): GraphError {
  return new GraphError('shape', operation, shapes, `${operation}: ${shapes.map(shapeText).join(' and ')}: ${reason}`);
}

/** An argument that the operation cannot take for tensors of these shapes. */
export function argumentError(operation: string, shapes: readonly Shape[], reason: string): GraphError {
  const of = shapes.length > 0 ? ` of ${shapes.map(shapeText).join(', ')}` : '';
  return new GraphError('argument', operation, shapes, `${operation}${of}: ${reason}`);
}

/** Leaves, state and successors of a program that do not agree. */
export function programError(reason: string): GraphError {
  return new GraphError('program', 'program', [], `program: ${reason}`);
}
