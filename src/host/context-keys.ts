/** What the `when` clauses of package.json ask: which commands make sense now. */
import * as vscode from 'vscode';
import type { AttachedLogs } from './attached-logs.ts';
import type { ConfigFiles } from './config-files.ts';
import type { Disposes } from './disposes.ts';
import { tensorBoard } from './run-files.ts';
import type { RunBoard } from './run-board.ts';
import { isResumable } from './words.ts';

export class ContextKeys implements Disposes {
  readonly #files: ConfigFiles;
  readonly #board: RunBoard;
  readonly #attached: AttachedLogs;
  readonly #set = new Map<string, string>();
  readonly #disposables: Disposes[];

  constructor(files: ConfigFiles, board: RunBoard, attached: AttachedLogs) {
    this.#files = files;
    this.#board = board;
    this.#attached = attached;
    const update = (): void => this.#update();
    this.#key('hasTensorBoard', tensorBoard() !== undefined);
    this.#disposables = [
      files.onDidAdd(update),
      files.onDidRemove(update),
      board.onDidChangeStatus(update),
      board.onDidReplace(update),
      board.onDidChangeFindings(update),
      attached.onDidAttach(update),
      attached.onDidFind(update),
    ];
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #update(): void {
    const entries = this.#board.all;
    const configsIn = (...states: readonly string[]): string[] =>
      entries.filter(({ status }) => states.includes(status?.state ?? '')).map(({ config }) => config);
    this.#key('hasConfig', this.#files.all.length > 0);
    this.#key('attached', this.#attached.roots.length > 0);
    this.#key('hasRun', entries.length > 0);
    this.#key(
      'hasFinding',
      entries.some(({ findings }) => findings.length > 0),
    );
    this.#key('running', configsIn('running').length > 0);
    this.#key('paused', configsIn('paused').length > 0);
    this.#key('live', this.#board.live.length > 0);
    this.#key(
      'resumable',
      entries.some(({ status }) => isResumable(status?.state)),
    );
    this.#key('over', entries.length > this.#board.live.length);
    // For the editor title, which asks for its own file.
    this.#key('liveConfigs', configsIn('running', 'paused'));
    this.#key(
      'ranConfigs',
      entries.map(({ config }) => config),
    );
  }

  #key(name: string, value: boolean | readonly string[]): void {
    const text = JSON.stringify(value);
    if (this.#set.get(name) === text) return;
    this.#set.set(name, text);
    void vscode.commands.executeCommand('setContext', `modescope.${name}`, value);
  }
}
