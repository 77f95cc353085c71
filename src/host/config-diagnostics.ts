/**
 * What is wrong with the configs that are open, as far as the built-in JSON service does not say it (src/check knows
 * which is whose): checked again as one types.
 */
import * as vscode from 'vscode';
import { dataFileReader, diagnoseBeyondSchema, type DataContext, type Fix, type Problem } from '../check/index.ts';
import { isConfig, openDocument, rootOf, type ConfigFiles } from './config-files.ts';
import { Delayed } from './delayed.ts';
import type { Disposes } from './disposes.ts';
import type { ParsedDocuments } from './parsed-documents.ts';
import { rangeOf, source } from './ranges.ts';
import type { RefusedProblem } from './trainer.ts';

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

/** Milliseconds after a key before the text is checked. */
const pause = 150;

export class ConfigDiagnostics implements Disposes {
  readonly #describeData = dataFileReader();
  readonly #parsed: ParsedDocuments;
  readonly #log: vscode.LogOutputChannel;
  readonly #collection = vscode.languages.createDiagnosticCollection('modescope');
  readonly #fixes = new Map<string, ReadonlyMap<vscode.Diagnostic, Fix>>();
  readonly #pending = new Set<string>();
  readonly #check = new Delayed(pause, () => this.#checkPending());
  readonly #disposables: Disposes[];

  constructor(files: ConfigFiles, parsed: ParsedDocuments, log: vscode.LogOutputChannel) {
    this.#parsed = parsed;
    this.#log = log;
    const dataFiles = vscode.workspace.createFileSystemWatcher('**/*.{csv,npy}');
    this.#disposables = [
      this.#collection,
      this.#check,
      dataFiles,
      files.onDidChangeText((file) => this.#soon(file)),
      dataFiles.onDidCreate(() => this.checkAll()),
      dataFiles.onDidChange(() => this.checkAll()),
      dataFiles.onDidDelete(() => this.checkAll()),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => {
        if (isConfig(uri)) this.#soon(uri.fsPath);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#collection.delete(uri);
        this.#fixes.delete(uri.fsPath);
      }),
    ];
  }

  /** All that are open. */
  checkAll(): void {
    for (const { uri } of vscode.workspace.textDocuments) if (isConfig(uri)) this.#soon(uri.fsPath);
  }

  /** The errors of this text, in its order, found afresh. */
  async errorsOf(document: vscode.TextDocument): Promise<Problem[]> {
    const problems = await this.#problemsOf(document);
    return problems.filter(({ severity }) => severity === 'error');
  }

  fixOf(file: string, diagnostic: vscode.Diagnostic): Fix | undefined {
    for (const [own, fix] of this.#fixes.get(file) ?? []) {
      if (own.code === diagnostic.code && own.range.isEqual(diagnostic.range)) return fix;
    }
    return undefined;
  }

  /**
   * Shows until the next check what a trainer refused for, unless it is shown already. What the schema says is left
   * out: the JSON service says it as soon as the file is open.
   */
  showRefused(problems: readonly RefusedProblem[]): void {
    for (const { file, line, column, message, code } of problems) {
      if (code === 'schema' || code === 'syntax' || !isConfig(vscode.Uri.file(file))) continue;
      const uri = vscode.Uri.file(file);
      const shown = this.#collection.get(uri) ?? [];
      const start = new vscode.Position(line - 1, column - 1);
      if (shown.some((each) => each.code === code && each.range.start.isEqual(start))) continue;
      const document = openDocument(file);
      const range = document?.getWordRangeAtPosition(start) ?? new vscode.Range(start, start.translate(0, 1));
      const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
      diagnostic.source = source;
      diagnostic.code = code;
      this.#collection.set(uri, [...shown, diagnostic]);
    }
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #soon(file: string): void {
    this.#pending.add(file);
    this.#check.soon();
  }

  #checkPending(): void {
    for (const file of this.#pending) {
      const document = openDocument(file);
      if (document !== undefined) void this.#checkOne(document);
    }
    this.#pending.clear();
  }

  async #checkOne(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    let problems: Problem[];
    try {
      problems = await this.#problemsOf(document);
    } catch (error) {
      this.#log.error('Checking a config failed.', error);
      return;
    }
    // What was typed meanwhile is checked by itself.
    if (document.isClosed || document.version !== version) return;
    const fixes = new Map<vscode.Diagnostic, Fix>();
    const diagnostics = problems.map((problem) => {
      const diagnostic = new vscode.Diagnostic(rangeOf(problem.range), problem.message, severities[problem.severity]);
      diagnostic.source = source;
      diagnostic.code = problem.code;
      if (problem.fix !== undefined) fixes.set(diagnostic, problem.fix);
      return diagnostic;
    });
    this.#collection.set(document.uri, diagnostics);
    this.#fixes.set(document.uri.fsPath, fixes);
  }

  /** How the text of a config is looked at. A path may point anywhere: where nobody vouches for it no data is read. */
  contextOf({ uri: { fsPath: file } }: vscode.TextDocument): DataContext {
    const looking = vscode.workspace.isTrusted ? { describeData: this.#describeData } : {};
    return { file, root: rootOf(file), ...looking };
  }

  #problemsOf(document: vscode.TextDocument): Promise<Problem[]> {
    return diagnoseBeyondSchema(this.#parsed.of(document), this.contextOf(document));
  }
}
