/** What the tests of data sets share. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openData, type DataSource } from '../../../src/data/index.ts';
import { createRandom } from '../../../src/random/index.ts';

type DataConfig = Parameters<typeof openData>[0];

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'modescope-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function open(config: DataConfig, seed = 1): Promise<DataSource> {
  return openData(config, { configFile: join(tmpdir(), 'some.gan.json'), random: createRandom(seed).split('data') });
}

/** A data set of a file with this content. */
export function openFile(
  content: string | Uint8Array,
  {
    name = 'points.csv',
    seed = 1,
    standardize = false,
    holdout = 0,
  }: { name?: string; seed?: number; standardize?: boolean; holdout?: number } = {},
): Promise<DataSource> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), content);
  return openData(
    { type: 'points', file: name, standardize, holdout },
    { configFile: join(folder, 'some.gan.json'), random: createRandom(seed).split('data') },
  );
}

/** Rows of [n, dimensions]. */
export function rowsOf(values: Float32Array, dimensions: number): number[][] {
  return Array.from({ length: values.length / dimensions }, (_, i) => [
    ...values.subarray(i * dimensions, (i + 1) * dimensions),
  ]);
}

/** All rows of a file's data set, sorted by their first number. */
export async function allRows(source: Promise<DataSource> | DataSource): Promise<number[][]> {
  const data = await source;
  return rowsOf(data.sample(data.count, createRandom(1)), data.dimensions).sort((a, b) => a[0]! - b[0]!);
}
