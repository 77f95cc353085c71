/** Writes files about a run: a report, its curves, its samples. Another process reads the log (dist/report.mjs). */
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Messages } from './messages.ts';
import type { RunPanel } from './panel.ts';
import type { Processes } from './processes.ts';
import { stepWords } from './prose.ts';

export type ExportKind = 'report' | 'curves' | 'samples';

export interface ExportsParts {
  /** Absolute path of dist/report.mjs. */
  readonly script: string;
  /** Of this extension. */
  readonly version: string;
  readonly processes: Processes;
  readonly panel: RunPanel;
  readonly messages: Messages;
}

export interface ExportedRun {
  /** Of a run or of a log made elsewhere. */
  readonly folder: string;
  /** What the file is called at first, without its ending. */
  readonly name: string;
  /** Where it is put at first. */
  readonly beside: string;
}

export class Exports {
  readonly #parts: ExportsParts;

  constructor(parts: ExportsParts) {
    this.#parts = parts;
  }

  /**
   * Asks for a file and writes it.
   * @returns its path, undefined where nothing was written
   * @throws UntrustedError
   */
  async export(kind: ExportKind, run: ExportedRun): Promise<string | undefined> {
    const { messages, processes, script, version } = this.#parts;
    processes.guard();
    const step = kind === 'samples' ? await this.#askStep(run.folder) : 'last';
    if (step === undefined) return undefined;
    const file = (await vscode.window.showSaveDialog(dialogOf(kind, run)))?.fsPath;
    if (file === undefined) return undefined;
    const args = [script, kind, run.folder, file, vscode.env.language, version];
    if (step !== 'last') args.push(String(step));
    const { status, output } = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Writing {0} …', basename(file)),
        cancellable: true,
      },
      (_, token) => {
        const cancelled = new AbortController();
        token.onCancellationRequested(() => cancelled.abort());
        return processes.run(process.execPath, args, dirname(run.folder), cancelled.signal);
      },
    );
    // Without a status someone has cancelled it.
    if (status === null) return undefined;
    if (status !== 0) {
      messages.error(vscode.l10n.t('{0} was not written: {1}', basename(file), output.trim()));
      return undefined;
    }
    messages.tell(vscode.l10n.t('{0} has been written.', basename(file)), {
      title: vscode.l10n.t('Open'),
      act: () => open(vscode.Uri.file(file)),
    });
    return file;
  }

  /** Where an older step is looked at in the panel, which samples are meant; undefined where nobody says. */
  async #askStep(folder: string): Promise<number | 'last' | undefined> {
    const shown = this.#parts.panel.lookedAt(folder);
    if (shown === undefined) return 'last';
    const step = stepWords({ step: shown, steps: null });
    const items = [
      { label: vscode.l10n.t('Samples of step {0}, looked at in the panel', step), step: shown },
      { label: vscode.l10n.t('The last samples'), step: 'last' as const },
    ];
    const placeHolder = vscode.l10n.t('Which samples?');
    return (await vscode.window.showQuickPick(items, { placeHolder }))?.step;
  }
}

function dialogOf(kind: ExportKind, { name, beside }: ExportedRun): vscode.SaveDialogOptions {
  const endings = { report: 'html', curves: 'csv', samples: 'png' } as const;
  const titles = {
    report: vscode.l10n.t('Export Report'),
    curves: vscode.l10n.t('Export Curves'),
    samples: vscode.l10n.t('Export Samples'),
  };
  const filters: Readonly<Record<ExportKind, Record<string, string[]>>> = {
    report: { HTML: ['html'] },
    curves: { CSV: ['csv'], SVG: ['svg'], PNG: ['png'] },
    samples: { PNG: ['png'], NumPy: ['npy'] },
  };
  return {
    title: titles[kind],
    defaultUri: vscode.Uri.file(join(beside, `${name}-${kind}.${endings[kind]}`)),
    filters: filters[kind],
  };
}

/** A page in the system's browser where VS Code is a program of this machine; anything else in an editor. */
async function open(file: vscode.Uri): Promise<void> {
  const isHere = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  if (isHere && file.path.endsWith('.html')) await vscode.env.openExternal(file);
  else await vscode.commands.executeCommand('vscode.open', file);
}
