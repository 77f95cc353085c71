/** NumPy's .npz files: a ZIP archive of .npy files, stored or deflated. */
import { unzipSync, type UnzipFileInfo } from 'fflate';
import { DataError } from './errors.ts';
import { mostBytes, tooLarge } from './files.ts';

/** Names of the arrays in it. @throws DataError */
export function namesInNpz(bytes: Buffer, file: string): string[] {
  const names: string[] = [];
  unzipped(bytes, file, ({ name }) => {
    if (name.endsWith('.npy')) names.push(name.slice(0, -'.npy'.length));
    return false;
  });
  return names;
}

/** The .npy file of one array. Its size is checked before it is unpacked. @throws DataError */
export function npyInNpz(bytes: Buffer, name: string, file: string): Buffer {
  const found = unzipped(bytes, file, (entry) => {
    if (entry.name !== `${name}.npy`) return false;
    if (entry.originalSize > mostBytes) throw tooLarge(file, entry.originalSize);
    return true;
  });
  const npy = found[`${name}.npy`];
  if (npy !== undefined) return Buffer.from(npy.buffer, npy.byteOffset, npy.byteLength);
  const names = namesInNpz(bytes, file);
  const there = names.length === 0 ? 'it has no arrays' : `it has ${names.join(', ')}`;
  throw new DataError('unsupported', `has no array "${name}"; ${there}`, { file });
}

function unzipped(bytes: Buffer, file: string, filter: (entry: UnzipFileInfo) => boolean): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(
      'malformed',
      'is no .npz file, or is cut off; save it with numpy.savez',
      { file },
      { cause: error },
    );
  }
}
