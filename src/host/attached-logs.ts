/**
 * Logs made elsewhere that this window follows: the folders that a person attached to, remembered over a reload, and
 * what the monitor tells of each log at or below them.
 */
import { basename, join, relative } from 'node:path';
import * as vscode from 'vscode';
import type { Finding, LogReading, LogsFound, MonitorMessage, RunStatus } from '../protocol/index.ts';
import type { Disposes } from './disposes.ts';
import type { Monitor } from './monitor.ts';

export interface AttachedLog {
  /** The folder that a person attached to; absolute paths. */
  readonly root: string;
  readonly folder: string;
  /** The folder relative to the root, with `/`; the root's own name for itself. */
  readonly name: string;
  /** Undefined until the monitor has looked. */
  readonly status: RunStatus | undefined;
  readonly findings: readonly Finding[];
  /** What it is taken for; undefined until there is something in it. */
  readonly reading: LogReading | undefined;
  /** Read to its end once: what is found from now on is news. */
  readonly isRead: boolean;
}

const memoryKey = 'attached.folders';

export class AttachedLogs implements Disposes {
  readonly #monitor: Monitor;
  readonly #memory: vscode.Memento;
  readonly #log: vscode.LogOutputChannel;
  /** Whether a folder is followed as the run of a config already. */
  readonly #isRun: (folder: string) => boolean;
  /** By root: what was found there, undefined before the first answer. */
  readonly #roots = new Map<string, LogsFound | undefined>();
  readonly #logs = new Map<string, AttachedLog>();
  /** Folders that turned out to be runs of our own. */
  readonly #runs = new Set<string>();
  readonly #changed = new vscode.EventEmitter<AttachedLog>();
  readonly #attached = new vscode.EventEmitter<void>();
  readonly #found = new vscode.EventEmitter<LogsFound>();

  /** Something is new of a log; it may be gone (then `ofFolder` knows it no more). */
  readonly onDidChange = this.#changed.event;
  /** A folder is followed now, or no longer. */
  readonly onDidAttach = this.#attached.event;
  /** Other logs are at or below a root than before. */
  readonly onDidFind = this.#found.event;

  constructor(
    monitor: Monitor,
    memory: vscode.Memento,
    log: vscode.LogOutputChannel,
    isRun: (folder: string) => boolean,
  ) {
    this.#monitor = monitor;
    this.#memory = memory;
    this.#log = log;
    this.#isRun = isRun;
  }

  get roots(): readonly string[] {
    return [...this.#roots.keys()];
  }

  get all(): readonly AttachedLog[] {
    return [...this.#logs.values()];
  }

  ofFolder(folder: string): AttachedLog | undefined {
    return this.#logs.get(folder);
  }

  /** Follows again what was followed before the reload. @throws UntrustedError */
  restore(): void {
    for (const root of this.#memory.get<readonly string[]>(memoryKey) ?? []) this.#follow(root);
  }

  /**
   * Follows all logs at and below a folder, from now on.
   * @param root absolute
   * @returns what is there now
   * @throws UntrustedError
   */
  async attach(root: string): Promise<LogsFound> {
    this.#follow(root);
    this.#remember();
    return (
      this.#roots.get(root) ??
      new Promise<LogsFound>((resolve) => {
        const listening = this.onDidFind((found) => {
          if (found.run !== root) return;
          listening.dispose();
          resolve(found);
        });
      })
    );
  }

  detach(root: string): void {
    if (!this.#roots.delete(root)) return;
    this.#monitor.endSearch(root);
    for (const log of this.all) if (log.root === root) this.#drop(log);
    this.#remember();
    this.#attached.fire();
  }

  take(message: MonitorMessage): void {
    if (message.type === 'logs') {
      this.#take(message);
      return;
    }
    const log = this.#logs.get(message.run);
    if (log === undefined) return;
    switch (message.type) {
      case 'status':
        // The run of a config is shown as such, on its config.
        if (message.state !== 'foreign') {
          this.#runs.add(log.folder);
          this.#drop(log);
        } else this.#set({ ...log, status: message });
        return;
      case 'findings':
        this.#set({ ...log, findings: message.findings });
        return;
      case 'reading':
        this.#set({ ...log, reading: message });
        return;
      case 'log-problem':
        this.#log.warn(`${message.run}: ${message.message}`);
        return;
      case 'caught-up':
        if (!log.isRead) this.#set({ ...log, isRead: true });
        return;
      case 'scalars':
      case 'samples':
      case 'mosaic':
      case 'history':
      case 'shares':
      case 'snapshot':
      case 'projection':
      case 'inspection':
    }
  }

  dispose(): void {
    this.#changed.dispose();
    this.#attached.dispose();
    this.#found.dispose();
  }

  #follow(root: string): void {
    if (this.#roots.has(root)) return;
    this.#monitor.search(root);
    this.#roots.set(root, undefined);
    this.#attached.fire();
  }

  #remember(): void {
    void this.#memory.update(memoryKey, this.roots);
  }

  #take(found: LogsFound): void {
    const root = found.run;
    if (!this.#roots.has(root)) return;
    this.#roots.set(root, found);
    const folders = new Set(found.folders.map((folder) => join(root, folder)));
    for (const log of this.all) if (log.root === root && !folders.has(log.folder)) this.#drop(log);
    for (const folder of folders) {
      if (this.#logs.has(folder) || this.#runs.has(folder)) continue;
      this.#logs.set(folder, {
        root,
        folder,
        name: nameOf(root, folder),
        status: undefined,
        findings: [],
        reading: undefined,
        isRead: false,
      });
      this.#monitor.watch(folder, root);
    }
    if (found.left > 0) this.#log.warn(`${root}: ${found.left} older logs are not followed.`);
    this.#found.fire(found);
  }

  #set(log: AttachedLog): void {
    this.#logs.set(log.folder, log);
    this.#changed.fire(log);
  }

  #drop(log: AttachedLog): void {
    this.#logs.delete(log.folder);
    if (!this.#isRun(log.folder)) this.#monitor.unwatch(log.folder);
    this.#changed.fire(log);
  }
}

function nameOf(root: string, folder: string): string {
  return relative(root, folder).replaceAll('\\', '/') || basename(root);
}
