/** Marks configs whose run is in trouble, and folders of logs that are, wherever files are listed. */
import * as vscode from 'vscode';
import type { Finding } from '../protocol/index.ts';
import type { AttachedLogs } from './attached-logs.ts';
import type { Disposes } from './disposes.ts';
import { verdictWords } from './prose.ts';
import type { RunBoard } from './run-board.ts';
import { isLoud, openFindings } from './words.ts';

export class TroubleDecorations implements vscode.FileDecorationProvider, Disposes {
  readonly #board: RunBoard;
  readonly #attached: AttachedLogs;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** As last given, by config or folder. */
  readonly #given = new Map<string, string>();
  readonly #disposables: Disposes[];

  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(board: RunBoard, attached: AttachedLogs) {
    this.#board = board;
    this.#attached = attached;
    this.#disposables = [
      this.#changed,
      board.onDidChangeFindings((config) => this.#take(config)),
      board.onDidChangeStatus(({ config }) => this.#take(config)),
      attached.onDidChange(({ folder }) => this.#take(folder)),
    ];
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    return uri.scheme === 'file' ? this.#decorationOf(uri.fsPath) : undefined;
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #take(path: string): void {
    const tooltip = this.#decorationOf(path)?.tooltip ?? '';
    if (tooltip === (this.#given.get(path) ?? '')) return;
    this.#given.set(path, tooltip);
    this.#changed.fire(vscode.Uri.file(path));
  }

  #decorationOf(path: string): vscode.FileDecoration | undefined {
    const log = this.#attached.ofFolder(path);
    if (log !== undefined) return decorationBy(log.findings);
    const entry = this.#board.ofConfig(path);
    if (entry === undefined) return undefined;
    const { state } = entry.status ?? {};
    if (state === 'failed' || state === 'crashed') {
      const words = state === 'failed' ? vscode.l10n.t('The last run failed') : vscode.l10n.t('The last run crashed');
      return new vscode.FileDecoration('!', words, new vscode.ThemeColor('list.errorForeground'));
    }
    return decorationBy(entry.findings);
  }
}

function decorationBy(findings: readonly Finding[]): vscode.FileDecoration | undefined {
  const loud = openFindings(findings).filter(isLoud);
  if (loud.length === 0) return undefined;
  const colour = loud[0]?.severity === 'error' ? 'list.errorForeground' : 'list.warningForeground';
  // No letter: the number of its problems stands there already.
  return new vscode.FileDecoration(undefined, verdictWords(loud), new vscode.ThemeColor(colour));
}
