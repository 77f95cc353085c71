/**
 * Tables of numbers as text. Separated by commas, semicolons or tabs (told from the file itself); a first row without
 * any number is the header; rows that begin with `#` are comments, blank lines are skipped.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { DataError } from './errors.ts';
import { Growing, type Table } from './table.ts';

const numeric = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const notFinite = /^[+-]?(nan|inf|infinity)$/i;

/** @throws DataError that names row and column */
export function readCsv(bytes: Buffer, file: string): Table {
  const delimiter = separatorOf(bytes);
  const values = new Growing();
  let dimensions = 0;
  let header: readonly string[] | undefined;
  let first = true;

  const take = (cells: readonly string[], line: number): void => {
    const trimmed = cells.map((cell) => cell.trim());
    if (first) {
      first = false;
      dimensions = trimmed.length;
      if (!trimmed.some((cell) => numeric.test(cell) || notFinite.test(cell)) && trimmed.some((cell) => cell !== '')) {
        header = trimmed;
        return;
      }
    }
    if (trimmed.length !== dimensions) {
      const columns = trimmed.length === 1 ? '1 column' : `${trimmed.length} columns`;
      const message = `row ${line} has ${columns}, the first has ${dimensions}; make them equal`;
      throw new DataError('ragged', message, { file, line });
    }
    trimmed.forEach((cell, column) =>
      values.push(numberIn(cell, { file, line, column: column + 1 }, header?.[column])),
    );
  };

  try {
    parse(bytes, {
      delimiter,
      bom: true,
      comment: '#',
      comment_no_infix: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines }) => {
        take(cells, lines);
        return null; // kept as numbers, not as text
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : undefined;
    throw new DataError('malformed', `is no table of numbers: ${firstSentence(error.message)}`, at(file, line), {
      cause: error,
    });
  }
  const data = values.finish();
  if (data.length === 0) throw new DataError('no-rows', 'has no rows of numbers', { file });
  return { values: data, dimensions };
}

const at = (file: string, line: number | undefined) => (line === undefined ? { file } : { file, line });

const firstSentence = (message: string): string => message.replace(/\s+/g, ' ').slice(0, 200);

function numberIn(cell: string, location: { file: string; line: number; column: number }, name?: string): number {
  const place = `row ${location.line}, column ${location.column}${name === undefined || name === '' ? '' : ` (${name})`}`;
  if (numeric.test(cell)) {
    const value = Math.fround(Number(cell));
    if (Number.isFinite(value)) return value;
    throw new DataError('not-finite', `${place}: ${cell} is beyond the range of float32; rescale the data`, location);
  }
  if (cell === '') throw new DataError('missing-cell', `${place} is empty; fill it or remove the row`, location);
  if (notFinite.test(cell)) {
    throw new DataError('not-finite', `${place}: ${cell} is not a finite number; remove the row`, location);
  }
  const shown = cell.length > 40 ? `${cell.slice(0, 40)}…` : cell;
  const hint = /^[-+\d.e]+\s+[-+\d.e\s]+$/i.test(cell)
    ? 'separate the columns by commas'
    : /^[+-]?\d+,\d+$/.test(cell)
      ? 'write decimals with a point'
      : 'every cell below the header must be one';
  throw new DataError('not-a-number', `${place}: "${shown}" is not a number; ${hint}`, location);
}

/**
 * The separator: a tab or a semicolon wherever the last of the first lines has one, for a comma beside them is a
 * decimal one; else a comma.
 */
function separatorOf(bytes: Buffer): string {
  const lines = bytes
    .subarray(0, 65536)
    .toString('utf8')
    .split(/\r\n|\n|\r/, 20)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const sample = lines[1] ?? lines[0] ?? '';
  if (sample.includes('\t')) return '\t';
  return sample.includes(';') ? ';' : ',';
}
