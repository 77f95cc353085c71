/** Where tensors come from, for messages. */
import type { Tensor } from './tensor.ts';

/**
 * Marks where in the config a tensor comes from, e.g. `generator.layers[2]`, and returns that same tensor, so that
 * `grad` by it goes on working. The first mark stays; leaves have a name of their own and take none. An origin is no
 * part of what a tensor is: it is the one thing about a node that may be written after it was made.
 */
export function named(x: Tensor, origin: string): Tensor {
  if (x.inputs.length > 0 && x.origin === undefined) (x as { origin?: string }).origin = origin;
  return x;
}
