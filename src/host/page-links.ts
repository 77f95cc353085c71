/** From the name of an objective, a penalty, a mechanism or a rule in a config to its page: a link on hover. */
import * as vscode from 'vscode';
import { partsWithPages } from '../config/index.ts';
import { isConfig } from './config-files.ts';
import type { ParsedDocuments } from './parsed-documents.ts';
import { rangeOf } from './ranges.ts';

/** Is given the page, relative to the extension. */
export const openPageCommand = 'modescope.openPage';

const pages = /^docs\/(?:systems|rules)\/[a-z0-9-]+\.md$/;

export class PageLinks implements vscode.HoverProvider {
  readonly #parsed: ParsedDocuments;

  constructor(parsed: ParsedDocuments) {
    this.#parsed = parsed;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    if (!isConfig(document.uri)) return undefined;
    const parsed = this.#parsed.of(document);
    for (const { name, page, path, at } of partsWithPages(parsed)) {
      const range = rangeOf(parsed.rangeOf(path)[at]);
      if (!range.contains(position)) continue;
      const link = `command:${openPageCommand}?${encodeURIComponent(JSON.stringify([page]))}`;
      const text = new vscode.MarkdownString(`[${vscode.l10n.t('The page of {0}', name)}](${link})`);
      text.isTrusted = { enabledCommands: [openPageCommand] };
      return new vscode.Hover(text, range);
    }
    return undefined;
  }
}

/** The command behind the links; other pages than those of parts are not opened. */
export function openPages(extension: vscode.Uri): vscode.Disposable {
  return vscode.commands.registerCommand(openPageCommand, async (page: unknown) => {
    if (typeof page !== 'string' || !pages.test(page)) return;
    await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(extension, page));
  });
}
