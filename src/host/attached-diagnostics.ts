/**
 * What there is to say of logs made elsewhere, in the Problems panel: on the mapping file, at the rule that it is about,
 * or, where there is none, on the log's folder.
 */
import * as vscode from 'vscode';
import { parseConfig, type ParsedConfig } from '../config/index.ts';
import type { Finding } from '../protocol/index.ts';
import type { AttachedLog, AttachedLogs } from './attached-logs.ts';
import type { ConfigFiles } from './config-files.ts';
import { Delayed } from './delayed.ts';
import type { Disposes } from './disposes.ts';
import { findingDiagnostic } from './finding-diagnostic.ts';
import { isMapping } from './mapping-files.ts';
import { placeFindings, placeOf } from './placement.ts';
import { lackingWords, notAGan } from './prose.ts';
import { rangeOf, source } from './ranges.ts';

/** Milliseconds between two updates of nothing but numbers; see FindingDiagnostics. */
const numbersEvery = 5000;
const top = new vscode.Range(0, 0, 0, 0);

/** Where everything about some logs stands. */
interface Target {
  readonly path: string;
  readonly isMapping: boolean;
  readonly logs: readonly AttachedLog[];
}

export class AttachedDiagnostics implements Disposes {
  readonly #logs: AttachedLogs;
  readonly #files: ConfigFiles;
  readonly #extension: vscode.Uri;
  readonly #collection = vscode.languages.createDiagnosticCollection('modescope-attached');
  /** What was last shown of each log, whatever the numbers. */
  readonly #given = new Map<string, string>();
  readonly #soon = new Delayed(100, () => void this.#place());
  readonly #later = new Delayed(numbersEvery, () => void this.#place());
  readonly #disposables: Disposes[];

  constructor(logs: AttachedLogs, files: ConfigFiles, extension: vscode.Uri) {
    this.#logs = logs;
    this.#files = files;
    this.#extension = extension;
    this.#disposables = [
      this.#collection,
      this.#soon,
      this.#later,
      logs.onDidChange((log) => this.#take(log)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isMapping(document.uri)) this.#soon.soon();
      }),
    ];
  }

  /** The rule that a diagnostic of ours on a mapping file is about. */
  findingOf(file: string, diagnostic: vscode.Diagnostic): Finding | undefined {
    const { code } = diagnostic;
    if (diagnostic.source !== source || typeof code !== 'object') return undefined;
    return this.#logs.all
      .filter(({ reading }) => reading?.mapping === file)
      .flatMap(({ findings }) => findings)
      .find(({ rule, to }) => rule === code.value && to === null);
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #take({ folder }: AttachedLog): void {
    const log = this.#logs.ofFolder(folder);
    const findings = (log?.findings ?? []).map(({ rule, severity, from, to }) => [rule, severity, from, to]);
    const given = log === undefined ? '' : JSON.stringify([findings, log.reading]);
    const before = this.#given.get(folder) ?? '';
    if (log === undefined) this.#given.delete(folder);
    else this.#given.set(folder, given);
    if (given === before) this.#later.soon();
    else this.#soon.soon();
  }

  async #place(): Promise<void> {
    const placed = await Promise.all(
      this.#targets().map(async (target) => {
        const text = target.isMapping ? await this.#files.textOf(target.path) : undefined;
        const uri = vscode.Uri.file(target.path);
        return [uri, this.#diagnosticsOf(target, uri, parseConfig(text ?? ''))] as const;
      }),
    );
    this.#collection.clear();
    for (const [uri, diagnostics] of placed) this.#collection.set(uri, diagnostics);
  }

  #targets(): Target[] {
    const targets = new Map<string, { path: string; isMapping: boolean; logs: AttachedLog[] }>();
    for (const log of this.#logs.all) {
      const mapping = log.reading?.mapping ?? undefined;
      const path = mapping ?? log.folder;
      const target = targets.get(path) ?? { path, isMapping: mapping !== undefined, logs: [] };
      target.logs.push(log);
      targets.set(path, target);
    }
    return [...targets.values()];
  }

  #diagnosticsOf({ logs }: Target, uri: vscode.Uri, text: ParsedConfig): vscode.Diagnostic[] {
    const several = logs.length > 1;
    const findings = logs.flatMap(({ findings: all, name }) =>
      // What it concerns is not in a config of ours, so it stands where it can be silenced.
      placeFindings(
        all.map((finding) => ({ ...finding, configPaths: [`rules.${finding.rule}`] })),
        text,
      ).map(({ finding, range }) => {
        const place = new vscode.Location(uri, text.text === '' ? top : rangeOf(range));
        const diagnostic = findingDiagnostic(finding, place, this.#extension);
        if (several) diagnostic.message = `${name}: ${diagnostic.message}`;
        return diagnostic;
      }),
    );
    const place = text.text === '' ? top : rangeOf(placeOf(text, 'tags'));
    const words = new Map<string, vscode.DiagnosticSeverity>();
    for (const { reading } of logs) {
      if (reading === undefined) continue;
      if (!reading.isGan) words.set(notAGan(), vscode.DiagnosticSeverity.Information);
      else for (const each of reading.lacking) words.set(lackingWords(each), vscode.DiagnosticSeverity.Hint);
    }
    const others = [...words].map(([message, severity]) => {
      const diagnostic = new vscode.Diagnostic(place, message, severity);
      diagnostic.source = source;
      return diagnostic;
    });
    return [...findings, ...others];
  }
}
