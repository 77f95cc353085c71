/** Texts of open documents as configs: read once for each version, whoever asks. */
import type * as vscode from 'vscode';
import { parseConfig, type ParsedConfig } from '../config/index.ts';

export class ParsedDocuments {
  readonly #known = new WeakMap<vscode.TextDocument, { readonly version: number; readonly parsed: ParsedConfig }>();

  of(document: vscode.TextDocument): ParsedConfig {
    const { version } = document;
    const known = this.#known.get(document);
    if (known?.version === version) return known.parsed;
    const parsed = parseConfig(document.getText());
    this.#known.set(document, { version, parsed });
    return parsed;
  }
}
