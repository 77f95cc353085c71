/**
 * NumPy's .npy files (numpy.lib.format, versions 1 to 3): numbers of any usual type and byte order, one- or
 * two-dimensional, in C or Fortran order.
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

interface Header {
  readonly type: string;
  readonly little: boolean;
  readonly fortran: boolean;
  readonly shape: readonly number[];
  /** Where the numbers begin. */
  readonly start: number;
}

/** @throws DataError */
export function readNpy(bytes: Buffer, file: string): Table {
  const { type, little, fortran, shape, start } = readHeader(bytes, file);
  const read = types[type];
  if (read === undefined) {
    throw new DataError('unsupported', `holds elements of type ${type}; save it with .astype('float32')`, { file });
  }
  if (shape.length === 0 || shape.length > 2) {
    const message = `has the shape [${shape.join(', ')}]; reshape it to [rows, dimensions]`;
    throw new DataError('unsupported', message, { file });
  }
  const rows = shape[0]!;
  const dimensions = shape[1] ?? 1;
  const size = Number(type.slice(1));
  if (rows === 0 || dimensions === 0) throw new DataError('no-rows', 'has no numbers', { file });
  const promised = rows * dimensions * size;
  if (bytes.length - start !== promised) {
    const message = `has ${bytes.length - start} bytes of numbers where its shape needs ${promised}; save it again`;
    throw new DataError('malformed', message, { file });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, promised);
  const values = new Float32Array(rows * dimensions);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < dimensions; column++) {
      const at = fortran ? column * rows + row : row * dimensions + column;
      const value = Math.fround(read(view, at * size, little));
      if (!Number.isFinite(value)) {
        const message = `row ${row + 1}, column ${column + 1} is not a finite number; remove the row or rescale the data`;
        throw new DataError('not-finite', message, { file, line: row + 1, column: column + 1 });
      }
      values[row * dimensions + column] = value;
    }
  }
  return { values, dimensions };
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
