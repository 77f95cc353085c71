/** From the name of a data file in a config to the file. */
import { statSync } from 'node:fs';
import * as vscode from 'vscode';
import { dataFiles, dataSchema, isValid, parseConfig, resolveDataPath } from '../config/index.ts';
import { isConfig, rootOf } from './config-files.ts';
import { rangeOf } from './ranges.ts';

export class DataDefinition implements vscode.DefinitionProvider {
  provideDefinition(document: vscode.TextDocument, position: vscode.Position): vscode.DefinitionLink[] {
    if (!isConfig(document.uri)) return [];
    const parsed = parseConfig(document.getText());
    const data = (parsed.value as { readonly data?: unknown } | undefined)?.data;
    if (!isValid(dataSchema, data)) return [];
    const config = document.uri.fsPath;
    return dataFiles(data).flatMap(({ path, name }) => {
      const range = rangeOf(parsed.rangeOf(path).value);
      const place = resolveDataPath(name, config, rootOf(config));
      if (!range.contains(position) || !place.ok) return [];
      // A folder cannot be opened in an editor.
      if (statSync(place.file, { throwIfNoEntry: false })?.isFile() !== true) return [];
      const targetUri = vscode.Uri.file(place.file);
      return [{ originSelectionRange: range, targetUri, targetRange: new vscode.Range(0, 0, 0, 0) }];
    });
  }
}
