/** Every primitive's rule, in one table. */
import { convolutionRules } from './convolution.ts';
import { elementwiseRules } from './elementwise.ts';
import { leafRules } from './leaves.ts';
import { productRules } from './products.ts';
import { reductionRules } from './reductions.ts';
import type { Rule, Rules } from './rule.ts';
import { shapeRules } from './shape-ops.ts';
import type { Primitive, Tensor } from './tensor.ts';

export const rules: Rules<Primitive> = {
  ...leafRules,
  ...elementwiseRules,
  ...shapeRules,
  ...reductionRules,
  ...productRules,
  ...convolutionRules,
};

/** The rule of a node, for callers that have not looked at which primitive it is. */
export function ruleOf(node: Tensor): Rule<Primitive> {
  return rules[node.primitive];
}
