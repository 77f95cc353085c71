/** Runs lie in a folder that is named after their config. When the config is renamed, they can be taken along. */
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { configName, listRunsOf, runsFolder } from '../runs/index.ts';
import { isConfig } from './config-files.ts';
import type { Disposes } from './disposes.ts';
import type { Messages } from './messages.ts';
import type { RunBoard } from './run-board.ts';
import { isLive } from './words.ts';

export class RenamedConfigs implements Disposes {
  readonly #board: RunBoard;
  readonly #messages: Messages;
  readonly #listening: Disposes;

  constructor(board: RunBoard, messages: Messages) {
    this.#board = board;
    this.#messages = messages;
    this.#listening = vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) {
        if (isConfig(oldUri) && isConfig(newUri)) this.#renamed(oldUri.fsPath, newUri.fsPath);
      }
    });
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #renamed(before: string, after: string): void {
    if (!vscode.workspace.isTrusted || !existsSync(runsFolder(before))) return;
    const name = configName(before);
    // What trains holds its files open, and its folder is where it was told.
    if (listRunsOf(before).runs.some(({ state }) => isLive(state))) {
      this.#messages.tell(
        vscode.l10n.t('A run of {0} goes on. It stays in the list under the old name until it is over.', name),
      );
      return;
    }
    this.#messages.tell(vscode.l10n.t('The runs of {0} lie in a folder of that name.', name), {
      title: vscode.l10n.t('Take Them Along'),
      act: () => this.#move(before, after),
    });
  }

  async #move(before: string, after: string): Promise<void> {
    const folder = runsFolder(after);
    if (existsSync(folder)) {
      this.#messages.error(vscode.l10n.t('There are runs of {0} already, so nothing was moved.', configName(after)));
      return;
    }
    await mkdir(dirname(folder), { recursive: true });
    await rename(runsFolder(before), folder);
    this.#board.refresh(after);
  }
}
