/** What consists of one known number is computed now: elementwise nodes and sums over uniform tensors. */
import { ruleOf } from '../rules.ts';
import { sizeOfShape, type Tensor } from '../tensor.ts';
import { rewrite, type Pass } from './pass.ts';
import { uniform, uniformValue } from './uniform.ts';

export const foldConstants: Pass = {
  name: 'fold-constants',
  apply: (program) =>
    rewrite(program, (node) => {
      const value = valueOf(node);
      return value === undefined ? node : uniform(value, node.shape);
    }),
};

function valueOf(node: Tensor): number | undefined {
  if (node.inputs.length === 0) return undefined;
  const values = node.inputs.map(uniformValue);
  if (!values.every((value) => value !== undefined)) return undefined;
  const rule = ruleOf(node);
  if (rule.value !== undefined) return rule.value(node.attributes, values[0]!, values[1] ?? 0, values[2] ?? 0);
  if (node.primitive !== 'sum') return undefined;
  return (values[0]! * sizeOfShape(node.inputs[0]!.shape)) / sizeOfShape(node.shape);
}
