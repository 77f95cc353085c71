/**
 * The tensor graph's one data type. A tensor is a node: what computes it, from which tensors, and its shape. Nodes
 * are immutable and know nothing of who uses them; equal ones are merged when a program is made of them.
 */

export type Shape = readonly number[];

/** Strides and padding of a 2D convolution over [n, channels, height, width]. */
export interface ConvGeometry {
  readonly strides: readonly [number, number];
  /** Zeros added: top, left, bottom, right. */
  readonly pads: readonly [number, number, number, number];
}

/**
 * The primitives and what they hold beside their inputs. Binary ones take equal shapes: builders put `broadcast` in
 * front where shapes differ, and emission leaves it out where an engine broadcasts by itself.
 */
export interface PrimitiveAttributes {
  /** A number fed at each call, or carried from call to call. */
  readonly input: { readonly name: string };
  readonly constant: { readonly values: Float64Array };
  // One input, the same shape
  readonly neg: NoAttributes;
  readonly exp: NoAttributes;
  readonly log: NoAttributes;
  readonly sqrt: NoAttributes;
  readonly tanh: NoAttributes;
  readonly sigmoid: NoAttributes;
  /** log(1 + exp x), right for all x. */
  readonly softplus: NoAttributes;
  readonly erf: NoAttributes;
  readonly abs: NoAttributes;
  readonly sign: NoAttributes;
  /** x where above 0, else slope x. Slope 0 is ReLU. */
  readonly leaky: { readonly slope: number };
  /** 1 where x is above 0, else slope: the derivative of `leaky`, itself of derivative 0. */
  readonly mask: { readonly slope: number };
  /** scale x where above 0, else scale alpha (exp(x) - 1). */
  readonly elu: { readonly alpha: number; readonly scale: number };
  /** x, with derivative 0. */
  readonly stop: NoAttributes;
  // Two inputs of the same shape
  readonly add: NoAttributes;
  readonly sub: NoAttributes;
  readonly mul: NoAttributes;
  readonly div: NoAttributes;
  readonly max: NoAttributes;
  /** 1 where a is above b, else 0. */
  readonly greater: NoAttributes;
  /** Three inputs of the same shape: the second where the first is above 0, else the third. */
  readonly where: NoAttributes;
  // Products
  /** [.., m, k] x [.., k, n], each transposed in its last two axes where said; equal leading axes. */
  readonly matmul: { readonly transposeA: boolean; readonly transposeB: boolean };
  // Shape
  readonly transpose: { readonly permutation: readonly number[] };
  readonly reshape: { readonly shape: Shape };
  /** Sum over axes, which disappear. */
  readonly sum: { readonly axes: readonly number[] };
  /** Largest over axes, which disappear. */
  readonly reduceMax: { readonly axes: readonly number[] };
  /** To a larger shape, as NumPy does (aligned at the last axis; length 1 is repeated). */
  readonly broadcast: { readonly shape: Shape };
  readonly concat: { readonly axis: number };
  readonly slice: { readonly axis: number; readonly start: number; readonly end: number };
  /** Zeros before and after along one axis. */
  readonly pad: { readonly axis: number; readonly before: number; readonly after: number };
  /** Rows along an axis by fixed indices. */
  readonly gather: { readonly axis: number; readonly indices: readonly number[] };
  /** Adjoint of `gather`: rows of a tensor of `length` along the axis, summed where indices repeat. */
  readonly scatter: { readonly axis: number; readonly indices: readonly number[]; readonly length: number };
  // Convolutions over [n, channels, height, width]; each one's two gradients are the other two
  /** Inputs x [n, c, h, w] and filter [k, c, fh, fw]. */
  readonly conv: ConvGeometry;
  /** Inputs y [n, k, h', w'] and filter [k, c, fh, fw]: adjoint of `conv` in x, of the given size. */
  readonly convTranspose: ConvGeometry & { readonly size: readonly [number, number] };
  /** Inputs x and y: adjoint of `conv` in the filter, of the given filter size. */
  readonly convFilter: ConvGeometry & { readonly size: readonly [number, number] };
}

export type NoAttributes = Readonly<Record<string, never>>;
export type Primitive = keyof PrimitiveAttributes;

export type TensorOf<P extends Primitive> = {
  readonly primitive: P;
  readonly attributes: PrimitiveAttributes[P];
  readonly inputs: readonly Tensor[];
  readonly shape: Shape;
  /** Where in the config it comes from, e.g. `generator.layers[2]`; for messages only. */
  readonly origin?: string;
};

export type Tensor = { readonly [P in Primitive]: TensorOf<P> }[Primitive];

/** How many numbers a tensor has. */
export function sizeOfShape(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}
