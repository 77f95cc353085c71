/** From places in a text to VS Code's. */
import * as vscode from 'vscode';
import type { TextRange } from '../config/index.ts';

export function rangeOf({ line, column, endLine, endColumn }: TextRange): vscode.Range {
  return new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
}

/** The source that all our diagnostics name. */
export const source = 'Modescope';
