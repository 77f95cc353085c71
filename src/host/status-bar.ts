/**
 * The one item in the status bar: the run that is live, else the last run of the config in the editor, else the log made
 * elsewhere that grew last.
 */
import * as vscode from 'vscode';
import type { Finding, RunStatus } from '../protocol/index.ts';
import { configName } from '../runs/index.ts';
import type { AttachedLogs } from './attached-logs.ts';
import { activeConfig } from './config-files.ts';
import { Delayed } from './delayed.ts';
import type { Disposes } from './disposes.ts';
import { speedWords, stateWords, stepWords, verdictWords } from './prose.ts';
import type { RunBoard } from './run-board.ts';
import { isLive, isLoud, openFindings } from './words.ts';

/** What is shown. */
interface Subject {
  readonly name: string;
  readonly status: RunStatus;
  readonly findings: readonly Finding[];
  /** Of how many such it is one. */
  readonly count: number;
  /** Whose panel a click opens: a config, or a folder of logs. */
  readonly path: string;
}

export class RunStatusBar implements Disposes {
  readonly #board: RunBoard;
  readonly #attached: AttachedLogs;
  readonly #item = vscode.window.createStatusBarItem('modescope.run', vscode.StatusBarAlignment.Left, 10);
  readonly #draw = new Delayed(200, () => this.#show());
  /** Steps that logs made elsewhere have come to, by folder; the one that grew last comes last. */
  readonly #steps = new Map<string, number>();
  readonly #disposables: Disposes[];

  constructor(board: RunBoard, attached: AttachedLogs) {
    this.#board = board;
    this.#attached = attached;
    this.#item.name = vscode.l10n.t('Modescope run');
    const soon = (): void => this.#draw.soon();
    this.#disposables = [
      this.#item,
      this.#draw,
      board.onDidChangeStatus(soon),
      board.onDidChangeFindings(soon),
      attached.onDidChange(({ folder }) => this.#take(folder)),
      vscode.window.onDidChangeActiveTextEditor(soon),
    ];
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #take(folder: string): void {
    const step = this.#attached.ofFolder(folder)?.status?.step;
    if (step !== this.#steps.get(folder)) {
      this.#steps.delete(folder);
      if (step !== undefined) this.#steps.set(folder, step);
    }
    this.#draw.soon();
  }

  #subject(): Subject | undefined {
    const { live } = this.#board;
    const active = activeConfig();
    const entry = live.find(({ config }) => config === active) ?? live.at(-1) ?? this.#board.ofConfig(active ?? '');
    if (entry?.status !== undefined) {
      const { config, findings, status } = entry;
      return { name: configName(config), status, findings, count: live.length, path: config };
    }
    const log = this.#attached.ofFolder([...this.#steps.keys()].at(-1) ?? '');
    if (log?.status === undefined) return undefined;
    const { folder, findings, name, status } = log;
    return { name, status, findings, count: this.#attached.all.length, path: folder };
  }

  #show(): void {
    const subject = this.#subject();
    if (subject === undefined) {
      this.#item.hide();
      return;
    }
    const { status, path } = subject;
    const findings = openFindings(subject.findings).filter(({ severity }) => severity !== 'hint');
    this.#item.text = `${iconOf(status, findings.length > 0)} ${textOf(subject)}`;
    this.#item.tooltip = [status.name, verdictWords(findings), status.reason].filter(Boolean).join('\n');
    this.#item.accessibilityInformation = { label: [textOf(subject), verdictWords(findings)].join(' ') };
    const loud = findings.some(isLoud);
    const isIll = status.state === 'failed' || status.state === 'crashed';
    this.#item.backgroundColor =
      loud || isIll
        ? new vscode.ThemeColor(isIll ? 'statusBarItem.errorBackground' : 'statusBarItem.warningBackground')
        : undefined;
    this.#item.command = {
      command: 'modescope.openPanel',
      title: vscode.l10n.t('Open panel'),
      arguments: [vscode.Uri.file(path)],
    };
    this.#item.show();
  }
}

function iconOf({ state }: RunStatus, withFinding: boolean): string {
  switch (state) {
    case 'paused':
      return '$(debug-pause)';
    case 'failed':
    case 'crashed':
      return '$(error)';
    case 'running':
      return withFinding ? '$(warning)' : '$(pulse)';
    case 'foreign':
      return withFinding ? '$(warning)' : '$(eye)';
    case 'finished':
    case 'stopped':
      return withFinding ? '$(warning)' : '$(check)';
  }
}

function textOf({ name, status, count }: Subject): string {
  const isForeign = status.state === 'foreign';
  if (!isLive(status.state) && !isForeign) return `${name} ${stateWords(status.state)}`;
  const steps = stepWords(status);
  const words = [`${name} ${isForeign ? vscode.l10n.t('step {0}', steps) : steps}`];
  const speed = status.state === 'paused' ? vscode.l10n.t('paused') : speedWords(status);
  if (speed !== undefined) words.push(speed);
  if (count > 1) words.push(isForeign ? vscode.l10n.t('{0} logs', count) : vscode.l10n.t('{0} runs', count));
  return words.join(' · ');
}
