/** What an operator reads that repeats smaller operands by itself, as those of ONNX and TensorFlow do. */
import { broadcastShape, type Primitive, type Tensor } from '../graph/index.ts';

const broadcasting: ReadonlySet<Primitive> = new Set(['add', 'sub', 'mul', 'div', 'max', 'greater', 'where']);

/** A node's inputs; where its operator broadcasts by itself, those before broadcasting. */
export function operandsOf(node: Tensor): readonly Tensor[] {
  if (!broadcasting.has(node.primitive)) return node.inputs;
  const plain = node.inputs.map((input) => (input.primitive === 'broadcast' ? input.inputs[0]! : input));
  // If all are small, one has to be as large as the result
  const reached = broadcastShape(
    node.primitive,
    plain.map(({ shape }) => shape),
  );
  const enough = reached.length === node.shape.length && reached.every((length, axis) => length === node.shape[axis]);
  return plain.map((tensor, index) => (enough || index > 0 ? tensor : node.inputs[0]!));
}
