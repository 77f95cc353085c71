/** What an operator reads that repeats smaller operands by itself, as those of ONNX and TensorFlow do. */
import type { Primitive, Shape, Tensor } from '../graph/index.ts';

const broadcasting: ReadonlySet<Primitive> = new Set(['add', 'sub', 'mul', 'div', 'max', 'greater', 'where']);

/** A node's inputs; where its operator broadcasts by itself, those before broadcasting. */
export function operandsOf(node: Tensor): readonly Tensor[] {
  if (!broadcasting.has(node.primitive)) return node.inputs;
  const plain = node.inputs.map((input) => (input.primitive === 'broadcast' ? input.inputs[0]! : input));
  // If all are small, one has to be as large as the result
  const reached = broadcastShape(plain.map(({ shape }) => shape));
  const enough = reached.length === node.shape.length && reached.every((length, axis) => length === node.shape[axis]);
  return plain.map((tensor, index) => (enough || index > 0 ? tensor : node.inputs[0]!));
}

/** The shape that shapes which fit together broadcast to. */
function broadcastShape(shapes: readonly Shape[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) =>
    Math.max(...shapes.map((shape) => shape[axis - rank + shape.length] ?? 1)),
  );
}
