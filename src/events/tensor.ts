/**
 * TensorProto (tensorflow/core/framework/tensor.proto) to plain arrays. A tensor's numbers may come as raw bytes
 * (`tensor_content`) or in a list per type (`float_val`, ...), in which the last number stands for all that are missing.
 */
import type { PbfReader } from 'pbf';
import { EventError } from './errors.ts';

/** A tensor as logged, row-major. */
export interface Tensor {
  /** NumPy's name of the element type; `string` for bytes. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Float32Array for float32, float16 and bfloat16; Float64Array else (exact up to 2^53). Empty for strings. */
  readonly data: Float32Array | Float64Array;
  /** The elements of a tensor of strings, as bytes. */
  readonly strings: readonly Uint8Array[];
}

/** No tensor with more elements is decoded: 256 MB as float32. */
export const maximumElements = 2 ** 26;

interface NumericType {
  readonly name: string;
  readonly bytes: number;
  readonly single: boolean;
  read(view: DataView, at: number): number;
}

const numericTypes: ReadonlyMap<number, NumericType> = new Map<number, NumericType>([
  [1, { name: 'float32', bytes: 4, single: true, read: (view, at) => view.getFloat32(at, true) }],
  [2, { name: 'float64', bytes: 8, single: false, read: (view, at) => view.getFloat64(at, true) }],
  [3, { name: 'int32', bytes: 4, single: false, read: (view, at) => view.getInt32(at, true) }],
  [4, { name: 'uint8', bytes: 1, single: false, read: (view, at) => view.getUint8(at) }],
  [5, { name: 'int16', bytes: 2, single: false, read: (view, at) => view.getInt16(at, true) }],
  [6, { name: 'int8', bytes: 1, single: false, read: (view, at) => view.getInt8(at) }],
  [9, { name: 'int64', bytes: 8, single: false, read: (view, at) => Number(view.getBigInt64(at, true)) }],
  [10, { name: 'bool', bytes: 1, single: false, read: (view, at) => view.getUint8(at) }],
  [14, { name: 'bfloat16', bytes: 2, single: true, read: (view, at) => bfloat16(view.getUint16(at, true)) }],
  [17, { name: 'uint16', bytes: 2, single: false, read: (view, at) => view.getUint16(at, true) }],
  [19, { name: 'float16', bytes: 2, single: true, read: (view, at) => float16(view.getUint16(at, true)) }],
  [22, { name: 'uint32', bytes: 4, single: false, read: (view, at) => view.getUint32(at, true) }],
  [23, { name: 'uint64', bytes: 8, single: false, read: (view, at) => Number(view.getBigUint64(at, true)) }],
]);

const stringType = 7;

/** IEEE 754 half precision. */
function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The upper half of a float32. */
function bfloat16(bits: number): number {
  return new Float32Array(Uint32Array.of(bits << 16).buffer)[0]!;
}

/** A TensorProto's fields as they are on the wire: element lists not yet turned into arrays. */
interface TensorParts {
  type: number;
  shape: number[];
  content: Uint8Array | undefined;
  /** `half_val` holds bit patterns, all other lists numbers. */
  halves: boolean;
  list: number[];
  strings: Uint8Array[];
}

function readDimension(field: number, sizes: number[], reader: PbfReader): void {
  if (field === 1) sizes[sizes.length - 1] = reader.readVarint(true);
}

function readShape(field: number, sizes: number[], reader: PbfReader): void {
  if (field !== 2) return;
  sizes.push(0); // a size of 0 is left out on the wire
  reader.readMessage(readDimension, sizes);
}

function readPart(field: number, parts: TensorParts, reader: PbfReader): void {
  if (field === 1) parts.type = reader.readVarint();
  else if (field === 2) reader.readMessage(readShape, parts.shape);
  else if (field === 4) parts.content = reader.readBytes();
  else if (field === 5) reader.readPackedFloat(parts.list);
  else if (field === 6) reader.readPackedDouble(parts.list);
  else if (field === 8) parts.strings.push(reader.readBytes());
  else if (field === 7 || field === 10 || field === 11) reader.readPackedVarint(parts.list, true);
  else if (field === 16 || field === 17) reader.readPackedVarint(parts.list);
  else if (field === 13) {
    parts.halves = true;
    reader.readPackedVarint(parts.list);
  }
}

/** Only the shape and the element type, without touching the elements. */
export function readTensorHead(reader: PbfReader, end: number): { numeric: boolean; rank: number } {
  const shape: number[] = [];
  let type = 0;
  reader.readFields(
    (field, _, pbf) => {
      if (field === 1) type = pbf.readVarint();
      else if (field === 2) pbf.readMessage(readShape, shape);
    },
    undefined,
    end,
  );
  return { numeric: numericTypes.has(type), rank: shape.length };
}

/**
 * Reads a TensorProto that ends at `end`.
 * @throws EventError `malformed`, `too-large` or `unsupported`, naming `tag`
 */
export function readTensor(reader: PbfReader, end: number, tag: string): Tensor {
  const parts: TensorParts = { type: 0, shape: [], content: undefined, halves: false, list: [], strings: [] };
  reader.readFields(readPart, parts, end);
  const { shape } = parts;
  if (shape.some((size) => size < 0)) {
    throw new EventError('malformed', `${tag}: the tensor has no known shape`);
  }
  const count = shape.reduce((product, size) => product * size, 1);
  if (parts.type === stringType) {
    return { dtype: 'string', shape, data: new Float32Array(), strings: parts.strings };
  }
  const type = numericTypes.get(parts.type);
  if (type === undefined) throw new EventError('unsupported', `${tag}: element type ${parts.type} is not read`);
  if (count > maximumElements) {
    throw new EventError('too-large', `${tag}: the tensor has ${count} elements, more than ${maximumElements}`);
  }
  return { dtype: type.name, shape, data: elements(parts, type, count, tag), strings: [] };
}

function elements(parts: TensorParts, type: NumericType, count: number, tag: string): Float32Array | Float64Array {
  const { content, list } = parts;
  if (content !== undefined && content.length > 0) {
    if (content.length !== count * type.bytes) {
      throw new EventError('malformed', `${tag}: ${content.length} bytes for ${count} elements of ${type.name}`);
    }
    const data = type.single ? new Float32Array(count) : new Float64Array(count);
    if (type.name === 'float32' && littleEndian) {
      new Uint8Array(data.buffer).set(content);
      return data;
    }
    const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
    for (let i = 0; i < count; i++) data[i] = type.read(view, i * type.bytes);
    return data;
  }
  if (list.length > count) {
    throw new EventError('malformed', `${tag}: ${list.length} values for ${count} elements`);
  }
  const data = type.single ? new Float32Array(count) : new Float64Array(count);
  const decode = parts.halves ? (type.name === 'bfloat16' ? bfloat16 : float16) : undefined;
  for (let i = 0; i < list.length; i++) data[i] = decode === undefined ? list[i]! : decode(list[i]!);
  if (list.length > 0) data.fill(data[list.length - 1]!, list.length);
  return data;
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
