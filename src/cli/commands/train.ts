/** `modescope train FILE`: trains in the foreground and shows what the log says. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { diagnose, problemLine } from '../../check/index.ts';
import { describeData } from '../../data/index.ts';
import { readConfigFile, shown } from '../files.ts';
import { fallbackLine } from '../fallback.ts';
import { followTrainer } from '../follow-trainer.ts';
import { CliError, type Io } from '../io.ts';
import { choiceOf, engineNames, integerBetween } from '../options.ts';
import { startTrainer } from '../trainer.ts';
import type { Finish } from './index.ts';

interface TrainOptions {
  readonly steps?: number;
  readonly seed?: number;
  readonly engine?: string;
  readonly from?: string;
  readonly strict?: boolean;
}

export function addTrain(program: Command, io: Io, finish: Finish): void {
  program
    .command('train')
    .description('train a config in the foreground: progress, findings, a verdict')
    .argument('<file>', 'the config, *.gan.json')
    .option('--steps <n>', "steps to train, in place of the config's", integerBetween(1, 1e9))
    .option('--seed <n>', "seed, in place of the config's", integerBetween(0, 4_294_967_295))
    .option('--engine <name>', `engine, in place of the config's: ${engineNames.join(', ')}`, choiceOf(engineNames))
    .option('--from <run>', "start from another run's last checkpoint, or that of a step: RUN@STEP")
    .option('--strict', 'exit with status 2 when there was a finding of warning level')
    .action((file: string, options: TrainOptions) => finish(train(io, file, options)));
}

export async function train(io: Io, file: string, options: TrainOptions): Promise<number> {
  const path = resolve(file);
  const problems = await diagnose(await readConfigFile(file), { file: path, describeData });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new CliError(...errors.map((problem) => problemLine(file, problem)));
  for (const problem of problems) io.err.write(`${problemLine(file, problem)}\n`);
  const { steps, seed, engine } = options;
  const given = Object.entries({ steps, seed, engine }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );
  const show = (named: string) => (resolve(named) === path ? file : shown(named));
  const trainer = await startTrainer(io, ['--config', path, ...given, ...branchArguments(options.from)], show);
  io.out.write(`training ${file}; the run is in ${shown(trainer.folder)}\n`);
  if (trainer.fallback !== undefined) io.err.write(`${fallbackLine(trainer.fallback)}\n`);
  if (trainer.fresh.length > 0) io.out.write(`starts afresh: ${trainer.fresh.join(', ')}\n`);
  return followTrainer(io, trainer, { strict: options.strict === true, config: file, resumed: false });
}

/** `RUN` or `RUN@STEP`; a folder whose name ends that way is taken for itself. */
function branchArguments(from: string | undefined): string[] {
  if (from === undefined) return [];
  const [, run, step] = (existsSync(from) ? undefined : /^(.+)@(\d+)$/.exec(from)) ?? [];
  return run === undefined || step === undefined
    ? ['--from', resolve(from)]
    : ['--from', resolve(run), '--from-step', step];
}
