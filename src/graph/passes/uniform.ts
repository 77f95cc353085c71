/** Tensors whose numbers are all the same constant. */
import { constant } from '../leaves.ts';
import { broadcastTo } from '../shape-ops.ts';
import type { Shape, Tensor } from '../tensor.ts';

/** The one number that a tensor consists of, where that is known without computing. */
export function uniformValue(x: Tensor): number | undefined {
  if (x.primitive === 'broadcast' || x.primitive === 'reshape') return uniformValue(x.inputs[0]!);
  if (x.primitive !== 'constant') return undefined;
  const { values } = x.attributes;
  const first = values[0];
  return first !== undefined && values.every((value) => Object.is(value, first)) ? first : undefined;
}

/** A tensor of one number. */
export function uniform(value: number, shape: Shape): Tensor {
  return broadcastTo(constant(value), shape);
}
