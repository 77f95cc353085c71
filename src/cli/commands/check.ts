/** `modescope check FILE…`: what the editor would say of a config, without an editor. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { diagnose, problemLine, type Problem } from '../../check/index.ts';
import { describeData } from '../../data/index.ts';
import { readConfigFile } from '../files.ts';
import { CliError, exit, type Io } from '../io.ts';
import type { Finish } from './index.ts';

export function addCheck(program: Command, io: Io, finish: Finish): void {
  program
    .command('check')
    .description('say what is wrong with a config, as the editor does; exit with status 1 on errors')
    .argument('<file...>', 'configs, *.gan.json')
    .option('--json', 'as a JSON array')
    .action((files: string[], options: { json?: boolean }) => finish(check(io, files, options.json === true)));
}

export async function check(io: Io, files: readonly string[], json: boolean): Promise<number> {
  const found: { readonly file: string; readonly problem: Problem }[] = [];
  let unread = false;
  for (const file of files) {
    const text = await readOrTell(io, file);
    if (text === undefined) {
      unread = true;
      continue;
    }
    const problems = await diagnose(text, { file: resolve(file), describeData });
    found.push(...problems.map((problem) => ({ file, problem })));
    if (json) continue;
    for (const problem of problems) io.out.write(`${problemLine(file, problem)}\n`);
    if (problems.length === 0) io.out.write(`${file}: no problems\n`);
  }
  if (json) io.out.write(`${JSON.stringify(found.map(asJson), null, 1)}\n`);
  return unread || found.some(({ problem }) => problem.severity === 'error') ? exit.error : exit.fine;
}

/** One file that cannot be read keeps nobody from hearing about the others. */
async function readOrTell(io: Io, file: string): Promise<string | undefined> {
  try {
    return await readConfigFile(file);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    io.err.write(`${error.message}\n`);
    return undefined;
  }
}

function asJson({ file, problem }: { readonly file: string; readonly problem: Problem }) {
  const { range, severity, code, path, message, fix } = problem;
  const { line, column, endLine, endColumn } = range;
  return {
    file,
    line,
    column,
    endLine,
    endColumn,
    severity,
    code,
    path,
    message,
    ...(fix === undefined ? {} : { fix }),
  };
}
