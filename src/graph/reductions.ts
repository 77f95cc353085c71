/** Functions over whole axes; `sum` lies with the shape primitives, because it is the derivative of a broadcast. */
import { resolveAxes, resolveAxis, withOnes, withoutAxes, type Axes } from './axes.ts';
import { add, div, exp, greater, log, mul, stop, sub } from './elementwise.ts';
import { make, type Rules } from './rule.ts';
import { broadcastTo, reshape, sum, type ReduceOptions } from './shape-ops.ts';
import { sizeOfShape, type Tensor } from './tensor.ts';

export const reductionRules: Rules<'reduceMax'> = {
  reduceMax: {
    shape: ([x], { axes }) => withoutAxes(x!.shape, axes),
    // Shared evenly among equals
    derivative: (y, adjoint) => {
      const x = y.inputs[0]!;
      const { axes } = y.attributes;
      const kept = withOnes(x.shape, axes);
      const largest = sub(1, greater(reshape(y, kept), x));
      return mul(broadcastTo(reshape(adjoint, kept), x.shape), div(largest, sum(largest, axes, { keepDims: true })));
    },
  },
};

/**
 * Mean over axes (all where absent).
 * @throws GraphError when there is no such axis.
 */
export function mean(x: Tensor, axes?: Axes, options: ReduceOptions = {}): Tensor {
  const total = sum(x, axes, options);
  return mul(total, sizeOfShape(withOnes(x.shape, resolveAxes('mean', x.shape, axes))) / sizeOfShape(x.shape));
}

/**
 * Largest over axes (all where absent). The derivative is shared evenly among equals.
 * @throws GraphError when there is no such axis.
 */
export function reduceMax(x: Tensor, axes?: Axes, options: ReduceOptions = {}): Tensor {
  const over = resolveAxes('reduceMax', x.shape, axes);
  if (over.length === 0) return x;
  const largest = make('reduceMax', reductionRules, [x], { axes: over });
  return options.keepDims === true ? reshape(largest, withOnes(x.shape, over)) : largest;
}

/**
 * log of the sum of exp x along an axis, right for all x.
 * @throws GraphError when there is no such axis.
 */
export function logSumExp(x: Tensor, axis: number, options: ReduceOptions = {}): Tensor {
  const along = resolveAxis('logSumExp', x.shape, axis);
  // Exact without differentiating the shift: the result does not depend on it
  const shift = stop(reduceMax(x, along, { keepDims: true }));
  const result = add(log(sum(exp(sub(x, shift)), along, { keepDims: true })), shift);
  return options.keepDims === true ? result : reshape(result, withoutAxes(x.shape, [along]));
}
