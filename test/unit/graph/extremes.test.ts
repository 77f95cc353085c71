/**
 * Activations far from 0: right, and finite with finite first and second derivatives, in single precision. That is had
 * here by rounding every node's numbers to single precision; the fast engines have their own test of it.
 */
import { describe, expect, it } from 'vitest';
import {
  elu,
  gelu,
  grad,
  leakyRelu,
  logSigmoid,
  logSumExp,
  pad,
  program,
  relu,
  reshape,
  selu,
  sigmoid,
  silu,
  softplus,
  sum,
  tanh,
  type Tensor,
} from '../../../src/graph/index.ts';
import { Interpreter } from '../../../src/engine/reference/interpreter.ts';

/** y, y' and y'' at some places, every node rounded to single precision. */
function derivatives(f: (x: Tensor) => Tensor, at: readonly number[]): Record<'value' | 'first' | 'second', number[]> {
  const traced = program({ inputs: { x: [at.length] }, state: {} }, ({ x }) => {
    const value = f(x);
    const [first] = grad(sum(value), [x]);
    return { state: {}, outputs: { value, first: first!, second: grad(sum(first!), [x])[0]! } };
  });
  const values = new Map<Tensor, Float64Array>();
  new Interpreter(traced).run({ x: Float64Array.from(at) }, {}, (node, numbers) => {
    if (node.primitive !== 'constant') for (const [i, value] of numbers.entries()) numbers[i] = Math.fround(value);
    values.set(node, numbers);
    return true;
  });
  const of = (name: string): number[] => Array.from(values.get(traced.outputs[name]!)!);
  return { value: of('value'), first: of('first'), second: of('second') };
}

/** log(exp x + exp 0), elementwise, by way of an axis. */
const logSumExpWithZero = (x: Tensor): Tensor => logSumExp(pad(reshape(x, [-1, 1]), 1, 0, 1), 1);

const [alpha, scale] = [1.6732632423543772, 1.0507009873554805];

describe.each<[string, (x: Tensor) => Tensor, value: [number, number], first: [number, number]]>([
  // Limits at -100 and 100 from each definition
  ['softplus', softplus, [Math.exp(-100), 100], [Math.exp(-100), 1]],
  ['sigmoid', sigmoid, [Math.exp(-100), 1], [Math.exp(-100), 0]],
  ['log sigmoid', logSigmoid, [-100, -Math.exp(-100)], [1, Math.exp(-100)]],
  ['tanh', tanh, [-1, 1], [0, 0]],
  ['elu', elu, [-1, 100], [0, 1]],
  ['selu', selu, [-scale * alpha, scale * 100], [0, scale]],
  ['gelu', gelu, [0, 100], [0, 1]],
  ['silu', silu, [0, 100], [0, 1]],
  ['relu', relu, [0, 100], [0, 1]],
  ['leaky relu', (x) => leakyRelu(x, 0.2), [-20, 100], [0.2, 1]],
  ['log sum exp with 0', logSumExpWithZero, [0, 100], [0, 1]],
])('%s', (_, f, value, first) => {
  it('has its limits at -100 and 100', () => {
    const at = derivatives(f, [-100, 100]);
    for (const side of [0, 1] as const) {
      expect(at.value[side]! / 100).toBeCloseTo(value[side] / 100, 6);
      expect(at.first[side]).toBeCloseTo(first[side], 6);
      expect(at.second[side]).toBeCloseTo(0, 6);
    }
  });

  it('is finite everywhere between, to second order', () => {
    const at = derivatives(
      f,
      Array.from({ length: 401 }, (__, i) => (i - 200) / 2),
    );
    for (const numbers of Object.values(at)) expect(numbers.filter((number) => !Number.isFinite(number))).toEqual([]);
    expect(Math.max(...at.second.map(Math.abs))).toBeLessThan(2);
  });
});

it('softplus and log sigmoid keep their small ends in single precision', () => {
  // To 6 digits of exp(-20), where 1 + exp(-20) is 1
  expect(derivatives(softplus, [-20]).value[0]! / Math.exp(-20)).toBeCloseTo(1, 6);
  expect(-derivatives(logSigmoid, [20]).value[0]! / Math.exp(-20)).toBeCloseTo(1, 6);
  expect(derivatives(sigmoid, [-20]).first[0]! / Math.exp(-20)).toBeCloseTo(1, 6);
});
