/** Folders, configs and waiting, for tests inside VS Code. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** A folder of its own in the workspace. */
export function folderFor(name: string): string {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (root === undefined) throw new Error('the suite needs a workspace');
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

export function write(folder: string, name: string, text: string): vscode.Uri {
  const file = join(folder, name);
  writeFileSync(file, text);
  return vscode.Uri.file(file);
}

/** Resolves with what `look` gives as soon as it is neither undefined nor false. */
export async function until<Result>(
  what: string,
  look: () => Result | undefined | false | Thenable<Result | undefined | false>,
  milliseconds = 20_000,
): Promise<Result> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const result = await look();
    if (result !== undefined && result !== false) return result;
    if (Date.now() > end) throw new Error(`waited ${milliseconds} ms in vain for ${what}`);
    await pause(50);
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Replaces the whole text of a document, as an editor would. */
export async function retype(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error('the edit was refused');
}

/** A diagnostic's code without the link to its page. */
export function codeOf({ code }: vscode.Diagnostic): string | number | undefined {
  return typeof code === 'object' ? code.value : code;
}

export function textAt(document: vscode.TextDocument, { range }: vscode.Diagnostic): string {
  return document.getText(range);
}

/** What stands above the first line of a config. */
export async function lensTitles(uri: vscode.Uri): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
  return lenses.map(({ command }) => command?.title ?? '');
}

export async function closeEditors(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** A small valid config with comments; `training` and others may be replaced. */
export function config(parts: Readonly<Record<string, string>> = {}): string {
  const all: Record<string, string> = {
    data: '{ "type": "ring", "modes": 8, "radius": 2, "std": 0.02 }',
    latent: '8',
    generator: '{ "layers": [{ "dense": 16, "activation": "relu" }, { "dense": 2 }] }',
    discriminator: '{ "layers": [{ "dense": 16, "activation": "leaky-relu" }, { "dense": 1 }] }',
    objective: '"non-saturating"',
    training: '{ "steps": 200, "batch": 32 }',
    ...parts,
  };
  const lines = Object.entries(all).map(([key, value]) => `  "${key}": ${value}, // about ${key}`);
  return ['{', ...lines, '}', ''].join('\n');
}

/**
 * What the extension says in notifications from now on, until `restore`. Nobody is there to answer, so that each is
 * left unanswered at once.
 */
export function listenToMessages(): { readonly messages: string[]; restore(): void } {
  const window = vscode.window as unknown as Record<string, unknown>;
  const names = ['showErrorMessage', 'showWarningMessage', 'showInformationMessage'];
  const originals = names.map((name) => window[name]);
  const messages: string[] = [];
  for (const name of names) {
    window[name] = (text: string) => {
      messages.push(text);
      return Promise.resolve(undefined);
    };
  }
  return {
    messages,
    restore: () => names.forEach((name, i) => (window[name] = originals[i])),
  };
}
