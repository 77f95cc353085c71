/** Equal nodes over equal inputs become one, so that what several gradients share is computed once. */
import type { Tensor } from '../tensor.ts';
import { rewrite, type Pass } from './pass.ts';

/** Larger constants are told apart by identity: comparing them would cost more than it saves. */
const longestCompared = 64;

export const mergeEqualNodes: Pass = {
  name: 'merge-equal-nodes',
  apply(program) {
    const numbers = new Map<Tensor, number>();
    const known = new Map<string, Tensor>();
    const numberOf = (node: Tensor): number => {
      const number = numbers.get(node) ?? numbers.size;
      numbers.set(node, number);
      return number;
    };
    return rewrite(program, (node) => {
      const key = keyOf(node, numberOf);
      const equal = known.get(key);
      if (equal !== undefined) return equal;
      known.set(key, node);
      return node;
    });
  },
};

function keyOf(node: Tensor, numberOf: (node: Tensor) => number): string {
  if (node.primitive === 'constant') {
    const { values } = node.attributes;
    return values.length > longestCompared
      ? `constant#${numberOf(node)}`
      : `constant[${node.shape.join()}]${Array.from(values, text).join()}`;
  }
  return `${node.primitive}(${node.inputs.map(numberOf).join()})${JSON.stringify(node.attributes)}`;
}

/** A number as text that tells -0 from 0. */
const text = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));
