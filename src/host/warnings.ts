/**
 * Says when a live run, or a log made elsewhere, gets into trouble and nobody looks at it: once for each rule, and no
 * more of it once a person has said so. Where the setting wants it, a run of ours is stopped.
 */
import * as vscode from 'vscode';
import type { Finding } from '../protocol/index.ts';
import { configName } from '../runs/index.ts';
import type { AttachedLogs } from './attached-logs.ts';
import type { Disposes } from './disposes.ts';
import type { Choice, Messages } from './messages.ts';
import type { RunPanel } from './panel.ts';
import { messageOf } from './prose.ts';
import type { RunBoard } from './run-board.ts';
import type { RunControl } from './run-control.ts';
import { settingsOf } from './settings.ts';
import { isLive, isLoud, openFindings } from './words.ts';

export interface WarningParts {
  readonly board: RunBoard;
  readonly attached: AttachedLogs;
  readonly panel: RunPanel;
  readonly control: RunControl;
  readonly messages: Messages;
}

/** A run, or a log made elsewhere. */
interface Subject {
  readonly folder: string;
  readonly name: string;
  readonly findings: readonly Finding[];
  /** Whether what is found in it now is news; what was found in one that is over is none. */
  readonly isNews: boolean;
  /** The config, of a run that can be stopped. */
  readonly config?: string;
}

export class Warnings implements Disposes {
  readonly #parts: WarningParts;
  /** Rules that were told, by folder. */
  readonly #told = new Map<string, Set<string>>();
  readonly #silenced = new Set<string>();
  readonly #disposables: Disposes[];

  constructor(parts: WarningParts) {
    this.#parts = parts;
    const { attached, board } = parts;
    this.#disposables = [
      board.onDidChangeFindings((path) => {
        const entry = board.ofConfig(path);
        if (entry === undefined) return;
        const { config, folder, findings, status } = entry;
        this.#look({ folder, name: configName(config), findings, isNews: isLive(status?.state), config });
      }),
      board.onDidReplace(({ old }) => this.#forget(old.folder)),
      attached.onDidChange(({ folder }) => {
        const log = attached.ofFolder(folder);
        if (log === undefined) this.#forget(folder);
        else this.#look({ folder, name: log.name, findings: log.findings, isNews: log.isRead });
      }),
    ];
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #forget(folder: string): void {
    this.#told.delete(folder);
    this.#silenced.delete(folder);
  }

  #look(subject: Subject): void {
    const { folder, findings, isNews } = subject;
    let told = this.#told.get(folder);
    if (told === undefined) this.#told.set(folder, (told = new Set()));
    const fresh = openFindings(findings).filter((finding) => !told.has(finding.rule) && isLoud(finding));
    for (const { rule } of fresh) told.add(rule);
    const [worst] = fresh;
    if (worst !== undefined && isNews) this.#tell(subject, worst);
  }

  #tell({ config, folder, name }: Subject, finding: Finding): void {
    const { control, messages, panel } = this.#parts;
    const show: Choice = {
      title: vscode.l10n.t('Show'),
      act: () => panel.explain({ folder, name }, finding.rule),
    };
    if (config !== undefined && settingsOf(config).stopOnWarning) {
      control.stop(folder);
      messages.warn(vscode.l10n.t('{0} was stopped. {1}.', name, messageOf(finding)), show);
      return;
    }
    if (panel.isSeen(folder) || this.#silenced.has(folder)) return;
    const isOurs = config !== undefined;
    messages.warn(
      `${name}: ${messageOf(finding)}.`,
      show,
      ...(isOurs ? [{ title: vscode.l10n.t('Stop Run'), act: () => control.stop(folder) }] : []),
      {
        title: isOurs ? vscode.l10n.t("Don't Show Again for This Run") : vscode.l10n.t("Don't Show Again for This Log"),
        act: () => this.#silenced.add(folder),
      },
    );
  }
}
