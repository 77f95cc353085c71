/**
 * Fetches the native engine for those whose package is the universal one, by their own npm: it knows their registry and
 * proxy, and checks what it fetches against its checksum. Nothing of it is run while it is installed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Messages } from './messages.ts';
import type { Processes } from './processes.ts';

export interface FasterEngineParts {
  /** Where engines are kept, outside of the extension, which is replaced at each update. */
  readonly folder: string;
  /** The exact version that this extension was made for. */
  readonly version: string;
  /** Does nothing but load the engine that it would train with, and prints its name. */
  readonly probe: string;
  readonly processes: Processes;
  readonly messages: Messages;
  readonly log: vscode.LogOutputChannel;
}

export class FasterEngine {
  readonly #parts: FasterEngineParts;

  constructor(parts: FasterEngineParts) {
    this.#parts = parts;
  }

  /** @returns whether the native engine is there afterwards */
  async install(): Promise<boolean> {
    const { messages, processes, version } = this.#parts;
    processes.guard();
    if (await this.#isThere()) {
      messages.tell(vscode.l10n.t('The native engine is there already; runs use it.'));
      return true;
    }
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Installing the native engine (ONNX Runtime {0}, about 100 MB to fetch) …', version),
      cancellable: true,
    };
    const failure = await vscode.window.withProgress(options, (_, token) => this.#fetch(token));
    if (failure === 'cancelled') return false;
    if (failure === undefined && (await this.#isThere())) {
      messages.tell(vscode.l10n.t('The native engine is installed. Runs that are started from now on use it.'));
      return true;
    }
    const why = failure ?? vscode.l10n.t('it was fetched, but cannot be loaded on this machine');
    messages.error(
      vscode.l10n.t(
        'The native engine could not be installed: {0}. Training goes on with the portable one. Without a network, install the package of Modescope that is made for this platform.',
        why,
      ),
      { title: vscode.l10n.t('Open Log'), act: () => this.#parts.log.show() },
    );
    return false;
  }

  /** Whether a trainer that is started now would find it. */
  async #isThere(): Promise<boolean> {
    const { processes, probe } = this.#parts;
    const { status, output } = await processes.run(process.execPath, [probe], this.#prepared());
    return status === 0 && output.trim() === 'native';
  }

  /** @returns why it failed, in one line */
  async #fetch(token: vscode.CancellationToken): Promise<string | undefined> {
    const { log, processes, version } = this.#parts;
    const cancelled = new AbortController();
    const listening = token.onCancellationRequested(() => cancelled.abort());
    try {
      const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts', '--loglevel=error'];
      const args = ['install', ...quiet, `onnxruntime-node@${version}`];
      const { status, output } = await processes.run('npm', args, this.#prepared(), cancelled.signal);
      if (token.isCancellationRequested) return 'cancelled';
      if (output !== '') log.info(`npm ${args.join(' ')}\n${output}`);
      if (status === 0) return undefined;
      if (status === 'missing') return vscode.l10n.t('npm is not on this machine’s path');
      return lastWords(output) ?? vscode.l10n.t('npm ended with exit code {0}', String(status));
    } finally {
      listening.dispose();
    }
  }

  /** The folder, as npm wants it. */
  #prepared(): string {
    const { folder } = this.#parts;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    return folder;
  }
}

/** npm's own line of what went wrong, without the codes in front of it. */
function lastWords(output: string): string | undefined {
  const lines = output.split('\n').filter((line) => line.startsWith('npm error') && !line.includes('complete log'));
  return (lines.find((line) => !/npm error (code|errno|syscall)/.test(line)) ?? lines[0])?.replace(
    /^npm error\s*(?:[a-z]+ (?=[A-Z]))?/,
    '',
  );
}
