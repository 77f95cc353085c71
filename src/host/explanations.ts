/** A finding that is opened in full in the panel: what could be tried, kept up to date as the config changes. */
import * as vscode from 'vscode';
import { parseConfig } from '../config/index.ts';
import { helpPage, type Remedy } from '../prose/index.ts';
import type { Finding, OfferedRemedy, RuleId } from '../protocol/index.ts';
import { lookAtRun, readFindings, RunError } from '../runs/index.ts';
import type { ConfigFiles } from './config-files.ts';
import { Delayed } from './delayed.ts';
import type { Disposes } from './disposes.ts';
import { editOf } from './edits.ts';
import { showPlace } from './messages.ts';
import type { RunPanel } from './panel.ts';
import { placeOf } from './placement.ts';
import { remediesOf } from './prose.ts';
import { rangeOf } from './ranges.ts';
import type { RunBoard } from './run-board.ts';

interface Subject {
  readonly run: string;
  readonly rule: RuleId;
}

export interface ExplanationParts {
  readonly extension: vscode.Uri;
  readonly files: ConfigFiles;
  readonly board: RunBoard;
  readonly panel: RunPanel;
}

export class Explanations implements Disposes {
  readonly #parts: ExplanationParts;
  readonly #again = new Delayed(200, () => void this.#tell());
  readonly #disposables: Disposes[];
  #subject: Subject | undefined;

  constructor(parts: ExplanationParts) {
    this.#parts = parts;
    this.#disposables = [
      this.#again,
      parts.files.onDidChangeText((config) => {
        if (this.#subject !== undefined && parts.board.ofFolder(this.#subject.run)?.config === config) {
          this.#again.soon();
        }
      }),
    ];
  }

  /** The page has opened this finding. */
  async open(run: string, rule: RuleId): Promise<void> {
    this.#subject = { run, rule };
    await this.#tell();
  }

  /**
   * Edits the config as a remedy says, and shows where.
   * @returns the config, undefined where the remedy is no longer one
   */
  async apply({ run, rule }: Subject, remedyId: string): Promise<string | undefined> {
    const found = this.#find({ run, rule });
    if (found === undefined) return undefined;
    const document = await vscode.workspace.openTextDocument(found.config);
    const remedy = remediesIn(document.getText(), found.finding).find(({ id }) => id === remedyId);
    if (remedy === undefined) return undefined;
    const edit = editOf(document, remedy.edits);
    if (edit === undefined || !(await vscode.workspace.applyEdit(edit))) return undefined;
    await showPlace(found.config, rangeOf(placeOf(parseConfig(document.getText()), remedy.edits[0].path)));
    return found.config;
  }

  /** The page about a rule, as it is read. */
  async openHelp(rule: RuleId): Promise<void> {
    const page = vscode.Uri.joinPath(this.#parts.extension, helpPage(rule));
    await vscode.commands.executeCommand('markdown.showPreview', page);
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  async #tell(): Promise<void> {
    const subject = this.#subject;
    const found = subject === undefined ? undefined : this.#find(subject);
    if (subject === undefined || found === undefined) return;
    const text = await this.#parts.files.textOf(found.config);
    if (text === undefined) return;
    const parsed = parseConfig(text);
    const remedies = remediesIn(text, found.finding).map(({ id, title, note = null, edits }): OfferedRemedy => {
      const changes = edits.map(({ kind, path, value }) => {
        const { exact, value: range } = parsed.rangeOf(path);
        const before = kind === 'set' && exact ? text.slice(range.start, range.end) : null;
        return { kind, path, before, after: JSON.stringify(value) };
      });
      return { id, title, note, changes };
    });
    this.#parts.panel.tell({ type: 'remedies', ...subject, remedies });
  }

  #find({ run, rule }: Subject): { readonly config: string; readonly finding: Finding } | undefined {
    const entry = this.#parts.board.ofFolder(run) ?? olderRun(run);
    const finding = entry?.findings.findLast((each) => each.rule === rule);
    return entry === undefined || finding === undefined ? undefined : { config: entry.config, finding };
  }
}

/** A run that is not the newest of its config, from its folder; undefined for a log made elsewhere. */
function olderRun(run: string): { readonly config: string; readonly findings: readonly Finding[] } | undefined {
  try {
    return { config: lookAtRun(run).manifest.configFile, findings: readFindings(run) };
  } catch (error) {
    if (error instanceof RunError) return undefined;
    throw error;
  }
}

function remediesIn(text: string, finding: Finding): readonly Remedy[] {
  return remediesOf(finding, parseConfig(text).value);
}
