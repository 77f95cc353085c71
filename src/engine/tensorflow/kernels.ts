/**
 * Every primitive as calls of TensorFlow's kernels. Images are turned to channels-last around a convolution: the
 * kernels of the CPU take nothing else.
 */
import { sizeOfShape, type ConvGeometry, type Primitive, type Shape, type TensorOf } from '../../graph/index.ts';
import type { Binding, KernelAttribute } from './binding.ts';

/** Calls that may be recorded once and made at each step: constants are made when they are recorded. */
export interface Recorder {
  readonly binding: Binding;
  /** A kernel with one output. */
  call(kernel: string, inputs: readonly Value[], attributes?: readonly KernelAttribute[]): Value;
  floats(values: ArrayLike<number>, shape: Shape): Value;
  integers(values: readonly number[], shape?: Shape): Value;
}

/** A place for a tensor in the recording. */
export type Value = number & { readonly value: unique symbol };

/** What is computed from inputs that are there already; leaves, `stop` and `broadcast` are dealt with by the recording. */
export type Kernel<P extends Primitive> = (node: TensorOf<P>, inputs: readonly Value[], to: Recorder) => Value;
export type ComputedPrimitive = Exclude<Primitive, 'input' | 'constant' | 'stop' | 'broadcast'>;

const plain =
  (kernel: string) =>
  (_: unknown, inputs: readonly Value[], to: Recorder): Value =>
    to.call(kernel, inputs, [float('T', to.binding)]);

export const kernels: { readonly [P in ComputedPrimitive]: Kernel<P> } = {
  neg: plain('Neg'),
  exp: plain('Exp'),
  log: plain('Log'),
  sqrt: plain('Sqrt'),
  tanh: plain('Tanh'),
  sigmoid: plain('Sigmoid'),
  softplus: plain('Softplus'),
  erf: plain('Erf'),
  abs: plain('Abs'),
  sign: plain('Sign'),
  add: plain('AddV2'),
  sub: plain('Sub'),
  mul: plain('Mul'),
  div: plain('RealDiv'),
  max: plain('Maximum'),
  leaky: ({ attributes: { slope } }, inputs, to) =>
    slope === 0
      ? to.call('Relu', inputs, [float('T', to.binding)])
      : to.call('LeakyRelu', inputs, [
          float('T', to.binding),
          { name: 'alpha', type: to.binding.TF_ATTR_FLOAT, value: slope },
        ]),
  mask: ({ attributes: { slope } }, [x], to) => {
    const above = isAbove(x!, number(0, to), to);
    if (slope === 0) return above;
    // Between slope and 1, whichever of them is larger
    const scaled = to.call('Mul', [above, number(1 - slope, to)], [float('T', to.binding)]);
    return to.call('AddV2', [scaled, number(slope, to)], [float('T', to.binding)]);
  },
  elu: ({ attributes: { alpha, scale } }, [x], to) => {
    // The kernel knows alpha 1 only, and is exact near 0
    const t = [float('T', to.binding)];
    const below = to.call('Elu', [to.call('Minimum', [x!, number(0, to)], t)], t);
    const scaled = to.call('Mul', [below, number(scale * alpha, to)], t);
    const above = to.call('Mul', [to.call('Relu', [x!], t), number(scale, to)], t);
    return to.call('AddV2', [above, scaled], t);
  },
  greater: (_, [a, b], to) => isAbove(a!, b!, to),
  where: (_, [condition, a, b], to) => {
    const above = to.call('Greater', [condition!, number(0, to)], [float('T', to.binding)]);
    return to.call('SelectV2', [above, a!, b!], [float('T', to.binding)]);
  },
  matmul: ({ attributes: { transposeA, transposeB }, shape }, inputs, to) => {
    const [kernel, a, b] =
      shape.length === 2 ? ['MatMul', 'transpose_a', 'transpose_b'] : ['BatchMatMulV2', 'adj_x', 'adj_y'];
    return to.call(kernel, inputs, [
      flag(a, transposeA, to.binding),
      flag(b, transposeB, to.binding),
      float('T', to.binding),
    ]);
  },
  transpose: ({ attributes: { permutation } }, [x], to) => transposed(x!, permutation, to),
  reshape: ({ shape }, [x], to) => reshaped(x!, shape, to),
  sum: ({ attributes: { axes } }, [x], to) => reduced('Sum', x!, axes, to),
  reduceMax: ({ attributes: { axes } }, [x], to) => reduced('Max', x!, axes, to),
  concat: ({ attributes: { axis } }, inputs, to) =>
    to.call(
      'ConcatV2',
      [...inputs, to.integers([axis], [])],
      [
        { name: 'N', type: to.binding.TF_ATTR_INT, value: inputs.length },
        float('T', to.binding),
        int32('Tidx', to.binding),
      ],
    ),
  slice: ({ attributes: { axis, start }, shape }, [x], to) =>
    to.call(
      'Slice',
      [x!, to.integers(shape.map((_, each) => (each === axis ? start : 0))), to.integers(shape)],
      [float('T', to.binding), int32('Index', to.binding)],
    ),
  pad: ({ attributes: { axis, before, after }, shape }, [x], to) =>
    to.call(
      'Pad',
      [
        x!,
        to.integers(
          shape.flatMap((_, each) => (each === axis ? [before, after] : [0, 0])),
          [shape.length, 2],
        ),
      ],
      [float('T', to.binding), int32('Tpaddings', to.binding)],
    ),
  gather: ({ attributes: { axis, indices } }, [x], to) =>
    to.call(
      'GatherV2',
      [x!, to.integers(indices), to.integers([axis], [])],
      [
        { name: 'batch_dims', type: to.binding.TF_ATTR_INT, value: 0 },
        float('Tparams', to.binding),
        int32('Tindices', to.binding),
        int32('Taxis', to.binding),
      ],
    ),
  scatter: ({ attributes: { axis, indices, length }, shape }, [x], to) => {
    // Rows are added where they belong by a product with a matrix of zeros and ones
    const count = indices.length;
    const blocks = sizeOfShape(shape.slice(0, axis));
    const row = sizeOfShape(shape.slice(axis + 1));
    const places = new Float32Array(length * count);
    indices.forEach((index, from) => (places[index * count + from] = 1));
    const flat = reshaped(x!, [blocks, count, row], to);
    const added = to.call(
      'BatchMatMulV2',
      [to.floats(places, [1, length, count]), flat],
      [flag('adj_x', false, to.binding), flag('adj_y', false, to.binding), float('T', to.binding)],
    );
    return reshaped(added, shape, to);
  },
  conv: ({ attributes }, [x, filter], to) =>
    channelsFirst(
      to.call('Conv2D', [channelsLast(x!, to), filterLast(filter!, to)], convolution(attributes, to.binding)),
      to,
    ),
  convTranspose: ({ attributes, shape: [n, channels, height, width] }, [y, filter], to) =>
    channelsFirst(
      to.call(
        'Conv2DBackpropInput',
        [to.integers([n!, height!, width!, channels!]), filterLast(filter!, to), channelsLast(y!, to)],
        convolution(attributes, to.binding),
      ),
      to,
    ),
  convFilter: ({ attributes, shape: [k, channels, height, width] }, [x, y], to) =>
    transposed(
      to.call(
        'Conv2DBackpropFilter',
        [channelsLast(x!, to), to.integers([height!, width!, channels!, k!]), channelsLast(y!, to)],
        convolution(attributes, to.binding),
      ),
      [3, 2, 0, 1],
      to,
    ),
};

/** The same numbers in a larger shape. */
export function broadcast(x: Value, shape: Shape, to: Recorder): Value {
  return to.call('BroadcastTo', [x, to.integers(shape)], [float('T', to.binding), int32('Tidx', to.binding)]);
}

function isAbove(a: Value, b: Value, to: Recorder): Value {
  const above = to.call('Greater', [a, b], [float('T', to.binding)]);
  return to.call(
    'Cast',
    [above],
    [
      { name: 'SrcT', type: to.binding.TF_ATTR_TYPE, value: to.binding.TF_BOOL },
      float('DstT', to.binding),
      flag('Truncate', false, to.binding),
    ],
  );
}

function reshaped(x: Value, shape: Shape, to: Recorder): Value {
  return to.call('Reshape', [x, to.integers(shape)], [float('T', to.binding), int32('Tshape', to.binding)]);
}

function transposed(x: Value, permutation: readonly number[], to: Recorder): Value {
  return to.call('Transpose', [x, to.integers(permutation)], [float('T', to.binding), int32('Tperm', to.binding)]);
}

function reduced(kernel: 'Sum' | 'Max', x: Value, axes: readonly number[], to: Recorder): Value {
  return to.call(
    kernel,
    [x, to.integers(axes)],
    [flag('keep_dims', false, to.binding), float('T', to.binding), int32('Tidx', to.binding)],
  );
}

const channelsLast = (x: Value, to: Recorder): Value => transposed(x, [0, 2, 3, 1], to);
const channelsFirst = (x: Value, to: Recorder): Value => transposed(x, [0, 3, 1, 2], to);
/** [k, c, height, width] to [height, width, c, k]. */
const filterLast = (filter: Value, to: Recorder): Value => transposed(filter, [2, 3, 1, 0], to);

function convolution({ strides, pads }: ConvGeometry, binding: Binding): KernelAttribute[] {
  const [top, left, bottom, right] = pads;
  return [
    float('T', binding),
    { name: 'strides', type: binding.TF_ATTR_INT, value: [1, ...strides, 1] },
    flag('use_cudnn_on_gpu', true, binding),
    { name: 'padding', type: binding.TF_ATTR_STRING, value: 'EXPLICIT' },
    { name: 'explicit_paddings', type: binding.TF_ATTR_INT, value: [0, 0, top, bottom, left, right, 0, 0] },
    { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
    { name: 'dilations', type: binding.TF_ATTR_INT, value: [1, 1, 1, 1] },
  ];
}

const number = (value: number, to: Recorder): Value => to.floats([value], []);
const float = (name: string, { TF_ATTR_TYPE, TF_FLOAT }: Binding): KernelAttribute => ({
  name,
  type: TF_ATTR_TYPE,
  value: TF_FLOAT,
});
const int32 = (name: string, { TF_ATTR_TYPE, TF_INT32 }: Binding): KernelAttribute => ({
  name,
  type: TF_ATTR_TYPE,
  value: TF_INT32,
});
const flag = (name: string, value: boolean, { TF_ATTR_BOOL }: Binding): KernelAttribute => ({
  name,
  type: TF_ATTR_BOOL,
  value,
});
