/** The command line as a whole: arguments in, exit status out. */
import { Command, CommanderError } from 'commander';
import { EventError } from '../events/index.ts';
import { DataError } from '../data/index.ts';
import { ReportError } from '../report/index.ts';
import { RunError } from '../runs/index.ts';
import { commands } from './commands/index.ts';
import { CliError, exit, type Io } from './io.ts';

/** Runs one command. Never rejects; what went wrong is told on `io.err`. */
export async function runProgram(args: readonly string[], io: Io): Promise<number> {
  let status: number = exit.fine;
  const program = new Command('modescope')
    .description(
      'A debugger for GAN training: trains *.gan.json configs, watches logs, names the modes that go missing.',
    )
    .version(io.version)
    .option('--debug', 'show where errors come from')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help of a command')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => io.out.write(text),
      writeErr: (text) => io.err.write(text),
      getOutHelpWidth: () => io.out.columns ?? 100,
      getErrHelpWidth: () => io.err.columns ?? 100,
      outputError: (text, write) => write(text.replace(/^error: /, 'modescope: ')),
    });
  for (const add of commands) {
    add(program, io, async (ending) => {
      status = await ending;
    });
  }
  if (args.length === 0) {
    program.outputHelp();
    return exit.fine;
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    io.err.write(`${told(error, program.opts<{ debug?: boolean }>().debug === true)}\n`);
    return exit.error;
  }
}

/** One line for an error; all there is to know of it with `--debug`. */
function told(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return `modescope: ${String(error)}`;
  if (debug) return error.stack ?? error.message;
  const expected = [CliError, RunError, EventError, DataError, ReportError].some((kind) => error instanceof kind);
  if (expected) return error.message;
  const [line] = error.message.split('\n');
  return `modescope: unexpected error: ${line ?? ''} (--debug shows where)`;
}
