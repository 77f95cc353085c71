/** Entry of the command line, dist/cli.mjs. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runProgram } from './program.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const stop = new AbortController();
const kill = new AbortController();

/** Only commands that ask for the signals take care of them; the others end as any program does. */
let listening = false;
function listened<Signal>(signal: Signal): Signal {
  if (!listening) {
    process.on('SIGINT', () => (stop.signal.aborted ? kill : stop).abort());
    for (const name of ['SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort());
  }
  listening = true;
  return signal;
}

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read this has left, `head` for example: there is nobody to tell anything any more.
    if (error.code !== 'EPIPE') throw error;
    stop.abort();
  });
}

process.exitCode = await runProgram(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  version,
  trainer: fileURLToPath(new URL('./trainer.mjs', import.meta.url)),
  get stop() {
    return listened(stop.signal);
  },
  get kill() {
    return listened(kill.signal);
  },
});
