/** Reference values and their inputs: test/data/reference, see the README there. */
import { readFileSync } from 'node:fs';
import { points, type Points } from '../../../src/metrics/index.ts';
import { readNpy } from '../../../src/data/npy.ts';

const folder = new URL('../../data/reference/', import.meta.url);

export interface Case<Parameters, Expected> {
  readonly name: string;
  /** Names of arrays. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly parameters: Parameters;
  readonly expected: Expected;
}

export function casesOf<Parameters, Expected>(metric: string): readonly Case<Parameters, Expected>[] {
  const file = JSON.parse(readFileSync(new URL(`${metric}.json`, folder), 'utf8')) as {
    readonly cases: readonly Case<Parameters, Expected>[];
  };
  return file.cases;
}

/** An array as rows; a single column for a list of numbers. */
export function array(name: string | undefined): Points {
  if (name === undefined) throw new RangeError('the case has no such input');
  const file = new URL(`arrays/${name}.npy`, folder);
  const { values, dimensions } = readNpy(readFileSync(file), name);
  return points(values, dimensions);
}
