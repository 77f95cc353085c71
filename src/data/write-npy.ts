/** NumPy's .npy files (numpy.lib.format, version 1): float32 numbers in C order. */

/** @param shape whose product is the number of values */
export function writeNpy(values: Float32Array, shape: readonly number[]): Uint8Array {
  const list = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${list}), }`;
  // Magic, version and length take ten bytes; the numbers begin at a multiple of 64, after a line's end.
  const length = 64 * Math.ceil((10 + dictionary.length + 1) / 64) - 10;
  const bytes = Buffer.alloc(10 + length + values.byteLength, ' ');
  bytes.write('\x93NUMPY\x01\x00', 0, 'latin1');
  bytes.writeUInt16LE(length, 8);
  bytes.write(dictionary, 10, 'latin1');
  bytes.write('\n', 10 + length - 1, 'latin1');
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), 10 + length);
  return bytes;
}
