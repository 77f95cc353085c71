/**
 * Says when a live run gets into trouble and nobody looks at it: once for each rule, and no more of a run once a person
 * has said so. Where the setting wants it, the run is stopped.
 */
import * as vscode from 'vscode';
import type { Finding } from '../protocol/index.ts';
import { configName } from '../runs/index.ts';
import type { Disposes } from './disposes.ts';
import type { Messages } from './messages.ts';
import type { RunPanel } from './panel.ts';
import { messageOf } from './prose.ts';
import type { BoardEntry, RunBoard } from './run-board.ts';
import type { RunControl } from './run-control.ts';
import { settingsOf } from './settings.ts';
import { isLive, openFindings } from './words.ts';

export interface WarningParts {
  readonly board: RunBoard;
  readonly panel: RunPanel;
  readonly control: RunControl;
  readonly messages: Messages;
}

export class Warnings implements Disposes {
  readonly #parts: WarningParts;
  /** Rules that were told, by run folder. */
  readonly #told = new Map<string, Set<string>>();
  readonly #silenced = new Set<string>();
  readonly #disposables: Disposes[];

  constructor(parts: WarningParts) {
    this.#parts = parts;
    this.#disposables = [
      parts.board.onDidChangeFindings((config) => {
        const entry = parts.board.ofConfig(config);
        if (entry !== undefined) this.#look(entry);
      }),
      parts.board.onDidReplace(({ old }) => {
        this.#told.delete(old.folder);
        this.#silenced.delete(old.folder);
      }),
    ];
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #look(entry: BoardEntry): void {
    const { folder, findings, status } = entry;
    let told = this.#told.get(folder);
    if (told === undefined) this.#told.set(folder, (told = new Set()));
    const fresh = openFindings(findings).filter(
      ({ rule, severity }) => !told.has(rule) && (severity === 'error' || severity === 'warning'),
    );
    for (const { rule } of fresh) told.add(rule);
    const [worst] = fresh;
    // What was found in a run that is over is no news.
    if (worst !== undefined && isLive(status?.state)) this.#tell(entry, worst);
  }

  #tell({ config, folder }: BoardEntry, finding: Finding): void {
    const { control, messages, panel } = this.#parts;
    const name = configName(config);
    const show = {
      title: vscode.l10n.t('Show'),
      act: () => panel.explain({ folder, name }, finding.rule),
    };
    if (settingsOf(config).stopOnWarning) {
      control.stop(folder);
      messages.warn(vscode.l10n.t('{0} was stopped. {1}.', name, messageOf(finding)), show);
      return;
    }
    if (panel.isSeen(folder) || this.#silenced.has(folder)) return;
    messages.warn(
      `${name}: ${messageOf(finding)}.`,
      show,
      { title: vscode.l10n.t('Stop Run'), act: () => control.stop(folder) },
      { title: vscode.l10n.t("Don't Show Again for This Run"), act: () => this.#silenced.add(folder) },
    );
  }
}
