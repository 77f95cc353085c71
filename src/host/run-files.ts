/** What can be done with a run's folder: give it a name, delete it and have it back, open it in TensorBoard. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import * as vscode from 'vscode';
import {
  lookAtRun,
  purgeForgotten,
  purgeRun,
  readLabel,
  restoreRun,
  RunError,
  trashRun,
  writeLabel,
} from '../runs/index.ts';
import type { Messages } from './messages.ts';
import type { Processes } from './processes.ts';
import type { RunPanel } from './panel.ts';
import type { RunBoard } from './run-board.ts';
import type { RunNode } from './runs-view.ts';
import { isLive } from './words.ts';

export interface RunFilesParts {
  readonly board: RunBoard;
  readonly panel: RunPanel;
  readonly messages: Messages;
  readonly processes: Processes;
  readonly log: vscode.LogOutputChannel;
  /** What the list shows has changed. */
  readonly onChange: () => void;
}

export class RunFiles {
  readonly #parts: RunFilesParts;

  constructor(parts: RunFilesParts) {
    this.#parts = parts;
  }

  /** @throws RunError */
  async rename({ folder }: RunNode): Promise<void> {
    const label = await vscode.window.showInputBox({
      title: vscode.l10n.t('Rename Run'),
      prompt: vscode.l10n.t('What the run is called in lists. Empty: by its time.'),
      value: readLabel(folder) ?? '',
    });
    if (label === undefined) return;
    writeLabel(folder, label);
    this.#parts.onChange();
  }

  /** Deletes a run; until the notification is gone it can be had back. @throws RunError */
  delete(node: RunNode): void {
    const { config, folder } = node;
    const { board, messages, panel } = this.#parts;
    if (isLive(lookAtRun(folder).state)) {
      messages.warn(vscode.l10n.t('A run that is training cannot be deleted. Stop it first.'), {
        title: vscode.l10n.t('Stop Run'),
        act: () => vscode.commands.executeCommand('modescope.stopRun', node),
      });
      return;
    }
    const deleted = trashRun(folder);
    let restored = false;
    if (panel.run?.folder === folder) panel.follow(undefined);
    board.refresh(config);
    messages.tellUntil(
      vscode.l10n.t('The run has been deleted.'),
      {
        title: vscode.l10n.t('Undo'),
        act: () => {
          restored = true;
          restoreRun(deleted);
          board.refresh(config);
        },
      },
      () => (restored ? undefined : purgeRun(deleted)),
    );
  }

  /** Deletes for good what windows that closed meanwhile have left. */
  async purge(config: string): Promise<void> {
    try {
      await purgeForgotten(config);
    } catch (error) {
      if (!(error instanceof RunError)) throw error;
      this.#parts.log.warn(error.message);
    }
  }

  /** @param folder of a run or of a log made elsewhere @throws UntrustedError */
  openInTensorBoard(folder: string): void {
    const { messages, processes } = this.#parts;
    processes.guard();
    const program = tensorBoard();
    if (program === undefined) {
      messages.tell(vscode.l10n.t('TensorBoard is not installed. “pip install tensorboard” does it.'));
      return;
    }
    vscode.window
      .createTerminal({ name: 'TensorBoard', shellPath: program, shellArgs: ['--logdir', folder], cwd: folder })
      .show(true);
  }
}

/** The program, where it is installed; undefined elsewhere. */
export function tensorBoard(): string | undefined {
  const name = process.platform === 'win32' ? 'tensorboard.exe' : 'tensorboard';
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}
