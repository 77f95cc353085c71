/** The line above a config: start it, or how far it has come, or how its last run ended. */
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Branches, BranchOrigin } from './branches.ts';
import { isConfig, type ConfigFiles } from './config-files.ts';
import { Delayed } from './delayed.ts';
import type { Disposes } from './disposes.ts';
import { speedWords, stateWords, stepWords, verdictWords } from './prose.ts';
import type { BoardEntry, RunBoard } from './run-board.ts';
import { isLive } from './words.ts';

/** Milliseconds between two looks of a running step count. */
const pace = 1000;

export class RunLens implements vscode.CodeLensProvider, Disposes {
  readonly #board: RunBoard;
  readonly #branches: Branches;
  readonly #isStarting: (config: string) => boolean;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #refresh = new Delayed(pace, () => this.refresh());
  readonly #states = new Map<string, string>();
  /** Changes have been announced and not been asked for yet. */
  #called = false;
  readonly #disposables: Disposes[];

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(board: RunBoard, files: ConfigFiles, branches: Branches, isStarting: (config: string) => boolean) {
    this.#board = board;
    this.#branches = branches;
    this.#isStarting = isStarting;
    this.#disposables = [
      this.#changed,
      this.#refresh,
      board.onDidChangeStatus(({ config, status }) => {
        // Another state shows at once, another step when it is its turn.
        const state = status?.state ?? '';
        if (this.#states.get(config) !== state) this.refresh();
        // VS Code waits for a pause before it asks; whoever calls again and again is never asked.
        else if (!this.#called) this.#refresh.soon();
        this.#states.set(config, state);
      }),
      board.onDidChangeFindings(() => this.refresh()),
      branches.onDidChange(() => this.refresh()),
      files.onDidRemove((config) => this.#states.delete(config)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
    ];
  }

  /** Now. */
  refresh(): void {
    this.#called = true;
    this.#changed.fire();
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    if (!isConfig(uri)) return [];
    this.#called = false;
    const top = new vscode.Range(0, 0, 0, 0);
    return this.#commands(uri).map((command) => new vscode.CodeLens(top, command));
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #commands(uri: vscode.Uri): vscode.Command[] {
    const call = (name: string, title: string): vscode.Command => ({
      command: `modescope.${name}`,
      title,
      arguments: [uri],
    });
    if (!vscode.workspace.isTrusted) {
      return [{ command: 'workbench.trust.manage', title: vscode.l10n.t('Trust this folder to train') }];
    }
    if (this.#isStarting(uri.fsPath)) return [{ command: '', title: vscode.l10n.t('$(loading~spin) Starting …') }];
    const entry = this.#board.ofConfig(uri.fsPath);
    const { status } = entry ?? {};
    if (entry === undefined || status === undefined || !isLive(status.state)) {
      const origin = this.#branches.originOf(uri.fsPath);
      const branch = origin === undefined ? [] : [call('startBranch', branchWords(origin))];
      const last = entry === undefined || status === undefined ? [] : [call('openPanel', lastRunWords(entry, status))];
      return [...branch, call('startRun', vscode.l10n.t('▷ Start run')), ...last];
    }
    const turn =
      status.state === 'paused'
        ? call('resumeRun', vscode.l10n.t('▷ Resume'))
        : call('pauseRun', vscode.l10n.t('❚❚ Pause'));
    const words = [vscode.l10n.t('step {0}', stepWords(status))];
    const speed = status.state === 'paused' ? vscode.l10n.t('paused') : speedWords(status);
    if (speed !== undefined) words.push(speed);
    const verdict = verdictWords(entry.findings);
    if (verdict !== undefined) words.push(`⚠ ${verdict}`);
    return [call('stopRun', vscode.l10n.t('■ Stop')), turn, call('openPanel', words.join(' · '))];
  }
}

function branchWords({ run, step }: BranchOrigin): string {
  const name = basename(dirname(run));
  return vscode.l10n.t('▷ Start from step {0} of {1}', stepWords({ step, steps: null }), name);
}

function lastRunWords({ findings }: BoardEntry, status: NonNullable<BoardEntry['status']>): string {
  const verdict = verdictWords(findings);
  const words = [
    vscode.l10n.t('last run {0} at step {1}', stateWords(status.state), stepWords({ ...status, steps: null })),
  ];
  words.push(verdict === undefined ? vscode.l10n.t('no findings') : `⚠ ${verdict}`);
  return words.join(' · ');
}
