/** `modescope.json` files: which they are, and making one. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { mappingText, type Role } from '../config/index.ts';
import { mappingName } from '../runs/index.ts';
import type { AttachedLog } from './attached-logs.ts';

export function isMapping(uri: vscode.Uri): boolean {
  return uri.scheme === 'file' && basename(uri.fsPath) === mappingName;
}

/**
 * Opens the mapping file that counts for some logs of a folder; where there is none, writes one that says what their tags
 * are taken for.
 * @param root the folder that was attached to
 */
export async function openMapping(root: string, logs: readonly AttachedLog[]): Promise<vscode.Uri> {
  const existing = logs.map(({ reading }) => reading?.mapping ?? undefined).find((file) => file !== undefined);
  const file = existing ?? join(root, mappingName);
  if (!existsSync(file)) {
    const tags = new Map(logs.flatMap(({ reading }) => Object.entries(reading?.tags ?? {}))) as Map<string, Role>;
    // Fails where there is one by now: nothing is overwritten.
    await writeFile(file, mappingText(tags), { flag: 'wx' });
  }
  const uri = vscode.Uri.file(file);
  await vscode.window.showTextDocument(uri);
  return uri;
}
