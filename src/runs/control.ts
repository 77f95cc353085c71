/** The file `control`, by which anyone steers a run: see ControlWord in src/protocol. */
import { join } from 'node:path';
import type { ControlWord } from '../protocol/index.ts';
import { readText, replaceFile } from './files.ts';

const name = 'control';

/** @throws RunError `disk-full` or `write-failed` */
export function writeControl(folder: string, word: ControlWord): void {
  replaceFile(join(folder, name), Buffer.from(`${word}\n`));
}

/** What is asked for: to run, unless the file clearly says otherwise. @throws RunError `read-failed` */
export function readControl(folder: string): ControlWord {
  const word = readText(join(folder, name))?.trim();
  return word === 'pause' || word === 'stop' ? word : 'run';
}
