/**
 * IDX files, as MNIST and its relatives are downloaded: two zero bytes, the type of the numbers, how many axes, the
 * size of each (big-endian), then the numbers (Y. LeCun, "The MNIST database"). Gzipped or not. Only unsigned bytes are
 * read: all published sets of images have those.
 */
import { DataError } from './errors.ts';
import { mostBytes, readStart, readWhole, tooLarge, unpacked, unpackedStart } from './files.ts';

export interface IdxArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

const unsignedByte = 0x08;
/** Enough of a gzipped file for its first bytes to come out. */
const startBytes = 4096;

/** The sizes alone; the numbers are not read. @throws DataError */
export async function readIdxShape(file: string): Promise<readonly number[]> {
  return headerOf(unpackedStart(await readStart(file, startBytes), file), file).shape;
}

/** @throws DataError */
export async function readIdx(file: string): Promise<IdxArray> {
  const packed = await readWhole(file);
  const { shape, start } = headerOf(unpackedStart(packed.subarray(0, startBytes), file), file);
  const promised = start + shape.reduce((product, each) => product * each, 1);
  if (promised > mostBytes) throw tooLarge(file, promised);
  const bytes = unpacked(packed, file, promised);
  if (bytes.length !== promised) {
    const message = `has ${bytes.length} bytes where its header promises ${promised}: it is cut off; download it again`;
    throw new DataError('malformed', message, { file });
  }
  return { shape, values: bytes.subarray(start) };
}

function headerOf(bytes: Buffer, file: string): { shape: readonly number[]; start: number } {
  const axes = bytes[3] ?? 0;
  const start = 4 + 4 * axes;
  if (bytes.length < start || axes === 0 || bytes.readUInt16BE(0) !== 0) {
    throw new DataError('malformed', 'is no IDX file; give one as MNIST is downloaded (…-idx3-ubyte.gz)', { file });
  }
  if (bytes[2] !== unsignedByte) {
    const type = bytes[2]!.toString(16).padStart(2, '0');
    throw new DataError('unsupported', `holds numbers of type 0x${type}; only unsigned bytes (0x08) are read`, {
      file,
    });
  }
  return { shape: Array.from({ length: axes }, (_, axis) => bytes.readUInt32BE(4 + 4 * axis)), start };
}
