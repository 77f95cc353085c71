/** Edits of a config as VS Code wants them: the smallest change that makes them all. */
import * as vscode from 'vscode';
import { applyEdits, changeBetween, ConfigError, type ConfigEdit } from '../config/index.ts';

/** Undefined where the text has no place for them. */
export function editOf(document: vscode.TextDocument, edits: readonly ConfigEdit[]): vscode.WorkspaceEdit | undefined {
  const before = document.getText();
  let after: string;
  try {
    after = applyEdits(before, edits);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
  const { start, end, text } = changeBetween(before, after);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  return edit;
}
