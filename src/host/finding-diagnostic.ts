/** A finding as an entry of the Problems panel. */
import * as vscode from 'vscode';
import { helpPage } from '../prose/index.ts';
import type { Finding, NamedMode, Severity } from '../protocol/index.ts';
import { messageOf } from './prose.ts';
import { source } from './ranges.ts';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** Modes listed below a finding at most. */
const mostModes = 12;

/**
 * With the modes that it names below it.
 * @param place where in `uri` it stands
 * @param extension the extension's folder, in which the pages about rules are
 */
export function findingDiagnostic(
  finding: Finding,
  { uri, range }: vscode.Location,
  extension: vscode.Uri,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, messageOf(finding), severities[finding.severity]);
  diagnostic.source = source;
  diagnostic.code = { value: finding.rule, target: vscode.Uri.joinPath(extension, helpPage(finding.rule)) };
  diagnostic.relatedInformation = (finding.evidence.modes ?? [])
    .slice(0, mostModes)
    .map((mode) => new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, range), modeWords(mode)));
  return diagnostic;
}

/** `(2.00, 0.00): 12.5 % of the data, 0.1 % of the samples`, counted from 1 where it has no short name. */
function modeWords({ mode, prototype, label, realShare, generatedShare }: NamedMode): string {
  const short = prototype.length > 0 && prototype.length <= 4;
  const point = `(${prototype.map((value) => (Math.abs(value) < 0.005 ? '0.00' : value.toFixed(2))).join(', ')})`;
  const name = label ?? (short ? point : vscode.l10n.t('mode {0}', mode + 1));
  const percent = (share: number): string => (100 * share).toFixed(1);
  return vscode.l10n.t(
    '{0}: {1} % of the data, {2} % of the samples',
    name,
    percent(realShare),
    percent(generatedShare),
  );
}
