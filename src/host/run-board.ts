/** What is known of the newest run of each config: its state and its findings, as the monitor tells them. */
import * as vscode from 'vscode';
import type { Finding, MonitorMessage, RunStatus } from '../protocol/index.ts';
import { newestRun, RunError, type ListedRun } from '../runs/index.ts';
import type { Disposes } from './disposes.ts';
import type { Monitor } from './monitor.ts';
import { RunFolders } from './run-folders.ts';
import { isLive } from './words.ts';

export interface BoardEntry {
  /** Absolute paths. */
  readonly config: string;
  readonly folder: string;
  /** Undefined until the monitor has looked. */
  readonly status: RunStatus | undefined;
  readonly findings: readonly Finding[];
}

export class RunBoard implements Disposes {
  readonly #monitor: Monitor;
  readonly #log: vscode.LogOutputChannel;
  readonly #entries = new Map<string, BoardEntry>();
  /** Runs that began under our eyes: when the first that is heard of one is its failure, that is news. */
  readonly #begun = new Set<string>();
  /** Configs whose file is gone, or has another name now, while their run goes on. */
  readonly #gone = new Set<string>();
  readonly #folders: RunFolders;
  readonly #disposables: Disposes[];
  readonly #status = new vscode.EventEmitter<BoardEntry>();
  readonly #findings = new vscode.EventEmitter<string>();
  readonly #replaced = new vscode.EventEmitter<{ readonly old: BoardEntry; readonly entry: BoardEntry | undefined }>();
  readonly #failed = new vscode.EventEmitter<BoardEntry>();
  readonly #runs = new vscode.EventEmitter<string>();

  /** A run's state, step or speed changed. */
  readonly onDidChangeStatus = this.#status.event;
  /** The findings of a config (its path) changed, or it has another run. */
  readonly onDidChangeFindings = this.#findings.event;
  /** A config has a newer run now, or none any more. */
  readonly onDidReplace = this.#replaced.event;
  /** A run that was live has failed or crashed. */
  readonly onDidFail = this.#failed.event;
  /** A run of a config (its path) has come, gone, or changed its manifest. */
  readonly onDidChangeRuns = this.#runs.event;

  constructor(monitor: Monitor, log: vscode.LogOutputChannel) {
    this.#monitor = monitor;
    this.#log = log;
    this.#folders = new RunFolders(
      (config) => this.#entries.get(config)?.folder,
      (config) => this.refresh(config),
    );
    this.#disposables = [this.#folders, this.#status, this.#findings, this.#replaced, this.#failed, this.#runs];
  }

  get all(): readonly BoardEntry[] {
    return [...this.#entries.values()];
  }

  get live(): readonly BoardEntry[] {
    return this.all.filter(({ status }) => isLive(status?.state));
  }

  ofConfig(config: string): BoardEntry | undefined {
    return this.#entries.get(config);
  }

  ofFolder(folder: string): BoardEntry | undefined {
    return this.all.find((entry) => entry.folder === folder);
  }

  /** Reads again which run of a config is the newest, and follows it. @throws UntrustedError */
  refresh(config: string): void {
    this.#folders.add(config);
    this.#gone.delete(config);
    let newest: ListedRun | undefined;
    try {
      newest = newestRun(config);
    } catch (error) {
      if (!(error instanceof RunError)) throw error;
      this.#log.warn(error.message);
      return;
    }
    if (newest === undefined) this.#drop(config);
    else if (this.#entries.get(config)?.folder !== newest.folder) this.#adopt(config, newest.folder);
    else if (isLive(newest.state)) this.#monitor.watch(newest.folder);
    this.#runs.fire(config);
  }

  /** Follows a run that has just begun, or begun again. @throws UntrustedError */
  begin(config: string, folder: string): BoardEntry {
    this.#begun.add(folder);
    const entry = this.#adopt(config, folder);
    const fresh = { ...entry, status: undefined };
    this.#entries.set(config, fresh);
    this.#runs.fire(config);
    return fresh;
  }

  /** Follows this run as the newest of its config. What was found of the one before goes. */
  #adopt(config: string, folder: string): BoardEntry {
    this.#folders.add(config);
    const old = this.#entries.get(config);
    if (old?.folder === folder) {
      this.#monitor.watch(folder);
      return old;
    }
    const entry: BoardEntry = { config, folder, status: undefined, findings: [] };
    this.#entries.set(config, entry);
    if (old !== undefined) {
      this.#monitor.unwatch(old.folder);
      this.#replaced.fire({ old, entry });
    }
    this.#findings.fire(config);
    this.#monitor.watch(folder);
    return entry;
  }

  /** A config that is gone. A run of it that is live is followed to its end: it must be possible to stop it. */
  forget(config: string): void {
    this.#folders.remove(config);
    if (isLive(this.#entries.get(config)?.status?.state)) this.#gone.add(config);
    else this.#drop(config);
  }

  take(message: MonitorMessage): void {
    const entry = this.ofFolder(message.run);
    if (entry === undefined) return;
    switch (message.type) {
      case 'status': {
        const changed = { ...entry, status: message };
        this.#entries.set(entry.config, changed);
        this.#status.fire(changed);
        const wasLive = entry.status === undefined ? this.#begun.has(entry.folder) : isLive(entry.status.state);
        const isIll = message.state === 'failed' || message.state === 'crashed';
        if (wasLive && isIll) this.#failed.fire(changed);
        if (!isLive(message.state) && this.#gone.delete(entry.config)) this.#drop(entry.config);
        return;
      }
      case 'findings':
        this.#entries.set(entry.config, { ...entry, findings: message.findings });
        this.#findings.fire(entry.config);
        return;
      case 'log-problem':
        this.#log.warn(`${message.run}: ${message.message}`);
        return;
      case 'caught-up':
        // Nothing more comes from a run that is over; when it is resumed, its manifest changes.
        if (entry.status !== undefined && !isLive(entry.status.state)) this.#monitor.unwatch(entry.folder);
        return;
      case 'scalars':
      case 'samples':
      case 'mosaic':
      case 'history':
      case 'shares':
      case 'snapshot':
      case 'projection':
      case 'inspection':
      case 'logs':
      case 'reading':
    }
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #drop(config: string): void {
    const old = this.#entries.get(config);
    if (old === undefined) return;
    this.#entries.delete(config);
    this.#monitor.unwatch(old.folder);
    this.#replaced.fire({ old, entry: undefined });
    this.#findings.fire(config);
  }
}
