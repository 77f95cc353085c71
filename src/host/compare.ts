/**
 * Several runs side by side, in a panel of their own: their curves, their final measures and what differs in their
 * configs. As in the panel of one run, the page holds no truth and the host only passes on.
 */
import { basename } from 'node:path';
import * as vscode from 'vscode';
import {
  protocolVersion,
  type ComparedRun,
  type FromPage,
  type MonitorMessage,
  type SampleUpdate,
  type ToPage,
} from '../protocol/index.ts';
import { configName, listRunsOf, lookAtRun, readLabel, RunError, type ListedRun } from '../runs/index.ts';
import type { ConfigFiles } from './config-files.ts';
import type { Disposes } from './disposes.ts';
import type { Monitor } from './monitor.ts';
import { Outbox } from './outbox.ts';
import type { RunPanel } from './panel.ts';
import { isRunNode } from './runs-view.ts';
import { webviewHtml, webviewOptions } from './webview-page.ts';

/** Lines that can be told apart. */
const mostRuns = 6;

export interface CompareParts {
  readonly extension: vscode.Uri;
  readonly files: ConfigFiles;
  readonly monitor: Monitor;
  readonly panel: RunPanel;
}

export class Compare implements Disposes {
  readonly #parts: CompareParts;
  #view: vscode.WebviewPanel | undefined;
  #runs: readonly ComparedRun[] = [];
  /** The page listens and is being filled. */
  #outbox: Outbox | undefined;

  constructor(parts: CompareParts) {
    this.#parts = parts;
  }

  /**
   * Opens the runs side by side; asks which where none are said.
   * @param subject folders of runs, or a row of the list of runs
   * @param selected all rows that are selected in it
   * @throws RunError
   */
  async open(subject: unknown, selected: unknown): Promise<void> {
    const said = foldersOf(subject, selected);
    const folders = said.length > 1 ? said : await this.#pick(said);
    if (folders === undefined || folders.length < 2) return;
    this.#empty();
    this.#runs = folders.slice(0, mostRuns).map(comparedRun);
    if (this.#view === undefined) this.#adopt();
    else {
      this.#view.webview.html = webviewHtml(this.#view.webview, this.#parts.extension);
      this.#view.reveal();
    }
  }

  /** From the monitor; only what is about the runs compared gets to the page. */
  deliver(message: MonitorMessage): void {
    if (this.#outbox === undefined || !this.#runs.some(({ run }) => run === message.run)) return;
    switch (message.type) {
      case 'status':
      case 'scalars':
      case 'findings':
      case 'log-problem':
        this.#outbox.post(message);
        return;
      case 'samples':
        this.#outbox.post(sharesOf(message));
        return;
      case 'caught-up':
      case 'history':
      case 'inspection':
      case 'logs':
      case 'mosaic':
      case 'projection':
      case 'reading':
      case 'shares':
      case 'snapshot':
    }
  }

  dispose(): void {
    this.#view?.dispose();
  }

  #adopt(): void {
    const { extension } = this.#parts;
    const place = { viewColumn: vscode.ViewColumn.Active };
    const view = vscode.window.createWebviewPanel(
      'modescope.compare',
      vscode.l10n.t('Compare Runs'),
      place,
      webviewOptions(extension),
    );
    this.#view = view;
    view.iconPath = vscode.Uri.joinPath(extension, 'media', 'modescope.svg');
    view.webview.onDidReceiveMessage((message) => this.#receive(message as FromPage));
    view.onDidChangeViewState(() => {
      if (!view.visible) this.#empty();
    });
    view.onDidDispose(() => {
      this.#empty();
      this.#view = undefined;
    });
    view.webview.html = webviewHtml(view.webview, extension);
  }

  #receive(message: FromPage): void {
    if (message.type === 'ready') this.#fill();
    else if (message.type === 'show-run') this.#showRun(message.run);
  }

  #showRun(run: string): void {
    const compared = this.#runs.find((each) => each.run === run);
    if (compared !== undefined) this.#parts.panel.show({ folder: run, name: compared.name });
  }

  #fill(): void {
    const { webview } = this.#view ?? {};
    if (webview === undefined) return;
    this.#empty();
    this.#outbox = new Outbox((message: ToPage) => webview.postMessage(message));
    this.#outbox.post({ type: 'compare', version: protocolVersion, runs: this.#runs });
    for (const { run } of this.#runs) this.#parts.monitor.hydrate(run);
  }

  #empty(): void {
    if (this.#outbox === undefined) return;
    this.#outbox = undefined;
    for (const { run } of this.#runs) this.#parts.monitor.dehydrate(run);
  }

  /** @param picked folders that are ticked at first */
  async #pick(picked: readonly string[]): Promise<readonly string[] | undefined> {
    const runs = this.#parts.files.all.flatMap((config) => listRunsOf(config).runs);
    runs.sort((a, b) => (a.manifest.started < b.manifest.started ? 1 : -1));
    const items = runs.map((run) => ({
      label: nameOf(run),
      description: run.state,
      picked: picked.includes(run.folder),
      folder: run.folder,
    }));
    const chosen = await vscode.window.showQuickPick(items, {
      canPickMany: true,
      placeHolder: vscode.l10n.t('Which runs? Two at least, {0} at most.', mostRuns),
    });
    return chosen?.map(({ folder }) => folder);
  }
}

function foldersOf(subject: unknown, selected: unknown): readonly string[] {
  if (Array.isArray(selected) && selected.length > 1) return selected.filter(isRunNode).map(({ folder }) => folder);
  if (Array.isArray(subject)) return subject.filter((each): each is string => typeof each === 'string');
  return isRunNode(subject) ? [subject.folder] : [];
}

/** @throws RunError where the folder's manifest is there and cannot be read */
function comparedRun(folder: string): ComparedRun {
  try {
    const run = lookAtRun(folder);
    return { run: folder, name: nameOf(run), config: JSON.stringify(run.manifest.config) };
  } catch (error) {
    if (!(error instanceof RunError) || error.code !== 'no-run') throw error;
    return { run: folder, name: basename(folder), config: null }; // a log made elsewhere
  }
}

function nameOf({ folder, manifest }: ListedRun): string {
  const time = new Date(manifest.started);
  const label = readLabel(folder) ?? (Number.isNaN(time.getTime()) ? basename(folder) : time.toLocaleString());
  return `${configName(manifest.configFile)} · ${label}`;
}

/** The points themselves are not compared. */
function sharesOf({ type, run, step, projection, modes }: SampleUpdate): SampleUpdate {
  const none = { count: 0, xy: new Float32Array() };
  return { type, run, step, projection, generated: none, ...(modes === undefined ? {} : { modes }) };
}
