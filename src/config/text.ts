/** Offsets in a text and the lines and columns that people count from 1. */

/** `start` and `end` are offsets in UTF-16 units, end excluded; lines and columns count from 1. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Finds the line of an offset by bisection in the starts of all lines. */
export class LineMap {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (const match of text.matchAll(/\r\n|\r|\n/g)) this.#starts.push(match.index + match[0].length);
  }

  at(offset: number): LineColumn {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.#starts[low]! + 1 };
  }

  offsetAt(line: number, column: number): number {
    return this.#starts[line - 1]! + column - 1;
  }

  range(start: number, end: number): TextRange {
    const from = this.at(start);
    const to = this.at(end);
    return { start, end, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }
}
