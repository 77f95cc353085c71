/** The configs that are compared: read, checked, and named apart. */
import { dirname, resolve } from 'node:path';
import { diagnose, problemLine } from '../../check/index.ts';
import { parseConfig, resolveConfig, type ResolvedConfig } from '../../config/index.ts';
import { describeData } from '../../data/index.ts';
import { configName, hashConfig } from '../../runs/index.ts';
import { readConfigFile } from '../files.ts';
import { CliError, type Io } from '../io.ts';

/** What the command line may set over every config. */
export interface Overrides {
  readonly steps?: number;
  readonly engine?: string;
}

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
    const text = await readConfigFile(file);
    const problems = await diagnose(text, { file: path, describeData });
    const wrong = problems.filter(({ severity }) => severity === 'error');
    errors.push(...wrong.map((problem) => problemLine(file, problem)));
    for (const problem of problems) if (!wrong.includes(problem)) io.err.write(`${problemLine(file, problem)}\n`);
    if (wrong.length > 0) continue;
    const config = resolveConfig(overridden(parseConfig(text).value, overrides));
    const hash = hashConfig({ ...config, training: { ...config.training, seed: 0 } });
    contestants.push({ label: labels[i]!, file, path, config, hash });
  }
  if (errors.length > 0) throw new CliError(...errors);
  return contestants;
}

function overridden(value: unknown, { steps, engine }: Overrides): unknown {
  const config = value as { readonly training?: object };
  return {
    ...config,
    training: { ...config.training, ...(steps !== undefined && { steps }) },
    ...(engine !== undefined && { engine }),
  };
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
