/** Primitives that move numbers about: each one's derivative is another of them, or itself. */
import { resolveAxes, resolveAxis, withLength, withOnes, withoutAxes, type Axes } from './axes.ts';
import { argumentError, shapeError } from './errors.ts';
import { make, sameShape, type Rules } from './rule.ts';
import { sizeOfShape, type Shape, type Tensor } from './tensor.ts';

type ShapePrimitive = 'reshape' | 'transpose' | 'broadcast' | 'sum' | 'concat' | 'slice' | 'pad' | 'gather' | 'scatter';

export const shapeRules: Rules<ShapePrimitive> = {
  reshape: {
    shape: ([x], { shape }) => {
      if (sizeOfShape(shape) !== sizeOfShape(x!.shape)) {
        throw shapeError('reshape', [x!.shape, shape], 'counts of numbers differ');
      }
      return shape;
    },
    derivative: (y, adjoint) => reshape(adjoint, y.inputs[0]!.shape),
  },
  transpose: {
    shape: ([x], { permutation }) => {
      const axes = new Set(permutation);
      if (axes.size !== x!.shape.length || !x!.shape.every((_, axis) => axes.has(axis))) {
        throw argumentError('transpose', [x!.shape], `[${permutation.join(', ')}] is not an order of its axes`);
      }
      return permutation.map((axis) => x!.shape[axis]!);
    },
    derivative: (y, adjoint) => {
      const back = y.attributes.permutation.map((_, axis) => y.attributes.permutation.indexOf(axis));
      return transpose(adjoint, back);
    },
  },
  broadcast: {
    shape: ([x], { shape }) => {
      const offset = shape.length - x!.shape.length;
      if (offset < 0 || !x!.shape.every((length, axis) => length === 1 || length === shape[axis + offset])) {
        throw shapeError('broadcast', [x!.shape, shape], 'the first cannot be repeated to the second');
      }
      return shape;
    },
    derivative: (y, adjoint) => {
      const from = y.inputs[0]!.shape;
      const offset = y.shape.length - from.length;
      const repeated = y.shape.flatMap((length, axis) =>
        axis < offset || from[axis - offset] !== length ? [axis] : [],
      );
      return reshape(sum(adjoint, repeated), from);
    },
  },
  sum: {
    shape: ([x], { axes }) => withoutAxes(x!.shape, axes),
    derivative: (y, adjoint) => {
      const { shape } = y.inputs[0]!;
      return broadcastTo(reshape(adjoint, withOnes(shape, y.attributes.axes)), shape);
    },
  },
  concat: {
    shape: (inputs, { axis }) => {
      const first = inputs[0]!.shape;
      for (const { shape } of inputs) {
        if (!sameShape(withLength(shape, axis, 0), withLength(first, axis, 0))) {
          throw shapeError('concat', [first, shape], `may differ along axis ${axis} only`);
        }
      }
      return withLength(
        first,
        axis,
        inputs.reduce((length, x) => length + x.shape[axis]!, 0),
      );
    },
    derivative: (y, adjoint, index) => {
      const { axis } = y.attributes;
      const start = y.inputs.slice(0, index).reduce((length, x) => length + x.shape[axis]!, 0);
      return slice(adjoint, axis, start, start + y.inputs[index]!.shape[axis]!);
    },
  },
  slice: {
    shape: ([x], { axis, start, end }) => {
      const length = x!.shape[axis]!;
      if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end > length || start >= end) {
        throw argumentError('slice', [x!.shape], `${start} to ${end} is no part of axis ${axis}`);
      }
      return withLength(x!.shape, axis, end - start);
    },
    derivative: (y, adjoint) => {
      const { axis, start, end } = y.attributes;
      return pad(adjoint, axis, start, y.inputs[0]!.shape[axis]! - end);
    },
  },
  pad: {
    shape: ([x], { axis, before, after }) => {
      if (!Number.isInteger(before) || !Number.isInteger(after) || before < 0 || after < 0) {
        throw argumentError('pad', [x!.shape], `${before} before and ${after} after must be whole numbers from 0 up`);
      }
      return withLength(x!.shape, axis, before + x!.shape[axis]! + after);
    },
    derivative: (y, adjoint) => {
      const { axis, before } = y.attributes;
      return slice(adjoint, axis, before, before + y.inputs[0]!.shape[axis]!);
    },
  },
  gather: {
    shape: ([x], { axis, indices }) => {
      const length = x!.shape[axis]!;
      if (indices.length === 0 || !indices.every((index) => Number.isInteger(index) && index >= 0 && index < length)) {
        throw argumentError('gather', [x!.shape], `indices must be whole numbers from 0 to ${length - 1}`);
      }
      return withLength(x!.shape, axis, indices.length);
    },
    derivative: (y, adjoint) => {
      const { axis, indices } = y.attributes;
      return make('scatter', shapeRules, [adjoint], { axis, indices, length: y.inputs[0]!.shape[axis]! });
    },
  },
  scatter: {
    shape: ([x], { axis, indices, length }) => {
      if (indices.length !== x!.shape[axis]!) {
        throw argumentError('scatter', [x!.shape], `needs as many indices as axis ${axis} is long`);
      }
      return withLength(x!.shape, axis, length);
    },
    derivative: (y, adjoint) => gather(adjoint, y.attributes.axis, y.attributes.indices),
  },
};

/**
 * The same numbers, row-major, in another shape; one length may be -1 and follows from the others.
 * @throws GraphError when the counts differ.
 */
export function reshape(x: Tensor, shape: Shape): Tensor {
  const open = shape.indexOf(-1);
  let whole = shape;
  if (open >= 0) {
    const known = sizeOfShape(withLength(shape, open, 1));
    const rest = sizeOfShape(x.shape) / known;
    if (!Number.isInteger(rest) || rest < 1) {
      throw shapeError('reshape', [x.shape, shape], 'no length for -1 makes the counts of numbers equal');
    }
    whole = withLength(shape, open, rest);
  }
  if (sameShape(whole, x.shape)) return x;
  return make('reshape', shapeRules, [x], { shape: [...whole] });
}

/**
 * Axes in another order: axis `i` of the result is axis `permutation[i]` of x. Without one, the order is reversed.
 * @throws GraphError when it is not an order of x's axes.
 */
export function transpose(x: Tensor, permutation?: readonly number[]): Tensor {
  const order =
    permutation?.map((axis) => resolveAxis('transpose', x.shape, axis)) ?? x.shape.map((_, axis) => axis).reverse();
  return make('transpose', shapeRules, [x], { permutation: order });
}

/**
 * Repeated to a larger shape as NumPy does: aligned at the last axis, lengths of 1 repeated.
 * @throws GraphError where the shapes do not allow it.
 */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  return make('broadcast', shapeRules, [x], { shape: [...shape] });
}

/**
 * The shape that several broadcast to together.
 * @throws GraphError naming `operation` where there is none.
 */
export function broadcastShape(operation: string, shapes: readonly Shape[]): Shape {
  let result: Shape = [];
  for (const shape of shapes) {
    const [longer, shorter] = shape.length > result.length ? [shape, result] : [result, shape];
    const offset = longer.length - shorter.length;
    result = longer.map((length, axis) => {
      const other = shorter[axis - offset] ?? 1;
      if (length !== other && length !== 1 && other !== 1) {
        throw shapeError(operation, shapes, 'lengths differ where neither is 1');
      }
      return length === 1 ? other : length;
    });
  }
  return result;
}

export interface ReduceOptions {
  /** Leaves the axes there with length 1. */
  readonly keepDims?: boolean;
}

/**
 * Sum over axes (all where absent).
 * @throws GraphError when there is no such axis.
 */
export function sum(x: Tensor, axes?: Axes, options: ReduceOptions = {}): Tensor {
  const over = resolveAxes('sum', x.shape, axes);
  if (over.length === 0) return x;
  const total = make('sum', shapeRules, [x], { axes: over });
  return options.keepDims === true ? reshape(total, withOnes(x.shape, over)) : total;
}

/**
 * Tensors end to end along an axis.
 * @throws GraphError when there are none or they differ along another axis.
 */
export function concat(xs: readonly Tensor[], axis: number): Tensor {
  const [first] = xs;
  if (first === undefined) throw argumentError('concat', [], 'needs one tensor at least');
  const along = resolveAxis('concat', first.shape, axis);
  const odd = xs.find((x) => x.shape.length !== first.shape.length);
  if (odd !== undefined) throw shapeError('concat', [first.shape, odd.shape], 'numbers of axes differ');
  return xs.length === 1 ? first : make('concat', shapeRules, [...xs], { axis: along });
}

/**
 * Rows `start` to `end` (not included) along an axis.
 * @throws GraphError when that is no part of the axis.
 */
export function slice(x: Tensor, axis: number, start: number, end: number): Tensor {
  const along = resolveAxis('slice', x.shape, axis);
  return start === 0 && end === x.shape[along] ? x : make('slice', shapeRules, [x], { axis: along, start, end });
}

/**
 * Zeros put before and after along an axis.
 * @throws GraphError when a count is negative.
 */
export function pad(x: Tensor, axis: number, before: number, after: number): Tensor {
  const along = resolveAxis('pad', x.shape, axis);
  return before === 0 && after === 0 ? x : make('pad', shapeRules, [x], { axis: along, before, after });
}

/**
 * Rows along an axis by fixed indices, which may repeat.
 * @throws GraphError when an index is outside.
 */
export function gather(x: Tensor, axis: number, indices: readonly number[]): Tensor {
  return make('gather', shapeRules, [x], { axis: resolveAxis('gather', x.shape, axis), indices: [...indices] });
}
