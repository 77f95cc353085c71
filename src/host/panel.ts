/**
 * The panel beside the code. It shows one run. The page holds no truth: whenever it appears it says that it is ready
 * and is filled from the log; while it is hidden nothing is sent. The host only passes on.
 */
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import {
  protocolVersion,
  type FromPage,
  type MonitorMessage,
  type RemediesUpdate,
  type RuleId,
  type ToPage,
} from '../protocol/index.ts';
import type { Disposes } from './disposes.ts';
import type { Monitor } from './monitor.ts';
import { Outbox } from './outbox.ts';
import { webviewHtml, webviewOptions } from './webview-page.ts';

export interface ShownRun {
  readonly folder: string;
  /** For the panel's title. */
  readonly name: string;
}

/** What the page asks for, but for what the panel does itself. */
export type PageRequest = Exclude<
  FromPage,
  { type: 'ready' | 'painted' | 'look-at' | 'project' | 'inspect' | 'show-run' }
>;

export interface PanelOptions {
  readonly extension: vscode.Uri;
  readonly monitor: Monitor;
  /** Kept over a reload of the window: which run was shown. */
  readonly memory: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
  readonly onRequest: (request: PageRequest) => void;
}

const viewType = 'modescope.run';
const memoryKey = 'panel.run';

export class RunPanel implements Disposes {
  readonly #options: PanelOptions;
  #panel: vscode.WebviewPanel | undefined;
  #run: ShownRun | undefined;
  /** The page listens and has been told of this run. */
  #filled: string | undefined;
  /** Of the page as it is filled now: while hidden, VS Code keeps messages and does not say so. */
  #outbox: Outbox | undefined;
  #reloads = 0;
  /** The step of the past that was last asked for, of the run that is filled. */
  #lookedAt: number | undefined;
  /** A finding that is to be opened. */
  #toExplain: RuleId | undefined;

  constructor(options: PanelOptions) {
    this.#options = options;
  }

  get run(): ShownRun | undefined {
    return this.#panel === undefined ? undefined : this.#run;
  }

  /** Whether this run is before a person's eyes. */
  isSeen(folder: string): boolean {
    return this.#panel?.visible === true && this.#run?.folder === folder;
  }

  /** The step of a run that was last looked back at, where it is shown. */
  lookedAt(folder: string): number | undefined {
    return this.#filled === folder ? this.#lookedAt : undefined;
  }

  /** Shows a run, in the panel that is there or in a new one beside the editor; the focus stays where it is. */
  show(run: ShownRun): void {
    this.#turnTo(run);
    if (this.#panel !== undefined) {
      this.#panel.reveal(undefined, true);
      return;
    }
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.#adopt(vscode.window.createWebviewPanel(viewType, title(run), place));
  }

  /** The same panel with another run, where there is one. */
  follow(run: ShownRun | undefined): void {
    if (this.#panel !== undefined) this.#turnTo(run);
  }

  /** Takes over a panel that VS Code kept over a reload. */
  restore(panel: vscode.WebviewPanel): void {
    const run = this.#options.memory.get<ShownRun>(memoryKey);
    this.#run ??= run !== undefined && existsSync(run.folder) ? run : undefined;
    this.#panel?.dispose();
    this.#adopt(panel);
  }

  /** Opens a finding in full, as soon as the page is there. */
  explain(run: ShownRun, rule: RuleId): void {
    this.#toExplain = rule;
    this.show(run);
    this.#explain();
  }

  /** Something for the page that is shown, where it is about its run. */
  tell(message: RemediesUpdate): void {
    if (message.run === this.#filled) this.#post(message);
  }

  /** From the monitor; only what is about the run shown gets to the page. */
  deliver(message: MonitorMessage): void {
    if (message.type === 'caught-up' || message.type === 'logs' || message.type === 'reading') return;
    if (message.run !== this.#filled) return;
    if (message.type === 'status' && this.#panel !== undefined) this.#panel.title = message.name;
    this.#post(message);
  }

  /** Fills the page again, now that more may be shown. */
  refill(): void {
    if (this.#filled === undefined) return;
    this.#empty();
    this.#fill();
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    const { extension } = this.#options;
    this.#panel = panel;
    panel.title = title(this.#run);
    panel.iconPath = vscode.Uri.joinPath(extension, 'media', 'modescope.svg');
    panel.webview.options = webviewOptions(extension);
    panel.webview.onDidReceiveMessage((message) => this.#receive(message as FromPage));
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.#empty();
    });
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return;
      this.#empty();
      this.#panel = undefined;
    });
    panel.webview.html = webviewHtml(panel.webview, extension);
  }

  #turnTo(run: ShownRun | undefined): void {
    const ready = this.#filled !== undefined;
    if (run?.folder === this.#run?.folder && ready) return;
    this.#empty();
    this.#run = run;
    void this.#options.memory.update(memoryKey, run);
    if (this.#panel === undefined) return;
    this.#panel.title = title(run);
    if (ready) this.#fill();
  }

  #fill(): void {
    const run = this.#run;
    // '' while there is nothing to show: the page listens all the same.
    this.#filled = run?.folder ?? '';
    const { webview } = this.#panel ?? {};
    this.#outbox = webview && new Outbox((message) => webview.postMessage(message));
    if (run === undefined || !vscode.workspace.isTrusted) {
      this.#post({ type: 'nothing-to-show' });
      return;
    }
    this.#post({ type: 'show', version: protocolVersion, run: run.folder, name: run.name });
    this.#options.monitor.hydrate(run.folder);
    this.#explain();
  }

  #explain(): void {
    const rule = this.#toExplain;
    if (rule === undefined || this.#filled === undefined || this.#filled === '') return;
    this.#toExplain = undefined;
    this.#post({ type: 'explain', run: this.#filled, rule });
  }

  #empty(): void {
    if (this.#filled !== undefined && this.#filled !== '') this.#options.monitor.dehydrate(this.#filled);
    this.#filled = undefined;
    this.#lookedAt = undefined;
    this.#outbox = undefined;
  }

  #receive(message: FromPage): void {
    if (message.type === 'ready') {
      this.#ready(message.version);
      return;
    }
    if (message.type === 'painted') {
      this.#options.log.trace(`painted step ${message.step} at ${message.at}`);
      return;
    }
    if (message.type === 'look-at' || message.type === 'project' || message.type === 'inspect') {
      if (message.run !== this.#filled) return;
      if (message.type === 'look-at') this.#lookedAt = message.step;
      this.#options.monitor.ask(message);
      return;
    }
    if (message.type !== 'show-run') this.#options.onRequest(message);
  }

  #ready(version: number): void {
    if (version !== protocolVersion) {
      // A page of another version than ours, kept by a cache: once again, then it is a mistake.
      if (this.#panel !== undefined && this.#reloads++ === 0)
        this.#panel.webview.html = webviewHtml(this.#panel.webview, this.#options.extension);
      else this.#options.log.error(`The page speaks version ${version}, the extension ${protocolVersion}.`);
      return;
    }
    this.#empty();
    this.#fill();
  }

  #post(message: ToPage): void {
    this.#outbox?.post(message);
  }
}

function title(run: ShownRun | undefined): string {
  return run?.name ?? 'Modescope';
}
