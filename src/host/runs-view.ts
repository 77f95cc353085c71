/**
 * The list of runs in the side bar: configs, each with its runs, the newest first. Configs that have run come before those
 * that have not, the one that ran last at the top.
 */
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Finding, RunStatus } from '../protocol/index.ts';
import { configName, listRunsOf, readFindings, readLabel, RunError, type ListedRun } from '../runs/index.ts';
import type { AttachedLogs } from './attached-logs.ts';
import type { ConfigFiles } from './config-files.ts';
import { Delayed } from './delayed.ts';
import type { Disposes } from './disposes.ts';
import { stateWords, stepWords, verdictWords } from './prose.ts';
import type { RunBoard } from './run-board.ts';
import { isLive, isResumable, openFindings, placeWords } from './words.ts';

export interface ConfigNode {
  readonly kind: 'config';
  readonly config: string;
}

export interface RunNode {
  readonly kind: 'run';
  readonly config: string;
  readonly folder: string;
}

/** A log made elsewhere that is followed. */
export interface LogNode {
  readonly kind: 'log';
  readonly folder: string;
  /** The folder that was attached to. */
  readonly root: string;
}

export type RunsNode = ConfigNode | RunNode | LogNode;

interface Row {
  readonly node: RunNode;
  readonly run: ListedRun;
  readonly label: string | undefined;
  readonly findings: readonly Finding[];
}

/** What commands are given by a row of the list. */
export function isRunNode(value: unknown): value is RunNode {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'run';
}

export function isConfigNode(value: unknown): value is ConfigNode {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'config';
}

export function isLogNode(value: unknown): value is LogNode {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'log';
}

/** Milliseconds between two looks of a step count. */
const pace = 1000;

export class RunsView implements vscode.TreeDataProvider<RunsNode>, Disposes {
  readonly #files: ConfigFiles;
  readonly #board: RunBoard;
  readonly #attached: AttachedLogs;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<RunsNode | undefined>();
  /** Many things happen at once when a window opens, and when a run begins. */
  readonly #soon = new Delayed(50, () => this.#changed.fire(undefined));
  readonly #refresh = new Delayed(pace, () => this.#changed.fire(undefined));
  /** Rows in which only numbers have changed. */
  readonly #moved = new Set<string>();
  readonly #redraw = new Delayed(pace, () => this.#redrawMoved());
  readonly #disposables: Disposes[];
  /** As last read, by folder: VS Code knows rows by the object that they were given as. */
  readonly #rows = new Map<string, Row>();
  /** The runs of a config as last read, until something of them changes. */
  readonly #children = new Map<string, RunNode[]>();
  readonly #configs = new Map<string, ConfigNode>();

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(files: ConfigFiles, board: RunBoard, attached: AttachedLogs, log: vscode.LogOutputChannel) {
    this.#files = files;
    this.#board = board;
    this.#attached = attached;
    this.#log = log;
    const states = new Map<string, string>();
    this.#disposables = [
      this.#changed,
      this.#soon,
      this.#refresh,
      this.#redraw,
      files.onDidAdd(() => this.#soon.soon()),
      files.onDidRemove((config) => {
        this.#configs.delete(config);
        this.#forget(config);
      }),
      board.onDidChangeRuns((config) => this.#forget(config)),
      board.onDidReplace(({ old }) => this.#forget(old.config)),
      board.onDidChangeStatus(({ config, folder, status }) => {
        const state = status?.state ?? '';
        if (states.get(folder) !== state) this.#forget(config);
        else this.#moves(folder);
        states.set(folder, state);
      }),
      attached.onDidChange(() => this.#refresh.soon()),
      attached.onDidAttach(() => this.#soon.soon()),
      board.onDidChangeFindings((config) => this.#moves(board.ofConfig(config)?.folder)),
    ];
  }

  /** Reads everything again. */
  refresh(): void {
    this.#rows.clear();
    this.#children.clear();
    this.#changed.fire(undefined);
  }

  /** Reads the runs of a config again when they are next asked for. */
  #forget(config: string): void {
    for (const { folder } of this.#children.get(config) ?? []) this.#rows.delete(folder);
    this.#children.delete(config);
    this.#soon.soon();
  }

  getChildren(node?: RunsNode): RunsNode[] {
    if (node === undefined) {
      return [
        ...this.#sortedConfigs().map(this.#nodeOf),
        ...this.#attached.all.map(({ folder, root }): LogNode => ({ kind: 'log', folder, root })),
      ];
    }
    return node.kind === 'config' ? this.#runsOf(node.config) : [];
  }

  getParent(node: RunsNode): RunsNode | undefined {
    return node.kind === 'run' ? this.#nodeOf(node.config) : undefined;
  }

  getTreeItem(node: RunsNode): vscode.TreeItem {
    switch (node.kind) {
      case 'config':
        return this.#configItem(node);
      case 'run':
        return this.#runItem(node);
      case 'log':
        return this.#logItem(node);
    }
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  /** Those of runs that go on although their file is gone or renamed are among them. */
  #sortedConfigs(): string[] {
    const all = new Set([...this.#files.all, ...this.#board.live.map(({ config }) => config)]);
    return [...all].sort().sort((a, b) => this.#newestOf(b).localeCompare(this.#newestOf(a)));
  }

  readonly #nodeOf = (config: string): ConfigNode => {
    const node = this.#configs.get(config) ?? { kind: 'config', config };
    this.#configs.set(config, node);
    return node;
  };

  /** Name of the folder of a config's newest run, which begins with its time; empty where there is none. */
  #newestOf(config: string): string {
    return basename(this.#board.ofConfig(config)?.folder ?? '');
  }

  #runsOf(config: string): RunNode[] {
    // Where nobody vouches for a folder, nothing of it is read.
    if (!vscode.workspace.isTrusted) return [];
    const known = this.#children.get(config);
    if (known !== undefined) return known;
    const runs = this.#readRunsOf(config);
    this.#children.set(config, runs);
    return runs;
  }

  #readRunsOf(config: string): RunNode[] {
    try {
      const { runs, problems } = listRunsOf(config);
      for (const { message } of problems) this.#log.warn(message);
      return runs.map((run) => {
        const node: RunNode = { kind: 'run', config, folder: run.folder };
        const label = this.#read(() => readLabel(run.folder));
        this.#rows.set(run.folder, { node, run, label, findings: this.#read(() => readFindings(run.folder)) ?? [] });
        return node;
      });
    } catch (error) {
      if (!(error instanceof RunError)) throw error;
      this.#log.warn(error.message);
      return [];
    }
  }

  #moves(folder: string | undefined): void {
    if (folder === undefined || !this.#rows.has(folder)) return;
    this.#moved.add(folder);
    this.#redraw.soon();
  }

  #redrawMoved(): void {
    for (const folder of this.#moved) {
      const row = this.#rows.get(folder);
      if (row !== undefined) this.#changed.fire(row.node);
    }
    this.#moved.clear();
  }

  #configItem({ config }: ConfigNode): vscode.TreeItem {
    const entry = this.#board.ofConfig(config);
    const { Expanded, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(configName(config), entry === undefined ? None : Expanded);
    item.id = config;
    item.resourceUri = vscode.Uri.file(config);
    const { workspaceFolders = [] } = vscode.workspace;
    const folder = vscode.workspace.getWorkspaceFolder(item.resourceUri);
    const place = folder && { name: folder.name, path: folder.uri.fsPath };
    const isGone = !this.#files.all.includes(config);
    item.description = isGone
      ? vscode.l10n.t('its file is gone')
      : placeWords(config, place, workspaceFolders.length > 1);
    item.tooltip = config;
    item.contextValue = ['config', isLive(entry?.status?.state) ? 'live' : 'idle', entry === undefined ? '' : 'ran']
      .filter((part) => part !== '')
      .join(' ');
    item.iconPath = vscode.ThemeIcon.File;
    if (!isGone) item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [item.resourceUri] };
    return item;
  }

  #runItem(node: RunNode): vscode.TreeItem {
    const { folder } = node;
    const { state, step, steps, started } = this.#stateOf(folder);
    const findings = this.#findingsOf(folder);
    const label = this.#rows.get(folder)?.label ?? shortTimeOf(started) ?? basename(folder);
    const item = new vscode.TreeItem(label);
    item.id = folder;
    const verdict = verdictWords(findings);
    // What is wrong comes first: a side bar is narrow.
    const description = [verdict, stepWords({ step, steps: isLive(state) ? steps : null }), this.#originOf(folder)]
      .filter((part) => part !== undefined)
      .join(' · ');
    item.description = description;
    item.tooltip = [timeOf(started), stateWords(state), this.#originOf(folder), verdict, folder]
      .filter(Boolean)
      .join('\n');
    item.iconPath = iconOf(state, findings);
    item.contextValue = ['run', state, isLive(state) ? 'live' : 'over', isResumable(state) ? 'resumable' : '']
      .filter((part) => part !== '')
      .join(' ');
    item.accessibilityInformation = { label: [label, stateWords(state), description].join(', ') };
    item.command = { command: 'modescope.openPanel', title: vscode.l10n.t('Open panel'), arguments: [node] };
    return item;
  }

  #logItem(node: LogNode): vscode.TreeItem {
    const log = this.#attached.ofFolder(node.folder);
    const name = log?.name ?? basename(node.folder);
    const item = new vscode.TreeItem(name);
    item.id = node.folder;
    const verdict = verdictWords(log?.findings ?? []);
    const step = log?.status === undefined ? undefined : stepWords(log.status);
    item.description = [verdict, step].filter((part) => part !== undefined).join(' · ');
    item.resourceUri = vscode.Uri.file(node.folder);
    item.tooltip = [vscode.l10n.t('A log made elsewhere'), verdict, node.folder].filter(Boolean).join('\n');
    item.iconPath = iconOf('foreign', log?.findings ?? []);
    item.contextValue = 'log';
    item.command = { command: 'modescope.openPanel', title: vscode.l10n.t('Open panel'), arguments: [node] };
    return item;
  }

  #stateOf(folder: string): Pick<RunStatus, 'state' | 'step' | 'steps'> & { readonly started: string } {
    const run = this.#rows.get(folder)?.run;
    const status = this.#board.ofFolder(folder)?.status;
    const started = run?.manifest.started ?? '';
    if (status !== undefined) return { state: status.state, step: status.step, steps: status.steps, started };
    return run === undefined
      ? { state: 'foreign', step: 0, steps: null, started }
      : { state: run.state, step: run.manifest.step, steps: run.manifest.steps, started };
  }

  /** `from step 3,000 of ring`, for a branch: the run by its name, or by its config's where it has none or is gone. */
  #originOf(folder: string): string | undefined {
    const parent = this.#rows.get(folder)?.run.manifest.parent;
    if (parent === undefined) return undefined;
    const run = join(folder, parent.run);
    const name = this.#read(() => readLabel(run)) ?? basename(dirname(run));
    return vscode.l10n.t('from step {0} of {1}', stepWords({ step: parent.step, steps: null }), name);
  }

  #findingsOf(folder: string): readonly Finding[] {
    const entry = this.#board.ofFolder(folder);
    return entry?.status === undefined ? (this.#rows.get(folder)?.findings ?? []) : entry.findings;
  }

  /** A file that cannot be read is missed by its row alone. */
  #read<Result>(read: () => Result): Result | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof RunError)) throw error;
      this.#log.warn(error.message);
      return undefined;
    }
  }
}

/** `2026-11-24 16:20`, local time: what a person looks for in a list. Undefined where it says none. */
function timeOf(started: string): string | undefined {
  const time = new Date(started);
  if (Number.isNaN(time.getTime())) return undefined;
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** Of today the time alone, to the second: runs are often started one soon after the other. */
function shortTimeOf(started: string): string | undefined {
  const time = new Date(started);
  return time.toDateString() === new Date().toDateString() ? time.toTimeString().slice(0, 8) : timeOf(started);
}

function iconOf(state: RunStatus['state'], findings: readonly Finding[]): vscode.ThemeIcon {
  const coloured = (icon: string, colour: string): vscode.ThemeIcon =>
    new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour));
  if (state === 'failed' || state === 'crashed') return coloured('error', 'list.errorForeground');
  const worst = openFindings(findings)[0]?.severity;
  if (worst === 'error') return coloured('error', 'list.errorForeground');
  if (worst === 'warning') return coloured('warning', 'list.warningForeground');
  if (state === 'running') return coloured('play-circle', 'testing.runAction');
  if (state === 'paused') return new vscode.ThemeIcon('debug-pause');
  if (worst === 'information') return new vscode.ThemeIcon('info');
  if (state === 'foreign') return new vscode.ThemeIcon('eye');
  return state === 'finished' ? coloured('pass', 'testing.iconPassed') : new vscode.ThemeIcon('circle-slash');
}
