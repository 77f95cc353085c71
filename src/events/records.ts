/**
 * The framing of TensorBoard's event files (TFRecord): each record is an 8 byte length, the masked CRC-32C of these 8
 * bytes, the payload, and the masked CRC-32C of the payload; all little-endian. See tensorflow/core/lib/io/
 * record_writer.h.
 */
import { maskedCrc32c } from './crc32c.ts';

/** Bytes in front of a payload, and behind it. */
export const headerBytes = 12;
export const footerBytes = 4;

/** A payload with its frame, ready to be appended to a file. */
export function frame(payload: Uint8Array): Uint8Array {
  const record = new Uint8Array(headerBytes + payload.length + footerBytes);
  const view = new DataView(record.buffer);
  view.setUint32(0, payload.length % 2 ** 32, true);
  view.setUint32(4, Math.floor(payload.length / 2 ** 32), true);
  view.setUint32(8, maskedCrc32c(record, 0, 8), true);
  record.set(payload, headerBytes);
  view.setUint32(headerBytes + payload.length, maskedCrc32c(payload), true);
  return record;
}

/** How a scan of a piece of a file ended; positions are relative to the piece. */
export interface Scan {
  /** Bytes dealt with: whole records, good or skipped. */
  readonly consumed: number;
  /** Bytes, counted from `consumed`, that the next record needs before it can be read (12 if not even known). */
  readonly need: number;
  /** The record at `consumed` has a length that its checksum denies: what follows cannot be found. */
  readonly broken: boolean;
}

/**
 * Walks the records in `bytes`, up to the first with a payload above `maximum` bytes.
 * @param good called with begin and end of each payload whose checksum is right
 * @param bad called with the begin of each record whose length is right and whose payload is damaged
 */
export function scanRecords(
  bytes: Uint8Array,
  maximum: number,
  good: (start: number, end: number) => void,
  bad: (record: number) => void,
): Scan {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (;;) {
    if (at + headerBytes > bytes.length) return { consumed: at, need: headerBytes, broken: false };
    if (view.getUint32(at + 8, true) !== maskedCrc32c(bytes, at, at + 8)) {
      return { consumed: at, need: headerBytes, broken: true };
    }
    const length = view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
    const start = at + headerBytes;
    const end = start + length;
    if (length > maximum || end + footerBytes > bytes.length)
      return { consumed: at, need: end + footerBytes - at, broken: false };
    if (view.getUint32(end, true) === maskedCrc32c(bytes, start, end)) good(start, end);
    else bad(at);
    at = end + footerBytes;
  }
}
