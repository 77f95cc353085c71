/**
 * Entry of the process that writes files about runs for the extension host, which itself reads no log:
 * `KIND RUN FILE LANGUAGE VERSION [STEP]`. What went wrong is one line on standard error, and status 1.
 */
import { writeFileSync } from 'node:fs';
import { EventError } from '../events/index.ts';
import { RunError } from '../runs/index.ts';
import { ReportError } from './errors.ts';
import { contentOf, kinds } from './files.ts';

const [kind, folder = '', file = '', language = 'en', version = '', step] = process.argv.slice(2);

try {
  const known = kinds.find((each) => each === kind);
  if (known === undefined) throw new ReportError(`${kind ?? ''}: is none of ${kinds.join(', ')}`);
  const options = { language, version, ...(step !== undefined && { step: Number(step) }) };
  writeFileSync(file, contentOf(known, folder, file, options));
} catch (error) {
  const expected = [ReportError, EventError, RunError].some((type) => error instanceof type);
  if (!(error instanceof Error) || !(expected || 'code' in error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
