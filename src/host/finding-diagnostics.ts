/** Findings in the Problems panel, on the parts of the config that they concern, wherever those stand by now. */
import * as vscode from 'vscode';
import { parseConfig } from '../config/index.ts';
import type { Finding } from '../protocol/index.ts';
import type { ConfigFiles } from './config-files.ts';
import { Delayed } from './delayed.ts';
import type { Disposes } from './disposes.ts';
import { findingDiagnostic } from './finding-diagnostic.ts';
import { placeFindings, type PlacedFinding } from './placement.ts';
import { rangeOf, source } from './ranges.ts';
import type { RunBoard } from './run-board.ts';

/**
 * Milliseconds between two updates of nothing but numbers. VS Code drops a list of quick fixes that was asked for when
 * an entry changes before the list is there, and a live run has new numbers many times a second.
 */
const numbersEvery = 5000;

export class FindingDiagnostics implements Disposes {
  readonly #board: RunBoard;
  readonly #files: ConfigFiles;
  readonly #extension: vscode.Uri;
  readonly #collection = vscode.languages.createDiagnosticCollection('modescope-findings');
  /** Which findings a config was last given, whatever their numbers. */
  readonly #given = new Map<string, string>();
  readonly #pending = new Set<string>();
  readonly #placeAgain = new Delayed(100, () => this.#placePending());
  readonly #placeNumbers = new Delayed(numbersEvery, () => this.#placePending());
  readonly #disposables: Disposes[];

  constructor(board: RunBoard, files: ConfigFiles, extension: vscode.Uri) {
    this.#board = board;
    this.#files = files;
    this.#extension = extension;
    this.#disposables = [
      this.#collection,
      this.#placeAgain,
      this.#placeNumbers,
      board.onDidChangeFindings((config) => this.#take(config)),
      files.onDidChangeText((config) => {
        if (board.ofConfig(config) === undefined) return;
        this.#pending.add(config);
        this.#placeAgain.soon();
      }),
    ];
  }

  /** The finding that a diagnostic of ours shows. */
  findingOf(config: string, diagnostic: vscode.Diagnostic): Finding | undefined {
    const { code } = diagnostic;
    if (diagnostic.source !== source || typeof code !== 'object') return undefined;
    return this.#board.ofConfig(config)?.findings.find(({ rule, to }) => rule === code.value && to === null);
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #take(config: string): void {
    const findings = this.#board.ofConfig(config)?.findings ?? [];
    const given = findings.map(({ rule, severity, from, to }) => `${rule} ${severity} ${from} ${to ?? ''}`).join('\n');
    if (given !== (this.#given.get(config) ?? '')) {
      this.#given.set(config, given);
      void this.#place(config);
      return;
    }
    this.#pending.add(config);
    this.#placeNumbers.soon();
  }

  #placePending(): void {
    for (const config of this.#pending) void this.#place(config);
    this.#pending.clear();
  }

  async #place(config: string): Promise<void> {
    const uri = vscode.Uri.file(config);
    if ((this.#board.ofConfig(config)?.findings ?? []).length === 0) {
      this.#collection.delete(uri);
      return;
    }
    const text = await this.#files.textOf(config);
    // Asked again only now: they may have changed while the file was read.
    const findings = this.#board.ofConfig(config)?.findings ?? [];
    const placed = text === undefined ? [] : placeFindings(findings, parseConfig(text));
    this.#collection.set(
      uri,
      placed.map((each) => this.#diagnosticOf(each, uri)),
    );
  }

  #diagnosticOf({ finding, range, related }: PlacedFinding, uri: vscode.Uri): vscode.Diagnostic {
    const place = new vscode.Location(uri, rangeOf(range));
    const diagnostic = findingDiagnostic(finding, place, this.#extension);
    const alsoConcerns = related.map(
      ({ path, range: other }) =>
        new vscode.DiagnosticRelatedInformation(
          new vscode.Location(uri, rangeOf(other)),
          vscode.l10n.t('also concerns {0}', path),
        ),
    );
    diagnostic.relatedInformation = [...(diagnostic.relatedInformation ?? []), ...alsoConcerns];
    return diagnostic;
  }
}
