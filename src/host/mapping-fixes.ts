/** The quick fix on a finding in a mapping file: silence. */
import * as vscode from 'vscode';
import type { AttachedDiagnostics } from './attached-diagnostics.ts';
import { titleOf } from './prose.ts';
import { actionsOf } from './quick-fixes.ts';

export class MappingFixes implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];
  readonly #diagnostics: AttachedDiagnostics;

  constructor(diagnostics: AttachedDiagnostics) {
    this.#diagnostics = diagnostics;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return diagnostics.flatMap((diagnostic) => {
      const finding = this.#diagnostics.findingOf(document.uri.fsPath, diagnostic);
      if (finding === undefined) return [];
      const title = vscode.l10n.t('Silence "{0}" for these logs', titleOf(finding.rule));
      const edits = [{ kind: 'set', path: `rules.${finding.rule}.level`, value: 'off' }] as const;
      return actionsOf(document, diagnostic, [{ title, edits }], false);
    });
  }
}
