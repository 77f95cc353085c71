/** Copies one of the configs that come with the extension, an example or a published experiment, into a folder. */
import { constants, existsSync } from 'node:fs';
import { copyFile, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { askFolder } from './new-config.ts';

interface Shipped extends vscode.QuickPickItem {
  readonly file: string;
}

/**
 * @param extension the extension's folder
 * @returns the copy, undefined when the person changed their mind
 */
export async function newFromExample(extension: string): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showQuickPick(shipped(extension), {
    placeHolder: vscode.l10n.t('Which example or published experiment?'),
    matchOnDetail: true,
  });
  if (picked === undefined) return undefined;
  const folder = await askFolder();
  if (folder === undefined) return undefined;
  const file = vscode.Uri.joinPath(folder, basename(picked.file));
  // One that is there already is the person's own by now: it is opened as it is.
  if (!existsSync(file.fsPath)) {
    await copyFile(picked.file, file.fsPath, constants.COPYFILE_EXCL);
    await copyData(picked.file, folder.fsPath);
  }
  await vscode.window.showTextDocument(file, { preview: false });
  return file;
}

async function shipped(extension: string): Promise<Shipped[]> {
  const groups = [
    { label: vscode.l10n.t('Examples'), files: await configsIn(join(extension, 'examples')) },
    { label: vscode.l10n.t('Published experiments'), files: await configsIn(join(extension, 'presets')) },
  ];
  const items = await Promise.all(
    groups.map(async ({ label, files }) => [
      { label, kind: vscode.QuickPickItemKind.Separator, file: '' },
      ...(await Promise.all(files.map(described))),
    ]),
  );
  return items.flat();
}

async function configsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith('.gan.json'))
    .sort()
    .map((name) => join(folder, name));
}

/** What a config says of itself: the comment at its head, a sentence of it. */
async function described(file: string): Promise<Shipped> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  const head = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('//')),
  );
  const detail = head.map((line) => line.slice(2).trim()).join(' ');
  return { label: basename(file, '.gan.json'), detail, file };
}

/** The tables of points that a config names, which lie beside it. */
async function copyData(config: string, folder: string): Promise<void> {
  const text = await readFile(config, 'utf8');
  for (const name of await readdir(dirname(config))) {
    if (!name.endsWith('.csv') || !text.includes(`"${name}"`) || existsSync(join(folder, name))) continue;
    await copyFile(join(dirname(config), name), join(folder, name), constants.COPYFILE_EXCL);
  }
}
