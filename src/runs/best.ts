/** checkpoints/best.json: which of a run's checkpoints is its best, and by what, for people and tools. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { RunError } from './errors.ts';
import { readText, replaceFile } from './files.ts';

const schema = Type.Object({
  step: Type.Integer({ minimum: 0 }),
  /** `distance` or `coverage`: see training.keep.best in docs/config.md. */
  measure: Type.String(),
  /** The smaller, the better. */
  value: Type.Number(),
});

export interface BestCheckpoint {
  readonly step: number;
  readonly measure: string;
  readonly value: number;
}

const placeIn = (folder: string): string => join(folder, 'checkpoints', 'best.json');

/** The best checkpoint of the run in `folder`; undefined where none is kept. @throws RunError `malformed`, `read-failed` */
export function readBest(folder: string): BestCheckpoint | undefined {
  const path = placeIn(folder);
  const text = readText(path);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RunError('malformed', `${path}: is not JSON`, { cause: error });
  }
  if (Value.Check(schema, value)) return value;
  throw new RunError('malformed', `${path}: does not say which checkpoint is the best`);
}

/** @throws RunError `disk-full` or `write-failed` */
export function writeBest(folder: string, best: BestCheckpoint): void {
  const path = placeIn(folder);
  mkdirSync(dirname(path), { recursive: true });
  replaceFile(path, Buffer.from(`${JSON.stringify(best)}\n`));
}
