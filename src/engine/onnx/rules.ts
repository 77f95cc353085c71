/** The ONNX form of every primitive, over inputs that are already there. Peepholes are in peepholes.ts. */
import { sizeOfShape, type ConvGeometry, type Primitive, type Shape, type TensorOf } from '../../graph/index.ts';
import type { ModelBuilder } from './builder.ts';

/** Adds what computes `node` from the named inputs; returns the name of the result. */
export type Emission<P extends Primitive> = (
  node: TensorOf<P>,
  inputs: readonly string[],
  model: ModelBuilder,
) => string;

/** Leaves and broadcasts are dealt with where programs are emitted. */
export type EmittedPrimitive = Exclude<Primitive, 'input' | 'constant' | 'broadcast'>;

/** So large that every number above 0 that matters becomes 1 or more, and the product with it stays ordered. */
const huge = 1e30;

const same =
  (operator: string) =>
  (_: unknown, inputs: readonly string[], model: ModelBuilder): string =>
    model.node(operator, inputs);

export const emissions: { readonly [P in EmittedPrimitive]: Emission<P> } = {
  neg: same('Neg'),
  exp: same('Exp'),
  log: same('Log'),
  sqrt: same('Sqrt'),
  tanh: same('Tanh'),
  sigmoid: same('Sigmoid'),
  softplus: same('Softplus'),
  erf: same('Erf'),
  abs: same('Abs'),
  sign: same('Sign'),
  stop: (_, [x]) => x!,
  add: same('Add'),
  sub: same('Sub'),
  mul: same('Mul'),
  div: same('Div'),
  max: same('Max'),
  leaky: ({ attributes: { slope } }, inputs, model) =>
    slope === 0 ? model.node('Relu', inputs) : model.node('LeakyRelu', inputs, { alpha: { float: slope } }),
  mask: ({ attributes: { slope } }, [x], model) => {
    // HardSigmoid is max(0, min(1, alpha x + beta)), in one sweep: a third of Sign's time
    if (slope === 0) return model.node('HardSigmoid', [x!], { alpha: { float: huge }, beta: { float: 0 } });
    if (slope > 0 && slope < 1) {
      const large = model.node('Mul', [x!, model.number(huge)]);
      return model.node('Clip', [large, model.number(slope), model.number(1)]);
    }
    const above = model.node('Greater', [x!, model.number(0)]);
    return model.node('Where', [above, model.number(1), model.number(slope)]);
  },
  elu: ({ attributes: { alpha, scale } }, inputs, model) =>
    scale === 1
      ? model.node('Elu', inputs, { alpha: { float: alpha } })
      : model.node('Selu', inputs, { alpha: { float: alpha }, gamma: { float: scale } }),
  greater: (_, inputs, model) => model.node('Cast', [model.node('Greater', inputs)], { to: 1 }),
  where: (_, [condition, a, b], model) =>
    model.node('Where', [model.node('Greater', [condition!, model.number(0)]), a!, b!]),
  matmul: ({ attributes: { transposeA, transposeB }, inputs: [a, b] }, [x, y], model) => {
    if (a!.shape.length === 2) {
      return model.node('Gemm', [x!, y!], { transA: Number(transposeA), transB: Number(transposeB) });
    }
    const left = transposeA ? swapped(x!, a!.shape, model) : x!;
    const right = transposeB ? swapped(y!, b!.shape, model) : y!;
    return model.node('MatMul', [left, right]);
  },
  transpose: ({ attributes: { permutation } }, inputs, model) => model.node('Transpose', inputs, { perm: permutation }),
  reshape: ({ shape }, [x], model) => model.node('Reshape', [x!, model.integers(shape)]),
  sum: ({ attributes: { axes } }, [x], model) =>
    axes.length === 0 ? x! : model.node('ReduceSum', [x!, model.integers(axes)], { keepdims: 0 }),
  reduceMax: ({ attributes: { axes } }, [x], model) =>
    axes.length === 0 ? x! : model.node('ReduceMax', [x!], { axes, keepdims: 0 }),
  concat: ({ attributes: { axis } }, inputs, model) => model.node('Concat', inputs, { axis }),
  slice: ({ attributes: { axis, start, end } }, [x], model) =>
    model.node('Slice', [x!, model.integers([start]), model.integers([end]), model.integers([axis])]),
  pad: ({ attributes: { axis, before, after }, shape }, [x], model) => {
    const at = (length: number): number[] => shape.map((_, each) => (each === axis ? length : 0));
    return model.node('Pad', [x!, model.integers([...at(before), ...at(after)])]);
  },
  gather: ({ attributes: { axis, indices } }, [x], model) =>
    model.node('Gather', [x!, model.integers(indices)], { axis }),
  scatter: ({ attributes: { axis, indices, length }, shape }, [x], model) => {
    // Rows are added where they belong by a product with a matrix of zeros and ones
    const count = indices.length;
    const blocks = sizeOfShape(shape.slice(0, axis));
    const row = sizeOfShape(shape.slice(axis + 1));
    const places = new Float32Array(length * count);
    indices.forEach((index, from) => (places[index * count + from] = 1));
    const flat = model.node('Reshape', [x!, model.integers([blocks, count, row])]);
    const added = model.node('MatMul', [model.tensor(places, [length, count]), flat]);
    return model.node('Reshape', [added, model.integers(shape)]);
  },
  conv: ({ attributes }, inputs, model) => model.node('Conv', inputs, geometryOf(attributes)),
  convTranspose: (node, inputs, model) => model.node('ConvTranspose', inputs, transposedGeometryOf(node)),
  convFilter: ({ attributes, inputs: [x, y], shape }, [nameX, nameY], model) => {
    // The batch takes the place of the channels, and strides become the distances between the filter's rows
    const { strides, pads } = attributes;
    const turned = model.node(
      'Conv',
      [
        model.node('Transpose', [nameX!], { perm: [1, 0, 2, 3] }),
        model.node('Transpose', [nameY!], { perm: [1, 0, 2, 3] }),
      ],
      { dilations: strides, pads },
    );
    const whole = ([0, 1] as const).map(
      (axis) => x!.shape[axis + 2]! + pads[axis] + pads[axis + 2]! - (y!.shape[axis + 2]! - 1) * strides[axis],
    );
    const [height, width] = [shape[2]!, shape[3]!];
    const cut =
      whole[0] === height && whole[1] === width
        ? turned
        : model.node('Slice', [
            turned,
            model.integers([0, 0]),
            model.integers([height, width]),
            model.integers([2, 3]),
          ]);
    return model.node('Transpose', [cut], { perm: [1, 0, 2, 3] });
  },
};

export function geometryOf({ strides, pads }: ConvGeometry): {
  readonly strides: readonly number[];
  readonly pads: readonly number[];
} {
  return { strides, pads };
}

/** With what the strides leave over at the lower and right edge. */
export function transposedGeometryOf({
  attributes,
  inputs: [y, filter],
}: Pick<TensorOf<'convTranspose'>, 'attributes' | 'inputs'>): Readonly<Record<string, readonly number[]>> {
  const { strides, pads, size } = attributes;
  const padding = ([0, 1] as const).map(
    (axis) =>
      size[axis] -
      ((y!.shape[axis + 2]! - 1) * strides[axis] + filter!.shape[axis + 2]! - pads[axis] - pads[axis + 2]!),
  );
  return { ...geometryOf(attributes), output_padding: padding };
}

function swapped(name: string, shape: Shape, model: ModelBuilder): string {
  const axes = shape.map((_, axis) => axis);
  const last = axes.length - 1;
  return model.node('Transpose', [name], { perm: [...axes.slice(0, -2), last, last - 1] });
}
