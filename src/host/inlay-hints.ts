/** Beside each layer: the shape of what comes out of it, and how many numbers it learns. */
import * as vscode from 'vscode';
import { layerNotes, type DataContext } from '../check/index.ts';
import { isConfig } from './config-files.ts';
import type { ParsedDocuments } from './parsed-documents.ts';
import { whole } from './words.ts';

export class LayerHints implements vscode.InlayHintsProvider {
  readonly #parsed: ParsedDocuments;
  readonly #contextOf: (document: vscode.TextDocument) => DataContext;

  constructor(parsed: ParsedDocuments, contextOf: (document: vscode.TextDocument) => DataContext) {
    this.#parsed = parsed;
    this.#contextOf = contextOf;
  }

  async provideInlayHints(document: vscode.TextDocument, visible: vscode.Range): Promise<vscode.InlayHint[]> {
    if (!isConfig(document.uri)) return [];
    const notes = await layerNotes(this.#parsed.of(document), this.#contextOf(document));
    return notes.flatMap(({ range, output, parameters, sum }) => {
      const end = new vscode.Position(range.endLine - 1, range.endColumn - 1);
      if (!visible.contains(end)) return [];
      const shape = output.map((size) => whole.format(size)).join(' × ');
      const label =
        parameters === 0
          ? vscode.l10n.t('→ {0}', shape)
          : vscode.l10n.t('→ {0} · {1} parameters', shape, whole.format(parameters));
      const hint = new vscode.InlayHint(end, label);
      hint.paddingLeft = true;
      hint.tooltip = vscode.l10n.t('{0} parameters up to here', whole.format(sum));
      return [hint];
    });
  }
}
