/**
 * The tensor graph: builders with NumPy's broadcasting, exact gradients of any order, programs and passes over them.
 * It knows no GAN and no engine.
 */
export {
  abs,
  add,
  div,
  elu,
  erf,
  exp,
  gelu,
  greater,
  leakyRelu,
  log,
  logSigmoid,
  mask,
  maximum,
  minimum,
  mul,
  neg,
  relu,
  selu,
  sigmoid,
  sign,
  silu,
  softplus,
  sqrt,
  square,
  stop,
  sub,
  tanh,
  where,
  type ElementwisePrimitive,
} from './elementwise.ts';
export { conv, convFilter, convTranspose } from './convolution.ts';
export { GraphError, shapeText, type GraphErrorCode } from './errors.ts';
export { grad } from './grad.ts';
export { constant, input } from './leaves.ts';
export { memoryOf, peakOfValues, type ProgramMemory } from './memory.ts';
export { named } from './named.ts';
export { allPasses, optimise, type Pass } from './optimise.ts';
export { rootsOf, topologicalOrder } from './order.ts';
export { matmul, type MatmulOptions } from './products.ts';
export type { Program, Slot } from './program.ts';
export { logSumExp, mean, reduceMax } from './reductions.ts';
export type { Operand } from './rule.ts';
export { rules, ruleOf } from './rules.ts';
export {
  broadcastShape,
  broadcastTo,
  concat,
  gather,
  pad,
  reshape,
  slice,
  sum,
  transpose,
  type ReduceOptions,
} from './shape-ops.ts';
export type { Axes } from './axes.ts';
export {
  sizeOfShape,
  type ConvGeometry,
  type NoAttributes,
  type Primitive,
  type PrimitiveAttributes,
  type Shape,
  type Tensor,
  type TensorOf,
} from './tensor.ts';
export { program, type Slots, type Step } from './trace.ts';
export { leavesOf, mapTree, valueAndGrad, valueAndGradWithAux, type Tree } from './value-and-grad.ts';
