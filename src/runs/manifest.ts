/** manifest.json: what a run is and how far it has come. Replaced as a whole, checked when read. */
import { join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Manifest } from '../protocol/index.ts';
import { RunError } from './errors.ts';
import { overwriteFile, readText, replaceFile } from './files.ts';

export const manifestName = 'manifest.json';

const count = Type.Integer({ minimum: 0 });

const schema = Type.Object({
  format: Type.Literal(1),
  state: Type.Union(
    (['running', 'paused', 'finished', 'stopped', 'failed'] as const).map((state) => Type.Literal(state)),
  ),
  reason: Type.Optional(Type.String()),
  pid: count,
  step: count,
  steps: count,
  phase: Type.Optional(Type.String()),
  configFile: Type.String(),
  config: Type.Unknown(),
  seed: Type.Integer(),
  classes: Type.Optional(Type.Array(Type.String())),
  engine: Type.Object({
    name: Type.String(),
    version: Type.String(),
    threads: count,
    device: Type.String(),
    fallback: Type.Optional(Type.Object({ from: Type.String(), reason: Type.String(), installed: Type.Boolean() })),
  }),
  versions: Type.Record(Type.String(), Type.String()),
  parent: Type.Optional(Type.Object({ run: Type.String(), step: count })),
  started: Type.String(),
  resumed: Type.Optional(Type.Object({ step: count, at: Type.String() })),
  ended: Type.Optional(Type.String()),
});

/**
 * The manifest of the run in `folder`.
 * @throws RunError `no-run` when there is none, `malformed`, `newer-version` or `read-failed`
 */
export function readManifest(folder: string): Manifest {
  const path = join(folder, manifestName);
  const text = readText(path);
  if (text === undefined) throw new RunError('no-run', `${folder}: is no run (it has no ${manifestName})`);
  const value = parse(path, text);
  if (typeof value === 'object' && value !== null && 'format' in value && Number(value.format) > 1) {
    throw new RunError('newer-version', `${path}: was written by a newer version of Modescope; update this one`);
  }
  if (Value.Check(schema, value)) return value;
  const [problem] = Value.Errors(schema, value);
  const where = problem === undefined ? '' : ` (${problem.instancePath || '/'} ${problem.message})`;
  throw new RunError('malformed', `${path}: is no manifest of a run${where}`);
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RunError('malformed', `${path}: is not JSON`, { cause: error });
  }
}

/** @throws RunError `disk-full` or `write-failed`; the old manifest then stays */
export function writeManifest(folder: string, manifest: Manifest): void {
  replaceFile(join(folder, manifestName), bytesOf(manifest));
}

/** The same on a disk that has no room for a second file. @throws RunError as `overwriteFile` */
export function overwriteManifest(folder: string, manifest: Manifest): void {
  overwriteFile(join(folder, manifestName), bytesOf(manifest));
}

function bytesOf(manifest: Manifest): Uint8Array {
  return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
}
