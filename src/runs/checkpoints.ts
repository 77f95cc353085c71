/**
 * checkpoints/step-<n>.ckpt: everything that a run needs to go on with the same bits. One file: 8 bytes of magic, the
 * length of a JSON header (uint32), the header, zeros up to a multiple of 8, the arrays one after the other, and the
 * CRC-32C of all before it (uint32); numbers little-endian. Written beside and renamed, so that a file of the name is whole.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { crc32c } from '../events/index.ts';
import { readError, RunError, systemCode, writeError } from './errors.ts';
import { replaceFile, unfinished } from './files.ts';

export interface Checkpoint {
  readonly step: number;
  /** `hashConfig` of what the run was made of. */
  readonly configHash: string;
  /** Parameters, optimiser states: whatever the engine carries, by name. */
  readonly arrays: Readonly<Record<string, Float32Array | Float64Array>>;
  /** States of random streams, of data, of schedules: anything that JSON holds exactly. */
  readonly extra: unknown;
}

export interface CheckpointFile {
  readonly step: number;
  readonly path: string;
}

const magic = Buffer.from('modescp1');
const folderName = 'checkpoints';
const headSize = magic.length + 4;

const header = Type.Object({
  format: Type.Literal(1),
  step: Type.Integer({ minimum: 0 }),
  configHash: Type.String(),
  arrays: Type.Array(
    Type.Object({
      name: Type.String(),
      type: Type.Union([Type.Literal('float32'), Type.Literal('float64')]),
      length: Type.Integer({ minimum: 0 }),
    }),
  ),
  extra: Type.Unknown(),
});

const upToEight = (length: number): number => Math.ceil(length / 8) * 8;

/**
 * A name for the content of a config: equal for equal content whatever the order of keys.
 * @param config plain JSON data
 */
export function hashConfig(config: unknown): string {
  return createHash('sha256').update(canonical(config)).digest('hex').slice(0, 32);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** Which checkpoints stay beside the one at step 0. */
export interface Kept {
  /** So many of the newest. */
  readonly last: number;
  /** The one at this step. */
  readonly best?: number;
}

/**
 * Writes a checkpoint of the run in `folder` and removes those that are not kept.
 * @returns its path
 * @throws RunError `disk-full` or `write-failed`; older checkpoints then stay
 */
export function writeCheckpoint(folder: string, checkpoint: Checkpoint, { last, best }: Kept = { last: 3 }): string {
  const parent = join(folder, folderName);
  const path = join(parent, `step-${checkpoint.step}.ckpt`);
  try {
    mkdirSync(parent, { recursive: true });
    // What a killed process left unfinished.
    for (const name of readdirSync(parent)) if (name.endsWith(unfinished)) rmSync(join(parent, name), { force: true });
  } catch (error) {
    throw writeError(parent, error);
  }
  const bytes = encode(checkpoint);
  replaceFile(path, bytes);
  const others = listCheckpoints(folder).filter(({ step }) => step !== 0);
  for (const old of others.slice(0, -last)) {
    if (old.path !== path && old.step !== best) rmSync(old.path, { force: true });
  }
  return path;
}

function encode({ step, configHash, arrays, extra }: Checkpoint): Uint8Array {
  const entries = Object.entries(arrays);
  const head = Buffer.from(
    JSON.stringify({
      format: 1,
      step,
      configHash,
      arrays: entries.map(([name, data]) => ({ name, type: typeOf(data), length: data.length })),
      extra,
    }),
  );
  const start = upToEight(headSize + head.length);
  const size = entries.reduce((at, [, data]) => upToEight(at + data.byteLength), start);
  const bytes = new Uint8Array(size + 4);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setUint32(magic.length, head.length, true);
  bytes.set(head, headSize);
  let at = start;
  for (const [, data] of entries) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at = upToEight(at + data.byteLength);
  }
  view.setUint32(size, crc32c(bytes, 0, size), true);
  return bytes;
}

const typeOf = (data: Float32Array | Float64Array): 'float32' | 'float64' =>
  data instanceof Float32Array ? 'float32' : 'float64';

/**
 * Reads a checkpoint.
 * @throws RunError `read-failed`, `newer-version`, or `malformed` when a single bit of it is not as written
 */
export function readCheckpoint(path: string): Checkpoint {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw readError(path, error);
  }
  const malformed = (): RunError => new RunError('malformed', `${path}: is no checkpoint, or damaged`);
  const size = bytes.length - 4;
  if (size < headSize || !bytes.subarray(0, magic.length).equals(magic)) throw malformed();
  if (bytes.readUInt32LE(size) !== crc32c(bytes, 0, size)) throw malformed();
  const headEnd = headSize + bytes.readUInt32LE(magic.length);
  const head = parse(bytes.toString('utf8', headSize, headEnd));
  if (typeof head === 'object' && head !== null && 'format' in head && Number(head.format) > 1) {
    throw new RunError('newer-version', `${path}: was written by a newer version of Modescope; update this one`);
  }
  if (!Value.Check(header, head)) throw malformed();
  const arrays: Record<string, Float32Array | Float64Array> = {};
  let at = upToEight(headEnd);
  for (const { name, type, length } of head.arrays) {
    const byteLength = length * (type === 'float32' ? 4 : 8);
    if (at + byteLength > size) throw malformed();
    const copy = new Uint8Array(byteLength);
    copy.set(bytes.subarray(at, at + byteLength));
    arrays[name] = type === 'float32' ? new Float32Array(copy.buffer) : new Float64Array(copy.buffer);
    at = upToEight(at + byteLength);
  }
  return { step: head.step, configHash: head.configHash, arrays, extra: head.extra };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The checkpoints of the run in `folder`, oldest step first. @throws RunError `read-failed` */
export function listCheckpoints(folder: string): CheckpointFile[] {
  const parent = join(folder, folderName);
  let names: string[];
  try {
    names = readdirSync(parent);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw readError(parent, error);
  }
  return names
    .flatMap((name) => {
      const step = /^step-(\d+)\.ckpt$/.exec(name)?.[1];
      return step === undefined ? [] : [{ step: Number(step), path: join(parent, name) }];
    })
    .sort((a, b) => a.step - b.step);
}

/** The newest checkpoint that can be read; damaged ones are passed over. @throws RunError `read-failed` */
export function newestCheckpoint(folder: string): Checkpoint | undefined {
  for (const { path } of listCheckpoints(folder).reverse()) {
    try {
      return readCheckpoint(path);
    } catch (error) {
      if (!(error instanceof RunError) || error.code !== 'malformed') throw error;
    }
  }
  return undefined;
}
