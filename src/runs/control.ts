/** The file `control`, by which anyone steers a run: see ControlWord in src/protocol. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { ControlWord } from '../protocol/index.ts';
import { readText, replaceFile } from './files.ts';

const name = 'control';

export interface ControlRequest {
  readonly word: ControlWord;
  /** Of `step`: another one each time that it is asked for. */
  readonly token: string;
}

/** @throws RunError `disk-full` or `write-failed` */
export function writeControl(folder: string, word: ControlWord): void {
  const text = word === 'step' ? `step ${randomBytes(4).toString('hex')}` : word;
  replaceFile(join(folder, name), Buffer.from(`${text}\n`));
}

/** What is asked for: to run, unless the file clearly says otherwise. @throws RunError `read-failed` */
export function readControl(folder: string): ControlRequest {
  const [word = '', token = ''] = readText(join(folder, name))?.trim().split(/\s+/) ?? [];
  return { word: word === 'pause' || word === 'stop' || word === 'step' ? word : 'run', token };
}
