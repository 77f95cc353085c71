/**
 * Primitives that work number by number, with their derivatives, and the functions made of them. Those that overflow
 * when made of exp and log (softplus, sigmoid, elu) are primitives of their own, and every derivative here is finite
 * at +-100 in single precision, at second order too.
 */
import { argumentError, shapeError } from './errors.ts';
import { erf as erfOf } from './erf.ts';
import { tensorOf } from './leaves.ts';
import { make, sameShape, type Operand, type Rules } from './rule.ts';
import { broadcastShape, broadcastTo } from './shape-ops.ts';
import type { Shape, Tensor } from './tensor.ts';

type UnaryPrimitive =
  | 'neg'
  | 'exp'
  | 'log'
  | 'sqrt'
  | 'tanh'
  | 'sigmoid'
  | 'softplus'
  | 'erf'
  | 'abs'
  | 'sign'
  | 'leaky'
  | 'mask'
  | 'elu'
  | 'stop';
type BinaryPrimitive = 'add' | 'sub' | 'mul' | 'div' | 'max' | 'greater';
export type ElementwisePrimitive = UnaryPrimitive | BinaryPrimitive | 'where';

const unary = (inputs: readonly Tensor[]): Shape => inputs[0]!.shape;

function equalShapes(operation: string): (inputs: readonly Tensor[]) => Shape {
  return (inputs) => {
    const first = inputs[0]!.shape;
    if (!inputs.every((x) => sameShape(x.shape, first))) {
      throw shapeError(
        operation,
        inputs.map((x) => x.shape),
        'must be equal',
      );
    }
    return first;
  };
}

export const elementwiseRules: Rules<ElementwisePrimitive> = {
  neg: { shape: unary, value: (_, x) => -x, derivative: (_, adjoint) => neg(adjoint) },
  exp: { shape: unary, value: (_, x) => Math.exp(x), derivative: (y, adjoint) => mul(adjoint, y) },
  log: { shape: unary, value: (_, x) => Math.log(x), derivative: (y, adjoint) => div(adjoint, y.inputs[0]!) },
  sqrt: { shape: unary, value: (_, x) => Math.sqrt(x), derivative: (y, adjoint) => div(mul(adjoint, 0.5), y) },
  tanh: { shape: unary, value: (_, x) => Math.tanh(x), derivative: (y, adjoint) => mul(adjoint, sub(1, square(y))) },
  sigmoid: {
    shape: unary,
    value: (_, x) => sigmoidOf(x),
    derivative: (y, adjoint) => mul(adjoint, mul(y, sub(1, y))),
  },
  softplus: {
    shape: unary,
    value: (_, x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    derivative: (y, adjoint) => mul(adjoint, sigmoid(y.inputs[0]!)),
  },
  erf: {
    shape: unary,
    value: (_, x) => erfOf(x),
    derivative: (y, adjoint) => mul(adjoint, mul(2 / Math.sqrt(Math.PI), exp(neg(square(y.inputs[0]!))))),
  },
  abs: { shape: unary, value: (_, x) => Math.abs(x), derivative: (y, adjoint) => mul(adjoint, sign(y.inputs[0]!)) },
  sign: { shape: unary, value: (_, x) => Math.sign(x) },
  leaky: {
    shape: unary,
    value: ({ slope }, x) => (x > 0 ? x : slope * x),
    // By the output where its sign is that of the input, so that nothing but the output of a layer has to be kept and
    // an engine may compute product and activation in one
    derivative: (y, adjoint) => mul(adjoint, mask(y.attributes.slope >= 0 ? y : y.inputs[0]!, y.attributes.slope)),
  },
  mask: { shape: unary, value: ({ slope }, x) => (x > 0 ? 1 : slope) },
  elu: {
    shape: unary,
    value: ({ alpha, scale }, x) => scale * (x > 0 ? x : alpha * Math.expm1(x)),
    // scale alpha exp(x) = y + scale alpha, and the output has the input's sign
    derivative: (y, adjoint) => {
      const { alpha, scale } = y.attributes;
      return mul(adjoint, where(y, scale, add(y, scale * alpha)));
    },
  },
  stop: { shape: unary, value: (_, x) => x },
  add: { shape: equalShapes('add'), value: (_, a, b) => a + b, derivative: (_, adjoint) => adjoint },
  sub: {
    shape: equalShapes('sub'),
    value: (_, a, b) => a - b,
    derivative: (_, adjoint, index) => (index === 0 ? adjoint : neg(adjoint)),
  },
  mul: {
    shape: equalShapes('mul'),
    value: (_, a, b) => a * b,
    derivative: (y, adjoint, index) => mul(adjoint, y.inputs[1 - index]!),
  },
  div: {
    shape: equalShapes('div'),
    value: (_, a, b) => a / b,
    derivative: (y, adjoint, index) => {
      const byNumerator = div(adjoint, y.inputs[1]!);
      return index === 0 ? byNumerator : neg(mul(byNumerator, y));
    },
  },
  max: {
    shape: equalShapes('max'),
    value: (_, a, b) => (a > b || Number.isNaN(a) ? a : b),
    // Where both are equal all of it goes to the second, so that maximum(x, 0) is ReLU at 0 too
    derivative: (y, adjoint, index) => {
      const first = greater(y.inputs[0]!, y.inputs[1]!);
      return mul(adjoint, index === 0 ? first : sub(1, first));
    },
  },
  greater: { shape: equalShapes('greater'), value: (_, a, b) => (a > b ? 1 : 0) },
  where: {
    shape: equalShapes('where'),
    value: (_, condition, a, b) => (condition > 0 ? a : b),
    // The condition (index 0) is a step and has derivative 0
    derivative: (y, adjoint, index) => {
      const condition = y.inputs[0]!;
      if (index === 0) return undefined;
      return index === 1 ? where(condition, adjoint, 0) : where(condition, 0, adjoint);
    },
  },
};

function sigmoidOf(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const small = Math.exp(x);
  return small / (1 + small);
}

function one(
  primitive: 'neg' | 'exp' | 'log' | 'sqrt' | 'tanh' | 'sigmoid' | 'softplus' | 'erf' | 'abs' | 'sign' | 'stop',
  x: Operand,
): Tensor {
  return make(primitive, elementwiseRules, [tensorOf(x)], {});
}

function two(primitive: BinaryPrimitive, a: Operand, b: Operand): Tensor {
  const left = tensorOf(a);
  const right = tensorOf(b);
  if (sameShape(left.shape, right.shape)) return make(primitive, elementwiseRules, [left, right], {});
  const shape = broadcastShape(primitive, [left.shape, right.shape]);
  return make(primitive, elementwiseRules, [broadcastTo(left, shape), broadcastTo(right, shape)], {});
}

/** a + b, broadcast. @throws GraphError where the shapes do not broadcast, as do all functions of two here. */
export function add(a: Operand, b: Operand): Tensor {
  return two('add', a, b);
}

/** a - b, broadcast. */
export function sub(a: Operand, b: Operand): Tensor {
  return two('sub', a, b);
}

/** a b, broadcast. */
export function mul(a: Operand, b: Operand): Tensor {
  return two('mul', a, b);
}

/** a / b, broadcast. */
export function div(a: Operand, b: Operand): Tensor {
  return two('div', a, b);
}

/** The larger of both, broadcast. Where they are equal the derivative goes to b. */
export function maximum(a: Operand, b: Operand): Tensor {
  return two('max', a, b);
}

/** The smaller of both, broadcast. Where they are equal the derivative goes to b. */
export function minimum(a: Operand, b: Operand): Tensor {
  return neg(maximum(neg(a), neg(b)));
}

/** 1 where a is above b, else 0; derivative 0. */
export function greater(a: Operand, b: Operand): Tensor {
  return two('greater', a, b);
}

/** a where the condition is above 0, else b, broadcast. */
export function where(condition: Operand, a: Operand, b: Operand): Tensor {
  const inputs = [tensorOf(condition), tensorOf(a), tensorOf(b)];
  const shape = broadcastShape(
    'where',
    inputs.map((x) => x.shape),
  );
  return make(
    'where',
    elementwiseRules,
    inputs.map((x) => broadcastTo(x, shape)),
    {},
  );
}

/** -x */
export function neg(x: Operand): Tensor {
  return one('neg', x);
}

/** exp x */
export function exp(x: Operand): Tensor {
  return one('exp', x);
}

/** Natural logarithm. */
export function log(x: Operand): Tensor {
  return one('log', x);
}

/** Square root. Its derivative at 0 is infinite; add a small number first where 0 can be. */
export function sqrt(x: Operand): Tensor {
  return one('sqrt', x);
}

/** x x */
export function square(x: Operand): Tensor {
  const tensor = tensorOf(x);
  return mul(tensor, tensor);
}

/** Hyperbolic tangent. */
export function tanh(x: Operand): Tensor {
  return one('tanh', x);
}

/** 1 / (1 + exp -x) */
export function sigmoid(x: Operand): Tensor {
  return one('sigmoid', x);
}

/** log(1 + exp x), right for all x. */
export function softplus(x: Operand): Tensor {
  return one('softplus', x);
}

/** log sigmoid x, right for all x. */
export function logSigmoid(x: Operand): Tensor {
  return neg(softplus(neg(x)));
}

/** The error function. */
export function erf(x: Operand): Tensor {
  return one('erf', x);
}

/** |x|, with derivative 0 at 0. */
export function abs(x: Operand): Tensor {
  return one('abs', x);
}

/** -1, 0 or 1; derivative 0. */
export function sign(x: Operand): Tensor {
  return one('sign', x);
}

/** The larger of x and 0, with derivative 0 at 0. */
export function relu(x: Operand): Tensor {
  return leakyRelu(x, 0);
}

/** x where above 0, else slope x; the derivative at 0 is the slope. */
export function leakyRelu(x: Operand, slope: number): Tensor {
  return make('leaky', elementwiseRules, [tensorOf(x)], { slope });
}

/** 1 where x is above 0, else slope; derivative 0. */
export function mask(x: Operand, slope: number): Tensor {
  return make('mask', elementwiseRules, [tensorOf(x)], { slope });
}

/**
 * x where above 0, else alpha (exp x - 1). Clevert et al. 2016.
 * @throws GraphError when alpha is below 0.
 */
export function elu(x: Operand, alpha = 1): Tensor {
  const tensor = tensorOf(x);
  if (!(alpha >= 0)) throw argumentError('elu', [tensor.shape], `alpha must not be below 0, is ${alpha}`);
  return make('elu', elementwiseRules, [tensor], { alpha, scale: 1 });
}

/** ELU with the scales that keep mean 0 and variance 1. Klambauer et al. 2017. */
export function selu(x: Operand): Tensor {
  return make('elu', elementwiseRules, [tensorOf(x)], { alpha: 1.6732632423543772, scale: 1.0507009873554805 });
}

/** x times the normal distribution's share below x (exact, by erf). Hendrycks and Gimpel 2016. */
export function gelu(x: Operand): Tensor {
  const tensor = tensorOf(x);
  return mul(tensor, mul(0.5, add(1, erf(mul(tensor, Math.SQRT1_2)))));
}

/** x sigmoid x. */
export function silu(x: Operand): Tensor {
  const tensor = tensorOf(x);
  return mul(tensor, sigmoid(tensor));
}

/** x, with derivative 0. */
export function stop(x: Operand): Tensor {
  return one('stop', x);
}
