/** Quick fixes: what src/check proposes for a mistake, what src/prose proposes against a finding, and silence. */
import * as vscode from 'vscode';
import { configSchema, nodeOf, type ConfigEdit } from '../config/index.ts';
import type { Finding } from '../protocol/index.ts';
import type { ConfigDiagnostics } from './config-diagnostics.ts';
import { editOf } from './edits.ts';
import type { FindingDiagnostics } from './finding-diagnostics.ts';
import type { ParsedDocuments } from './parsed-documents.ts';
import { remediesOf, titleOf } from './prose.ts';

export class QuickFixes implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];
  readonly #parsed: ParsedDocuments;
  readonly #problems: ConfigDiagnostics;
  readonly #findings: FindingDiagnostics;

  constructor(parsed: ParsedDocuments, problems: ConfigDiagnostics, findings: FindingDiagnostics) {
    this.#parsed = parsed;
    this.#problems = problems;
    this.#findings = findings;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const file = document.uri.fsPath;
    return diagnostics.flatMap((diagnostic) => {
      const fix = this.#problems.fixOf(file, diagnostic);
      if (fix !== undefined) return actionsOf(document, diagnostic, [fix]);
      const finding = this.#findings.findingOf(file, diagnostic);
      if (finding === undefined) return [];
      const remedies = remediesAgainst(finding, this.#parsed.of(document).value);
      return [
        ...actionsOf(document, diagnostic, remedies),
        explanationOf(document, diagnostic, finding),
        ...(canBeSilenced(finding.rule) ? actionsOf(document, diagnostic, [silenceOf(finding)], false) : []),
      ];
    });
  }
}

export interface Proposal {
  readonly title: string;
  readonly edits: readonly ConfigEdit[];
}

/** Remedies that stand in the menu; all of them are in the explanation. */
const mostRemedies = 5;

function remediesAgainst(finding: Finding, config: unknown): readonly Proposal[] {
  return remediesOf(finding, config).slice(0, mostRemedies);
}

/** Opens the finding in full, in the panel. */
function explanationOf(
  { uri }: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
  { rule }: Finding,
): vscode.CodeAction {
  const action = new vscode.CodeAction(vscode.l10n.t('Explain "{0}"', titleOf(rule)), vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.command = { command: 'modescope.explain', title: action.title, arguments: [uri, rule] };
  return action;
}

function silenceOf({ rule }: Finding): Proposal {
  return {
    title: vscode.l10n.t('Silence "{0}" in this config', titleOf(rule)),
    edits: [{ kind: 'set', path: `rules.${rule}.level`, value: 'off' }],
  };
}

/** Whether the schema has a key for this rule. */
function canBeSilenced(rule: string): boolean {
  return nodeOf(configSchema).properties?.['rules']?.properties?.[rule] !== undefined;
}

/** What the text has no place for is left out. @param preferFirst whether the first is what most people want */
export function actionsOf(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
  fixes: readonly Proposal[],
  preferFirst = true,
): vscode.CodeAction[] {
  return fixes.flatMap(({ title, edits }, position) => {
    const edit = editOf(document, edits);
    if (edit === undefined) return [];
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = [diagnostic];
    action.edit = edit;
    action.isPreferred = preferFirst && position === 0;
    return [action];
  });
}
