/** Marks configs whose run is in trouble, wherever files are listed. */
import * as vscode from 'vscode';
import { isConfig } from './config-files.ts';
import type { Disposes } from './disposes.ts';
import { verdictWords } from './prose.ts';
import type { RunBoard } from './run-board.ts';
import { openFindings } from './words.ts';

export class TroubleDecorations implements vscode.FileDecorationProvider, Disposes {
  readonly #board: RunBoard;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** As last given, by config. */
  readonly #given = new Map<string, string>();
  readonly #disposables: Disposes[];

  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(board: RunBoard) {
    this.#board = board;
    this.#disposables = [
      this.#changed,
      board.onDidChangeFindings((config) => this.#take(config)),
      board.onDidChangeStatus(({ config }) => this.#take(config)),
    ];
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    return isConfig(uri) ? this.#decorationOf(uri.fsPath) : undefined;
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #take(config: string): void {
    const tooltip = this.#decorationOf(config)?.tooltip ?? '';
    if (tooltip === (this.#given.get(config) ?? '')) return;
    this.#given.set(config, tooltip);
    this.#changed.fire(vscode.Uri.file(config));
  }

  #decorationOf(config: string): vscode.FileDecoration | undefined {
    const entry = this.#board.ofConfig(config);
    if (entry === undefined) return undefined;
    const { state } = entry.status ?? {};
    if (state === 'failed' || state === 'crashed') {
      const words = state === 'failed' ? vscode.l10n.t('The last run failed') : vscode.l10n.t('The last run crashed');
      return new vscode.FileDecoration('!', words, new vscode.ThemeColor('list.errorForeground'));
    }
    const loud = openFindings(entry.findings).filter(({ severity }) => severity === 'error' || severity === 'warning');
    if (loud.length === 0) return undefined;
    const colour = loud[0]?.severity === 'error' ? 'list.errorForeground' : 'list.warningForeground';
    // No letter: the number of its problems stands there already.
    return new vscode.FileDecoration(undefined, verdictWords(loud), new vscode.ThemeColor(colour));
  }
}
