/** The commands about logs made elsewhere: attach, detach, and the mapping file. */
import { stat } from 'node:fs/promises';
import { dirname, join, basename } from 'node:path';
import * as vscode from 'vscode';
import type { AttachedLog, AttachedLogs } from './attached-logs.ts';
import { openMapping } from './mapping-files.ts';
import type { Messages } from './messages.ts';
import type { RunPanel } from './panel.ts';
import { notAGan } from './prose.ts';

export class Attach {
  readonly #logs: AttachedLogs;
  readonly #panel: RunPanel;
  readonly #messages: Messages;

  constructor(logs: AttachedLogs, panel: RunPanel, messages: Messages) {
    this.#logs = logs;
    this.#panel = panel;
    this.#messages = messages;
  }

  /**
   * Follows the logs of a folder and shows the newest.
   * @param subject the folder or a file in it; asked for where undefined
   * @returns the folder, undefined when the person changed their mind
   * @throws UntrustedError
   */
  async attach(subject: vscode.Uri | undefined): Promise<string | undefined> {
    const root = subject === undefined ? await askFolder() : await folderOf(subject.fsPath);
    if (root === undefined) return undefined;
    const { folders, left } = await this.#logs.attach(root);
    const newest = folders[0];
    if (newest === undefined) {
      this.#messages.tell(
        vscode.l10n.t('There are no logs in {0} yet. What comes will be shown in the Problems panel.', basename(root)),
        { title: vscode.l10n.t('Detach'), act: () => this.#logs.detach(root) },
      );
      return root;
    }
    if (left > 0) {
      this.#messages.tell(
        vscode.l10n.t(
          '{0} has {1} logs; the newest {2} are followed.',
          basename(root),
          folders.length + left,
          folders.length,
        ),
      );
    }
    const log = this.#logs.ofFolder(join(root, newest));
    if (log !== undefined) this.show(log);
    if (log?.reading?.isGan === false) this.#messages.tell(notAGan(), this.#correct(root));
    return root;
  }

  /** Shows a log in the panel. */
  show({ folder, name }: AttachedLog): void {
    this.#panel.show({ folder, name });
  }

  /** Ends following a folder. @param subject the folder or something in it; asked for where it does not tell */
  async detach(subject: vscode.Uri | undefined): Promise<void> {
    const root = await this.#askRoot(subject);
    if (root === undefined) return;
    const shown = this.#logs.all.find(({ root: own, folder }) => own === root && folder === this.#panel.run?.folder);
    this.#logs.detach(root);
    if (shown !== undefined) this.#panel.follow(undefined);
  }

  /** Opens the mapping file of a folder that is followed; one is made where there is none. */
  async correctTags(subject: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
    const root = await this.#askRoot(subject);
    if (root === undefined) return undefined;
    return openMapping(
      root,
      this.#logs.all.filter((log) => log.root === root),
    );
  }

  #correct(root: string) {
    return {
      title: vscode.l10n.t('Correct Tags'),
      act: () => vscode.commands.executeCommand('modescope.correctTags', vscode.Uri.file(root)),
    };
  }

  /** The folder that is followed, of several the one picked. */
  async #askRoot(subject: vscode.Uri | undefined): Promise<string | undefined> {
    const { roots } = this.#logs;
    const meant = roots.find((root) => subject !== undefined && `${subject.fsPath}/`.startsWith(`${root}/`));
    if (meant !== undefined) return meant;
    if (roots.length === 0) {
      this.#messages.tell(vscode.l10n.t('No log folder is attached.'), {
        title: vscode.l10n.t('Attach'),
        act: () => vscode.commands.executeCommand('modescope.attach'),
      });
      return undefined;
    }
    if (roots.length === 1) return roots[0];
    const items = roots.map((root) => ({ label: basename(root), description: root, root }));
    return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which log folder?') }))?.root;
  }
}

async function askFolder(): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    openLabel: vscode.l10n.t('Attach'),
    title: vscode.l10n.t('A folder with logs, or one above several'),
    ...(vscode.workspace.workspaceFolders?.[0] === undefined
      ? {}
      : { defaultUri: vscode.workspace.workspaceFolders[0].uri }),
  });
  return chosen?.[0]?.fsPath;
}

/** The folder itself, or that of a file. */
async function folderOf(path: string): Promise<string> {
  return (await stat(path)).isDirectory() ? path : dirname(path);
}
