/** Writes a config to start from, asking where and under what name. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { newConfigText } from '../config/index.ts';
import { fileNameOf, problemOfName } from './file-name.ts';

/** @returns the file, undefined when the person changed their mind */
export async function newConfig(): Promise<vscode.Uri | undefined> {
  const folder = await askFolder();
  if (folder === undefined) return undefined;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('New GAN config'),
    prompt: vscode.l10n.t('Name of the file, in {0}', folder.fsPath),
    value: 'ring.gan.json',
    valueSelection: [0, 'ring'.length],
    validateInput: (value) => problemOfName(value, (file) => existsSync(join(folder.fsPath, file))),
  });
  if (name === undefined) return undefined;
  const file = vscode.Uri.joinPath(folder, fileNameOf(name));
  // Fails where there is one by now: nothing is overwritten.
  await writeFile(file.fsPath, newConfigText(), { flag: 'wx' });
  await vscode.window.showTextDocument(file, { preview: false });
  return file;
}

/** @returns where a new config is to be, undefined when the person changed their mind */
export async function askFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 1) return folders[0]?.uri;
  if (folders.length > 1) {
    const placeHolder = vscode.l10n.t('In which folder?');
    return (await vscode.window.showWorkspaceFolderPick({ placeHolder }))?.uri;
  }
  const openLabel = vscode.l10n.t('Put it here');
  return (await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel }))?.[0];
}
