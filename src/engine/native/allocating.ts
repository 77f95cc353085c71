/** Arrays of JavaScript's own that ONNX Runtime reads and writes in place. */
import { sizeOfShape, type Shape } from '../../graph/index.ts';
import type { Allocate } from '../buffers.ts';

/** A tensor around an array. */
export type MakeTensor<T> = (data: Float32Array, shape: Shape) => T;

export function allocating<T>(make: MakeTensor<T>): Allocate<T> {
  return (shape) => {
    const data = new Float32Array(sizeOfShape(shape));
    return { data, tensor: make(data, shape) };
  };
}
