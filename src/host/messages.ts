/**
 * Notifications. None of them is waited for by the command that shows it: it may stay on the screen for as long as a
 * person likes.
 */
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { UntrustedError } from './processes.ts';
import { TrainerError } from './trainer.ts';

export interface Choice {
  readonly title: string;
  readonly act: () => unknown;
}

export class Messages {
  readonly #log: vscode.LogOutputChannel;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  error(text: string, ...choices: readonly Choice[]): void {
    this.#log.error(text);
    void this.#offer(vscode.window.showErrorMessage(text, ...choices), choices);
  }

  warn(text: string, ...choices: readonly Choice[]): void {
    void this.#offer(vscode.window.showWarningMessage(text, ...choices), choices);
  }

  tell(text: string, ...choices: readonly Choice[]): void {
    void this.#offer(vscode.window.showInformationMessage(text, ...choices), choices);
  }

  /** Offers something for as long as the notification is there. @param gone called when it was taken or is gone */
  tellUntil(text: string, choice: Choice, gone: () => unknown): void {
    const offered = this.#offer(vscode.window.showInformationMessage(text, choice), [choice]);
    void offered.then(gone).catch((error: unknown) => this.failed(error));
  }

  /** Says why something that was asked for did not happen. */
  failed(error: unknown): void {
    if (error instanceof UntrustedError) {
      this.warn(error.message, {
        title: vscode.l10n.t('Manage Trust'),
        act: () => vscode.commands.executeCommand('workbench.trust.manage'),
      });
    } else if (error instanceof TrainerError) this.error(error.message, this.openLog(error.logFile));
    else {
      const text = error instanceof Error ? error.message : String(error);
      if (error instanceof Error && error.stack !== undefined) this.#log.error(error.stack);
      this.error(`Modescope: ${text}`, { title: vscode.l10n.t('Open Log'), act: () => this.#log.show() });
    }
  }

  /** A problem in a file, with the way there. */
  problem(file: string, text: string, place: vscode.Range): void {
    this.error(`${basename(file)}: ${text}`, {
      title: vscode.l10n.t('Show'),
      act: () => showPlace(file, place),
    });
  }

  openLog(file: string): Choice {
    return { title: vscode.l10n.t('Open Log'), act: () => vscode.window.showTextDocument(vscode.Uri.file(file)) };
  }

  async #offer(chosen: Thenable<Choice | undefined>, choices: readonly Choice[]): Promise<void> {
    const choice = await chosen;
    // What comes back is a copy in some hosts, so that it is found by its title.
    try {
      await choices.find(({ title }) => title === choice?.title)?.act();
    } catch (error) {
      this.failed(error);
    }
  }
}

/** Opens a file in a text editor at a place; in the editor that shows it already, where there is one. */
export async function showPlace(file: string, place?: vscode.Range): Promise<void> {
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.fsPath === file);
  await vscode.window.showTextDocument(vscode.Uri.file(file), {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    ...(place === undefined ? {} : { selection: place }),
  });
}
