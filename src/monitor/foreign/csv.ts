/**
 * CSV files with a row a step or epoch, as Keras' CSVLogger, PyTorch Lightning's CSVLogger (`metrics.csv`) and many
 * scripts leave them. Only those whose first line names a step and a loss or score of a GAN are logs; other CSV files are
 * data.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { signalOf } from '../signals.ts';
import { tailLines, type LineParser } from './lines.ts';
import type { LogReader } from './reader.ts';
import { eventOf, scalarValue } from './values.ts';

export const csv: LogReader = {
  find: (folder, names) =>
    names
      .filter((name) => name.endsWith('.csv'))
      .slice(0, mostFiles)
      .filter((name) => isLog(columnsOf(firstLine(join(folder, name))))),
  open: (folder, name) => tailLines(folder, name, parser),
  besideEvents: false,
};

/** A folder with more of them holds data. */
const mostFiles = 20;
const longestHead = 4096;
const steps = ['global_step', 'step', 'steps', 'iteration', 'iterations', 'iter', 'it', 'batch', 'kimg', 'epoch'];

function parser(file: string): LineParser {
  let columns: readonly string[] | undefined;
  let at = -1;
  let rows = 0;
  return (line, offset) => {
    if (columns === undefined) {
      columns = columnsOf(line);
      at = stepColumn(columns);
      return undefined;
    }
    const cells = columnsOf(line);
    const step = Number(cells[at] || Number.NaN);
    rows++;
    const values = columns.flatMap((tag, i) => {
      const cell = cells[i] ?? '';
      const number = numberOf(cell);
      return i === at || number === undefined ? [] : [scalarValue(tag, number)];
    });
    return eventOf(file, offset, Number.isFinite(step) ? step : rows - 1, values);
  };
}

/** Undefined for an empty cell and for words. */
function numberOf(cell: string): number | undefined {
  if (cell === '') return undefined;
  if (/^[+-]?nan$/i.test(cell)) return Number.NaN;
  if (/^[+-]?inf(?:inity)?$/i.test(cell)) return cell.startsWith('-') ? -Infinity : Infinity;
  const number = Number(cell);
  return Number.isNaN(number) ? undefined : number;
}

function columnsOf(line: string): string[] {
  return line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

function stepColumn(columns: readonly string[]): number {
  const lower = columns.map((name) => name.toLowerCase());
  return steps.map((name) => lower.indexOf(name)).find((i) => i !== -1) ?? -1;
}

function isLog(columns: readonly string[]): boolean {
  return stepColumn(columns) !== -1 && columns.some((name) => signalOf(name) !== undefined);
}

function firstLine(path: string): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return ''; // gone or forbidden: no log for us
    throw error;
  }
  try {
    const bytes = Buffer.alloc(longestHead);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, longestHead, 0)).split(/\r?\n/)[0] ?? '';
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  } finally {
    closeSync(file);
  }
}
