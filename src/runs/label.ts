/** The file `label`: what a person calls a run. One line; a run has none until it is given one. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeError } from './errors.ts';
import { readText, replaceFile } from './files.ts';

const name = 'label';

/** Letters kept: a list shows no more of one. */
const longest = 80;

/** Undefined where there is none. @throws RunError `read-failed` */
export function readLabel(folder: string): string | undefined {
  const line = readText(join(folder, name))?.split('\n', 1)[0]?.trim();
  return line === undefined || line === '' ? undefined : line.slice(0, longest);
}

/** Nothing but blanks takes the label away. @throws RunError `disk-full` or `write-failed` */
export function writeLabel(folder: string, label: string): void {
  const line = label.replaceAll(/\s+/g, ' ').trim().slice(0, longest);
  const path = join(folder, name);
  if (line !== '') {
    replaceFile(path, Buffer.from(`${line}\n`));
    return;
  }
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw writeError(path, error);
  }
}
