/** Axes as callers name them: from the front, or from the back with a minus. */
import { argumentError } from './errors.ts';
import type { Shape } from './tensor.ts';

/** One axis, several, or (absent) all of them. */
export type Axes = number | readonly number[] | undefined;

/**
 * The axis counted from the front.
 * @throws GraphError when the shape has no such axis.
 */
export function resolveAxis(operation: string, shape: Shape, axis: number): number {
  const resolved = axis < 0 ? axis + shape.length : axis;
  if (!Number.isInteger(resolved) || resolved < 0 || resolved >= shape.length) {
    throw argumentError(operation, [shape], `there is no axis ${axis}`);
  }
  return resolved;
}

/**
 * The axes counted from the front, in order; all where absent.
 * @throws GraphError when the shape has no such axis or one is named twice.
 */
export function resolveAxes(operation: string, shape: Shape, axes: Axes): readonly number[] {
  if (axes === undefined) return shape.map((_, axis) => axis);
  const named = typeof axes === 'number' ? [axes] : axes;
  const resolved = named.map((axis) => resolveAxis(operation, shape, axis)).sort((a, b) => a - b);
  if (new Set(resolved).size < resolved.length) {
    throw argumentError(operation, [shape], `an axis is named twice in [${named.join(', ')}]`);
  }
  return resolved;
}

/** The shape without some axes. */
export function withoutAxes(shape: Shape, axes: readonly number[]): Shape {
  return shape.filter((_, axis) => !axes.includes(axis));
}

/** The shape with some axes of length 1. */
export function withOnes(shape: Shape, axes: readonly number[]): Shape {
  return shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
}

/** The shape with one axis of another length. */
export function withLength(shape: Shape, axis: number, length: number): Shape {
  return shape.map((old, at) => (at === axis ? length : old));
}
