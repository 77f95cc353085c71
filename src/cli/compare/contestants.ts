/** The configs that are compared: read, checked, and named apart. */
import { dirname, resolve } from 'node:path';
import type { ResolvedConfig } from '../../config/index.ts';
import { configName, hashConfig } from '../../runs/index.ts';
import { checkedConfig, type Overrides } from '../checked-config.ts';
import { CliError, type Io } from '../io.ts';

export interface Contestant {
  /** Its name in the report and the name of the folder of its runs. */
  readonly label: string;
  /** As the user named it. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  readonly config: ResolvedConfig;
  /** Of the config without its seed: results of equal ones may stand beside each other. */
  readonly hash: string;
}

/** @throws CliError with the errors of all configs */
export async function readContestants(
  io: Io,
  files: readonly string[],
  overrides: Overrides,
): Promise<readonly Contestant[]> {
  const errors: string[] = [];
  const contestants: Contestant[] = [];
  const labels = labelsOf(files);
  for (const [i, file] of files.entries()) {
    const path = resolve(file);
    let config: ResolvedConfig;
    try {
      config = await checkedConfig(io, file, overrides);
    } catch (error) {
      // What is wrong with the others is told as well.
      if (!(error instanceof CliError)) throw error;
      errors.push(error.message);
      continue;
    }
    const hash = hashConfig({ ...config, training: { ...config.training, seed: 0 } });
    contestants.push({ label: labels[i]!, file, path, config, hash });
  }
  if (errors.length > 0) throw new CliError(...errors);
  return contestants;
}

/** The configs' names; of equal ones the later have a number. @throws CliError where a file is given twice */
function labelsOf(files: readonly string[]): string[] {
  const seen = new Map<string, number>();
  const paths = new Set<string>();
  return files.map((file) => {
    const path = resolve(file);
    if (paths.has(path)) throw new CliError(`${file}:1:1 is given twice; each config is compared once`);
    paths.add(path);
    const name = configName(path);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}-${count}`;
  });
}

/** Where a comparison is kept when nothing else is said: beside the runs of the first config. */
export function comparisonsFolder(contestants: readonly Contestant[]): string {
  return resolve(dirname(contestants[0]!.path), 'runs', 'compare');
}
