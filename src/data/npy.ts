/**
 * NumPy's .npy files (numpy.lib.format, versions 1 to 3): numbers of any usual type and byte order, of any shape, in C
 * or Fortran order.
 */
import { DataError } from './errors.ts';
import type { Table } from './table.ts';

type ReadNumber = (view: DataView, at: number, little: boolean) => number;

/** By NumPy's kind and size: https://numpy.org/doc/stable/reference/arrays.interface.html */
const types: Readonly<Record<string, ReadNumber>> = {
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
  i1: (view, at) => view.getInt8(at),
  i2: (view, at, little) => view.getInt16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  u1: (view, at) => view.getUint8(at),
  u2: (view, at, little) => view.getUint16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
};

/** What stands before the numbers. */
export interface NpyHeader {
  /** NumPy's kind and size, `f4`. */
  readonly type: string;
  readonly shape: readonly number[];
}

interface Header extends NpyHeader {
  readonly little: boolean;
  readonly fortran: boolean;
  /** Where the numbers begin. */
  readonly start: number;
}

/** An array of any shape, in C order. */
export interface NpyArray {
  readonly shape: readonly number[];
  /** Bytes where the file has those. */
  readonly values: Float32Array | Uint8Array;
}

/** Bytes at the begin of a file that hold its header. */
export const npyHeaderBytes = 65_600;

/** One- or two-dimensional numbers as a table. @throws DataError */
export function readNpy(bytes: Buffer, file: string): Table {
  const header = readHeader(bytes, file);
  const { shape } = header;
  if (shape.length === 0 || shape.length > 2) {
    readerOf(header, file);
    const message = `has the shape [${shape.join(', ')}]; reshape it to [rows, dimensions]`;
    throw new DataError('unsupported', message, { file });
  }
  const dimensions = shape[1] ?? 1;
  const values = numbersIn(bytes, header, file, (at) => {
    const [line, column] = [Math.floor(at / dimensions) + 1, (at % dimensions) + 1];
    const message = `row ${line}, column ${column} is not a finite number; remove the row or rescale the data`;
    return new DataError('not-finite', message, { file, line, column });
  });
  return { values, dimensions };
}

/** Type and shape alone. @param bytes the first `npyHeaderBytes`, or all there are @throws DataError */
export function readNpyHeader(bytes: Buffer, file: string): NpyHeader {
  return readHeader(bytes, file);
}

/** @param file that is blamed @throws DataError */
export function readNpyArray(bytes: Buffer, file: string): NpyArray {
  const header = readHeader(bytes, file);
  const { shape, type, fortran, start } = header;
  if (type === 'u1' && !fortran) {
    return { shape, values: bytes.subarray(start, start + checkedBytes(bytes, header, file)) };
  }
  const values = numbersIn(bytes, header, file, (at) => {
    const message = `the number at [${indexOf(at, shape).join(', ')}] is not finite; remove the sample or rescale the data`;
    return new DataError('not-finite', message, { file });
  });
  return { shape, values };
}

/** @param refuse the error for the number at a place (in C order) that is not finite */
function numbersIn(bytes: Buffer, header: Header, file: string, refuse: (at: number) => DataError): Float32Array {
  const { type, little, fortran, shape, start } = header;
  const read = readerOf(header, file);
  const promised = checkedBytes(bytes, header, file);
  const size = sizeOfType(type);
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, promised);
  const values = new Float32Array(promised / size);
  for (let at = 0; at < values.length; at++) {
    const from = fortran ? fortranPlace(at, shape) : at;
    const value = Math.fround(read(view, from * size, little));
    if (!Number.isFinite(value)) throw refuse(at);
    values[at] = value;
  }
  return values;
}

/** How many bytes of numbers there are, which is as many as the shape needs. */
function checkedBytes(bytes: Buffer, { type, shape, start }: Header, file: string): number {
  if (shape.includes(0)) throw new DataError('no-rows', 'has no numbers', { file });
  const promised = shape.reduce((product, each) => product * each, sizeOfType(type));
  if (bytes.length - start !== promised) {
    const message = `has ${bytes.length - start} bytes of numbers where its shape needs ${promised}; save it again`;
    throw new DataError('malformed', message, { file });
  }
  return promised;
}

function readerOf({ type }: Header, file: string): ReadNumber {
  const read = types[type];
  if (read !== undefined) return read;
  throw new DataError('unsupported', `holds elements of type ${type}; save it with .astype('float32')`, { file });
}

function sizeOfType(type: string): number {
  return Number(type.slice(1));
}

/** Indices along the axes of a place in C order. */
function indexOf(at: number, shape: readonly number[]): number[] {
  let rest = at;
  return shape
    .toReversed()
    .map((size) => {
      const index = rest % size;
      rest = Math.floor(rest / size);
      return index;
    })
    .toReversed();
}

/** Where the number at a place in C order lies in Fortran order. */
function fortranPlace(at: number, shape: readonly number[]): number {
  let place = 0;
  let rest = at;
  let stride = shape.reduce((product, size) => product * size, 1);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis]!;
    stride /= size;
    place += (rest % size) * stride;
    rest = Math.floor(rest / size);
  }
  return place;
}

function readHeader(bytes: Buffer, file: string): Header {
  const malformed = (): DataError => new DataError('malformed', 'is no .npy file; save it with numpy.save', { file });
  if (bytes.length < 12 || bytes.toString('latin1', 0, 6) !== '\x93NUMPY') throw malformed();
  const long = bytes[6]! >= 2;
  const begin = long ? 12 : 10;
  const start = begin + (long ? bytes.readUInt32LE(8) : bytes.readUInt16LE(8));
  if (start > bytes.length) throw malformed();
  const text = bytes.toString('utf8', begin, start);
  const descr = /'descr':\s*'([<>|=])(\w+)'/.exec(text);
  const order = /'fortran_order':\s*(True|False)/.exec(text);
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(text);
  if (order === null || shape === null) throw malformed();
  if (descr === null) {
    throw new DataError('unsupported', 'holds records; save one array of numbers', { file });
  }
  return {
    type: descr[2]!,
    little: descr[1] !== '>',
    fortran: order[1] === 'True',
    shape: shape[1]!
      .split(',')
      .filter((size) => size.trim() !== '')
      .map(Number),
    start,
  };
}
