/**
 * The monitor process of this window (dist/monitor.mjs): forked when something is first to be watched, forked again
 * once when it dies. What is watched and drawn is remembered here, so that a new process can be told.
 */
import type { ChildProcess } from 'node:child_process';
import type { MonitorMessage, MonitorRequest } from '../protocol/index.ts';
import type { Processes } from './processes.ts';

export interface MonitorOptions {
  /** Absolute path of dist/monitor.mjs. */
  readonly script: string;
  readonly processes: Processes;
  readonly onMessage: (message: MonitorMessage) => void;
  /** It died. `again` tells whether it was started again. */
  readonly onDeath: (reason: string, again: boolean) => void;
}

export class Monitor {
  readonly #options: MonitorOptions;
  readonly #watched = new Set<string>();
  /** Folders up to which mapping files of logs made elsewhere are looked for, by log. */
  readonly #roots = new Map<string, string>();
  readonly #searched = new Set<string>();
  /** Runs that are drawn, and in how many panels. */
  readonly #hydrated = new Map<string, number>();
  #child: ChildProcess | undefined;
  #deaths = 0;
  #disposed = false;

  constructor(options: MonitorOptions) {
    this.#options = options;
  }

  /**
   * Findings and status of this run from now on.
   * @param root of a log made elsewhere: the folder up to which its mapping file is looked for
   * @throws UntrustedError
   */
  watch(run: string, root?: string): void {
    this.#options.processes.guard();
    const knew = this.#watched.has(run) && (root === undefined || this.#roots.get(run) === root);
    if (root !== undefined) this.#roots.set(run, root);
    if (knew) return;
    this.#watched.add(run);
    if (this.#child === undefined) this.#start();
    else this.#child.send(this.#watchRequest(run));
  }

  /** Which logs there are at and below a folder, from now on. @throws UntrustedError */
  search(folder: string): void {
    this.#options.processes.guard();
    this.#searched.add(folder);
    if (this.#child === undefined) this.#start();
    else this.#child.send({ type: 'search', run: folder } satisfies MonitorRequest);
  }

  endSearch(folder: string): void {
    if (this.#searched.delete(folder)) this.#sendIfAlive({ type: 'end-search', run: folder });
  }

  unwatch(run: string): void {
    this.#roots.delete(run);
    if (this.#watched.delete(run) && !this.#hydrated.has(run)) this.#sendIfAlive({ type: 'unwatch', run });
  }

  isWatched(run: string): boolean {
    return this.#watched.has(run);
  }

  /**
   * Everything to draw of this run, from the begin, for one more panel; another that shows it gets it again.
   * @throws UntrustedError
   */
  hydrate(run: string): void {
    this.#options.processes.guard();
    this.#hydrated.set(run, (this.#hydrated.get(run) ?? 0) + 1);
    if (this.#child === undefined) this.#start();
    else this.#begin(this.#child, run);
  }

  /** A panel shows it no longer. */
  dehydrate(run: string): void {
    const panels = this.#hydrated.get(run) ?? 0;
    if (panels > 1) this.#hydrated.set(run, panels - 1);
    if (panels > 1 || !this.#hydrated.delete(run)) return;
    this.#sendIfAlive({ type: this.#watched.has(run) ? 'dehydrate' : 'unwatch', run });
  }

  /** Something about a run that is hydrated: a snapshot, a projection, or what a sample is like. */
  ask(question: Extract<MonitorRequest, { type: 'look-at' | 'project' | 'inspect' }>): void {
    if (this.#hydrated.has(question.run)) this.#sendIfAlive(question);
  }

  /** Makes things quicker; nothing depends on it. */
  readNow(run: string): void {
    if (this.#watched.has(run)) this.#sendIfAlive({ type: 'read-now', run });
  }

  dispose(): void {
    this.#disposed = true;
    this.#child?.disconnect();
    this.#child = undefined;
  }

  #sendIfAlive(request: MonitorRequest): void {
    this.#child?.send(request);
  }

  /** Watched first, as whoever comes first says what findings carry as their run. */
  #begin(child: ChildProcess, run: string): void {
    child.send(this.#watchRequest(run));
    if (this.#hydrated.has(run)) child.send({ type: 'hydrate', run } satisfies MonitorRequest);
  }

  #watchRequest(run: string): MonitorRequest {
    const root = this.#roots.get(run);
    return { type: 'watch', run, label: '', ...(root === undefined ? {} : { root }) };
  }

  #start(): void {
    if (this.#disposed) return;
    const child = this.#options.processes.fork(this.#options.script);
    this.#child = child;
    let words = '';
    child.stderr?.setEncoding('utf8').on('data', (piece: string) => (words = (words + piece).slice(-4000)));
    child.on('message', (message) => {
      if (this.#child === child) this.#options.onMessage(message as MonitorMessage);
    });
    // A failed send shows up here too; the end of the process is what counts.
    child.on('error', (error) => (words += `\n${error.message}`));
    child.once('close', (code, signal) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.#died(words.trim() || `ended with ${signal ?? code ?? 'no code'}`);
    });
    for (const folder of this.#searched) child.send({ type: 'search', run: folder } satisfies MonitorRequest);
    for (const run of new Set([...this.#watched, ...this.#hydrated.keys()])) this.#begin(child, run);
  }

  #died(reason: string): void {
    if (this.#disposed) return;
    this.#deaths++;
    const again = this.#deaths === 1;
    this.#options.onDeath(reason, again);
    if (again) this.#start();
    // A later request tries once more.
    else this.#deaths = 0;
  }
}
