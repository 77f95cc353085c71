/** A config as the commands that run it take it: checked as in the editor, with its defaults. */
import { resolve } from 'node:path';
import { diagnose, problemLine } from '../check/index.ts';
import { parseConfig, resolveConfig, type ResolvedConfig } from '../config/index.ts';
import { describeData } from '../data/index.ts';
import { readConfigFile } from './files.ts';
import { CliError, type Io } from './io.ts';

/** What the command line may set over a config. */
export interface Overrides {
  readonly steps?: number;
  readonly engine?: string;
}

/**
 * Warnings are told on the error stream.
 * @throws CliError with all errors, a line each
 */
export async function checkedConfig(io: Io, file: string, overrides: Overrides = {}): Promise<ResolvedConfig> {
  const text = await readConfigFile(file);
  const problems = await diagnose(text, { file: resolve(file), describeData });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new CliError(...errors.map((problem) => problemLine(file, problem)));
  for (const problem of problems) io.err.write(`${problemLine(file, problem)}\n`);
  return resolveConfig(overridden(parseConfig(text).value, overrides));
}

function overridden(value: unknown, { steps, engine }: Overrides): unknown {
  const config = value as { readonly training?: object };
  return {
    ...config,
    training: { ...config.training, ...(steps !== undefined && { steps }) },
    ...(engine !== undefined && { engine }),
  };
}
