/** The one item in the status bar: the run that is live, else the last run of the config in the editor. */
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { activeConfig } from './config-files.ts';
import { Delayed } from './delayed.ts';
import type { Disposes } from './disposes.ts';
import { speedWords, stateWords, stepWords, verdictWords } from './prose.ts';
import type { BoardEntry, RunBoard } from './run-board.ts';
import { isLive, openFindings } from './words.ts';

export class RunStatusBar implements Disposes {
  readonly #board: RunBoard;
  readonly #item = vscode.window.createStatusBarItem('modescope.run', vscode.StatusBarAlignment.Left, 10);
  readonly #draw = new Delayed(200, () => this.#show());
  readonly #disposables: Disposes[];

  constructor(board: RunBoard) {
    this.#board = board;
    this.#item.name = vscode.l10n.t('Modescope run');
    const soon = (): void => this.#draw.soon();
    this.#disposables = [
      this.#item,
      this.#draw,
      board.onDidChangeStatus(soon),
      board.onDidChangeFindings(soon),
      vscode.window.onDidChangeActiveTextEditor(soon),
    ];
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #show(): void {
    const { live } = this.#board;
    const active = activeConfig();
    const entry = live.find(({ config }) => config === active) ?? live.at(-1) ?? this.#board.ofConfig(active ?? '');
    if (entry?.status === undefined) {
      this.#item.hide();
      return;
    }
    const findings = openFindings(entry.findings).filter(({ severity }) => severity !== 'hint');
    this.#item.text = `${iconOf(entry, findings.length > 0)} ${textOf(entry, live.length)}`;
    this.#item.tooltip = [entry.status.name, verdictWords(findings), entry.status.reason].filter(Boolean).join('\n');
    this.#item.accessibilityInformation = { label: [textOf(entry, live.length), verdictWords(findings)].join(' ') };
    const loud = findings.some(({ severity }) => severity === 'warning' || severity === 'error');
    const isIll = entry.status.state === 'failed' || entry.status.state === 'crashed';
    this.#item.backgroundColor =
      loud || isIll
        ? new vscode.ThemeColor(isIll ? 'statusBarItem.errorBackground' : 'statusBarItem.warningBackground')
        : undefined;
    this.#item.command = {
      command: 'modescope.openPanel',
      title: vscode.l10n.t('Open panel'),
      arguments: [vscode.Uri.file(entry.config)],
    };
    this.#item.show();
  }
}

function iconOf({ status }: BoardEntry, withFinding: boolean): string {
  switch (status?.state) {
    case 'paused':
      return '$(debug-pause)';
    case 'failed':
    case 'crashed':
      return '$(error)';
    case 'running':
      return withFinding ? '$(warning)' : '$(pulse)';
    case 'finished':
    case 'stopped':
    case 'foreign':
    case undefined:
      return withFinding ? '$(warning)' : '$(check)';
  }
}

function textOf({ config, status }: BoardEntry, live: number): string {
  const name = basename(config, '.gan.json');
  if (status === undefined) return name;
  if (!isLive(status.state)) return `${name} ${stateWords(status.state)}`;
  const words = [`${name} ${stepWords(status)}`];
  const speed = status.state === 'paused' ? vscode.l10n.t('paused') : speedWords(status);
  if (speed !== undefined) words.push(speed);
  if (live > 1) words.push(vscode.l10n.t('{0} runs', live));
  return words.join(' · ');
}
