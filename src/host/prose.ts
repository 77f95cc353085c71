/** What is said about findings and runs, in the language of the window. */
import * as vscode from 'vscode';
import * as prose from '../prose/index.ts';
import type { Finding, Lacking, RuleId, RunStatus } from '../protocol/index.ts';
import * as words from './words.ts';

const texts = prose.textsFor(vscode.env.language);

export const titleOf = (rule: RuleId): string => prose.titleOf(rule, texts);
export const messageOf = (finding: Finding): string => prose.messageOf(finding, texts);
export const remediesOf = (finding: Finding, config: unknown): readonly prose.Remedy[] =>
  prose.remediesOf(finding, config, texts);
export const lackingWords = (lacking: Lacking): string => prose.lackingWords(lacking, texts);
export const notAGan = (): string => prose.notAGan(texts);

export const stepWords = (status: Pick<RunStatus, 'step' | 'steps'>): string => words.stepWords(status, texts);
export const speedWords = (status: Pick<RunStatus, 'stepsPerSecond'>): string | undefined =>
  words.speedWords(status, texts);
export const verdictWords = (findings: readonly Finding[]): string | undefined => words.verdictWords(findings, texts);

export function stateWords(state: RunStatus['state']): string {
  switch (state) {
    case 'running':
      return vscode.l10n.t('running');
    case 'paused':
      return vscode.l10n.t('paused');
    case 'finished':
      return vscode.l10n.t('finished');
    case 'stopped':
      return vscode.l10n.t('stopped');
    case 'failed':
      return vscode.l10n.t('failed');
    case 'crashed':
      return vscode.l10n.t('crashed');
    case 'foreign':
      return vscode.l10n.t('attached');
  }
}
