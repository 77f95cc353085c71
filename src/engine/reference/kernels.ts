/**
 * Every primitive on plain double-precision arrays, row by row, in the most direct way there is: this is the oracle
 * that the fast engines are held against.
 */
import {
  ruleOf,
  sizeOfShape,
  type ElementwisePrimitive,
  type Primitive,
  type Shape,
  type Tensor,
  type TensorOf,
} from '../../graph/index.ts';
import { convolve, convolveBack, convolveFilter } from './convolution.ts';

type Arrays = readonly Float64Array[];
/** Fills `out`, which holds zeros, with the node's value. */
type Kernel<P extends Primitive> = (node: TensorOf<P>, inputs: Arrays, out: Float64Array) => void;

/** Steps between neighbours along each axis. */
function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}

/**
 * Calls `visit(at, other)` for each index of `shape`: its position row by row, and the position that the same index has
 * in an array of the given strides.
 */
function eachIndex(shape: Shape, strides: readonly number[], visit: (at: number, other: number) => void): void {
  const index = new Array<number>(shape.length).fill(0);
  const size = sizeOfShape(shape);
  let other = 0;
  for (let at = 0; at < size; at++) {
    visit(at, other);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      other += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      other -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
}

/** Strides of an array in which the named axes are folded into one place. */
function foldedStrides(shape: Shape, axes: readonly number[]): number[] {
  const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const inner = stridesOf(kept.map((axis) => shape[axis]!));
  const strides = new Array<number>(shape.length).fill(0);
  kept.forEach((axis, place) => (strides[axis] = inner[place]!));
  return strides;
}

/** Around one axis: how many blocks before it, and how many numbers each of its rows has. */
function around(shape: Shape, axis: number): { readonly blocks: number; readonly row: number } {
  return { blocks: sizeOfShape(shape.slice(0, axis)), row: sizeOfShape(shape.slice(axis + 1)) };
}

const elementwise: Kernel<ElementwisePrimitive> = (node, [a, b, c], out) => {
  const rule = ruleOf(node as Tensor);
  for (let i = 0; i < out.length; i++) out[i] = rule.value!(node.attributes, a![i]!, b?.[i] ?? 0, c?.[i] ?? 0);
};

const matmul: Kernel<'matmul'> = ({ attributes, inputs: [a], shape }, [x, y], out) => {
  const { transposeA, transposeB } = attributes;
  const [m, n] = [shape.at(-2)!, shape.at(-1)!];
  const inner = a!.shape.at(transposeA ? -2 : -1)!;
  const [rowA, stepA] = transposeA ? [1, m] : [inner, 1];
  const [columnB, stepB] = transposeB ? [inner, 1] : [1, n];
  const batches = sizeOfShape(shape.slice(0, -2));
  for (let batch = 0; batch < batches; batch++) {
    const [fromA, fromB, to] = [batch * m * inner, batch * inner * n, batch * m * n];
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < inner; k++) {
          sum += x![fromA + i * rowA + k * stepA]! * y![fromB + j * columnB + k * stepB]!;
        }
        out[to + i * n + j] = sum;
      }
    }
  }
};

/** All but elementwise primitives and leaves. */
type Structured = Exclude<Primitive, ElementwisePrimitive | 'input' | 'constant'>;

const structured: { readonly [P in Structured]: Kernel<P> } = {
  matmul,
  reshape: (_, [x], out) => out.set(x!),
  transpose: ({ attributes, inputs, shape }, [x], out) => {
    const from = stridesOf(inputs[0]!.shape);
    const strides = attributes.permutation.map((axis) => from[axis]!);
    eachIndex(shape, strides, (at, other) => (out[at] = x![other]!));
  },
  sum: ({ attributes, inputs }, [x], out) => {
    const { shape } = inputs[0]!;
    eachIndex(shape, foldedStrides(shape, attributes.axes), (at, other) => (out[other]! += x![at]!));
  },
  reduceMax: ({ attributes, inputs }, [x], out) => {
    const { shape } = inputs[0]!;
    out.fill(Number.NEGATIVE_INFINITY);
    eachIndex(shape, foldedStrides(shape, attributes.axes), (at, other) => {
      const value = x![at]!;
      if (value > out[other]! || Number.isNaN(value)) out[other] = value;
    });
  },
  broadcast: ({ inputs, shape }, [x], out) => {
    const from = inputs[0]!.shape;
    const missing = shape.length - from.length;
    const strides = stridesOf(from);
    const spread = shape.map((_, axis) =>
      axis < missing || from[axis - missing] === 1 ? 0 : strides[axis - missing]!,
    );
    eachIndex(shape, spread, (at, other) => (out[at] = x![other]!));
  },
  concat: ({ attributes: { axis }, inputs, shape }, arrays, out) => {
    const { blocks, row } = around(shape, axis);
    const whole = shape[axis]! * row;
    let start = 0;
    inputs.forEach((input, which) => {
      const part = input.shape[axis]! * row;
      for (let block = 0; block < blocks; block++) {
        out.set(arrays[which]!.subarray(block * part, (block + 1) * part), block * whole + start);
      }
      start += part;
    });
  },
  slice: ({ attributes: { axis, start, end }, inputs }, [x], out) => {
    const { shape } = inputs[0]!;
    const { blocks, row } = around(shape, axis);
    const [whole, part] = [shape[axis]! * row, (end - start) * row];
    for (let block = 0; block < blocks; block++) {
      out.set(x!.subarray(block * whole + start * row, block * whole + end * row), block * part);
    }
  },
  pad: ({ attributes: { axis, before }, inputs, shape }, [x], out) => {
    const { blocks, row } = around(shape, axis);
    const [whole, part] = [shape[axis]! * row, inputs[0]!.shape[axis]! * row];
    for (let block = 0; block < blocks; block++) {
      out.set(x!.subarray(block * part, (block + 1) * part), block * whole + before * row);
    }
  },
  gather: ({ attributes: { axis, indices }, inputs }, [x], out) => {
    const { shape } = inputs[0]!;
    const { blocks, row } = around(shape, axis);
    for (let block = 0; block < blocks; block++) {
      indices.forEach((index, to) => {
        const from = (block * shape[axis]! + index) * row;
        out.set(x!.subarray(from, from + row), (block * indices.length + to) * row);
      });
    }
  },
  scatter: ({ attributes: { axis, indices, length }, inputs }, [x], out) => {
    const { blocks, row } = around(inputs[0]!.shape, axis);
    for (let block = 0; block < blocks; block++) {
      indices.forEach((index, from) => {
        for (let k = 0; k < row; k++) {
          out[(block * length + index) * row + k]! += x![(block * indices.length + from) * row + k]!;
        }
      });
    }
  },
  conv: ({ attributes, inputs: [x, filter], shape }, arrays, out) =>
    convolve(arrays[0]!, x!.shape, arrays[1]!, filter!.shape, out, shape, attributes),
  convTranspose: ({ attributes, inputs: [y, filter], shape }, arrays, out) =>
    convolveBack(arrays[0]!, y!.shape, arrays[1]!, filter!.shape, out, shape, attributes),
  convFilter: ({ attributes, inputs: [x, y], shape }, arrays, out) =>
    convolveFilter(arrays[0]!, x!.shape, arrays[1]!, y!.shape, out, shape, attributes),
};

/** The kernel of a primitive; leaves have none. */
export function kernelOf(primitive: Exclude<Primitive, 'input' | 'constant'>): Kernel<Primitive> {
  return (
    Object.hasOwn(structured, primitive) ? structured[primitive as Structured] : elementwise
  ) as Kernel<Primitive>;
}
