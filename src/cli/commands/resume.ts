/** `modescope resume RUN`: goes on from the last checkpoint, in the foreground. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { lookAtRun } from '../../runs/index.ts';
import { shown } from '../files.ts';
import { resumedFallbackLine } from '../fallback.ts';
import { followTrainer } from '../follow-trainer.ts';
import { CliError, exit, type Io } from '../io.ts';
import { countSteps } from '../terminal.ts';
import { startTrainer } from '../trainer.ts';
import type { Finish } from './index.ts';

export function addResume(program: Command, io: Io, finish: Finish): void {
  program
    .command('resume')
    .description('go on with a run from its last checkpoint, as if it had never stopped')
    .argument('<run>', "the run's folder")
    .option('--strict', 'exit with status 2 when there was a finding of warning level')
    .action((folder: string, options: { strict?: boolean }) => finish(resume(io, folder, options.strict === true)));
}

export async function resume(io: Io, folder: string, strict: boolean): Promise<number> {
  const { manifest, state } = lookAtRun(resolve(folder));
  if (state === 'finished') {
    io.out.write(`${folder}: finished after ${countSteps(manifest.step)}; there is nothing to go on with\n`);
    return exit.fine;
  }
  if (state === 'running' || state === 'paused') {
    throw new CliError(`${folder}: the run is ${state} (process ${manifest.pid}); stop it first`);
  }
  const trainer = await startTrainer(io, ['--resume', resolve(folder)], shown);
  io.out.write(`going on with ${folder}\n`);
  if (trainer.fallback !== undefined) io.err.write(`${resumedFallbackLine(trainer.fallback)}\n`);
  return followTrainer(io, trainer, { strict, config: shown(manifest.configFile), resumed: true });
}
