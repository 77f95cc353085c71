/** The commands of the palette: each finds out what it is about and hands on. */
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { configName, lookAtRun } from '../runs/index.ts';
import { parseConfig } from '../config/index.ts';
import { ruleIds, type RuleId } from '../protocol/index.ts';
import type { Attach } from './attach.ts';
import type { Compare } from './compare.ts';
import type { AttachedLog, AttachedLogs } from './attached-logs.ts';
import type { Branches } from './branches.ts';
import { activeConfig, isConfig, type ConfigFiles } from './config-files.ts';
import type { ExportKind, Exports } from './exports.ts';
import type { Explanations } from './explanations.ts';
import type { FasterEngine } from './faster-engine.ts';
import { showPlace, type Messages } from './messages.ts';
import { newConfig } from './new-config.ts';
import { newFromExample } from './new-from-example.ts';
import type { PageRequest, RunPanel } from './panel.ts';
import { placeOf } from './placement.ts';
import { stepWords } from './prose.ts';
import { rangeOf } from './ranges.ts';
import type { BoardEntry, RunBoard } from './run-board.ts';
import type { RunControl } from './run-control.ts';
import type { RunFiles } from './run-files.ts';
import { isConfigNode, isLogNode, isRunNode, type LogNode, type RunNode } from './runs-view.ts';
import { isLive, isResumable, openFindings } from './words.ts';

export type CommandName =
  | 'startRun'
  | 'stopRun'
  | 'pauseRun'
  | 'stepRun'
  | 'resumeRun'
  | 'openPanel'
  | 'compareRuns'
  | 'explain'
  | 'openRunFolder'
  | 'renameRun'
  | 'deleteRun'
  | 'openInTensorBoard'
  | 'branchRun'
  | 'startBranch'
  | 'exportReport'
  | 'exportCurves'
  | 'exportSamples'
  | 'newConfig'
  | 'newFromExample'
  | 'showLog'
  | 'installEngine'
  | 'attach'
  | 'detach'
  | 'correctTags';

/** Commands that are about one run, config or log at a time. */
type CommandOnOne = Exclude<CommandName, 'compareRuns'>;

const exported = {
  exportReport: 'report',
  exportCurves: 'curves',
  exportSamples: 'samples',
} as const satisfies Partial<Record<CommandName, ExportKind>>;

type ExportCommand = keyof typeof exported;

function isExport(name: CommandName): name is ExportCommand {
  return name in exported;
}

export interface CommandParts {
  readonly files: ConfigFiles;
  readonly board: RunBoard;
  readonly control: RunControl;
  readonly panel: RunPanel;
  readonly compare: Compare;
  readonly explanations: Explanations;
  readonly runFiles: RunFiles;
  readonly branches: Branches;
  readonly exports: Exports;
  readonly messages: Messages;
  readonly attached: AttachedLogs;
  readonly attach: Attach;
  readonly engine: FasterEngine;
  /** The extension's folder. */
  readonly extension: string;
  readonly log: vscode.LogOutputChannel;
}

export class Commands {
  readonly #parts: CommandParts;

  constructor(parts: CommandParts) {
    this.#parts = parts;
  }

  /**
   * Runs a command. Where it came from the editor's title, a CodeLens or another extension, the first argument is the
   * config's Uri, or that of a folder of logs; from the list of runs, a row of it. What `explain` is to explain is the
   * second, a rule's id. What goes wrong is shown and not thrown.
   */
  async run(name: CommandName, [subject, detail]: readonly unknown[]): Promise<unknown> {
    try {
      if (name === 'compareRuns') {
        await this.#parts.compare.open(subject, detail);
        return undefined;
      }
      if (isRunNode(subject) && name !== 'startRun') return await this.#runNode(name, subject);
      if (isLogNode(subject)) return await this.#logNode(name, subject);
      return await this.#run(name, uriOf(subject), detail);
    } catch (error) {
      this.#parts.messages.failed(error);
      return undefined;
    }
  }

  /** What the page's buttons ask for. */
  async request(request: PageRequest): Promise<void> {
    try {
      await this.#request(request);
    } catch (error) {
      this.#parts.messages.failed(error);
    }
  }

  /** A command on one run, whether it is the newest of its config or not. */
  async #runNode(name: CommandOnOne, node: RunNode): Promise<unknown> {
    const { control, panel, runFiles } = this.#parts;
    switch (name) {
      case 'stopRun': {
        control.stop(node.folder);
        return;
      }
      case 'pauseRun': {
        control.pause(node.folder);
        return;
      }
      case 'stepRun': {
        control.step(node.folder);
        return;
      }
      case 'resumeRun':
        return control.resume(node.folder);
      case 'openPanel': {
        panel.show({ folder: node.folder, name: configName(node.config) });
        return;
      }
      case 'openRunFolder':
        return openFolder(node.folder);
      case 'renameRun':
        return runFiles.rename(node);
      case 'deleteRun': {
        runFiles.delete(node);
        return;
      }
      case 'openInTensorBoard': {
        runFiles.openInTensorBoard(node.folder);
        return;
      }
      case 'branchRun':
        return this.#parts.branches.make(node.config, node.folder);
      case 'exportReport':
      case 'exportCurves':
      case 'exportSamples':
        return this.#export(name, node);
      case 'startRun':
      case 'startBranch':
      case 'explain':
      case 'newConfig':
      case 'newFromExample':
      case 'showLog':
      case 'installEngine':
      case 'attach':
      case 'detach':
      case 'correctTags':
        return this.#run(name, vscode.Uri.file(node.config), undefined);
    }
  }

  /** A command on a log made elsewhere. */
  async #logNode(name: CommandOnOne, { folder, root }: LogNode): Promise<unknown> {
    const { attach, exports, runFiles } = this.#parts;
    if (isExport(name)) return exports.export(exported[name], { folder, name: basename(folder), beside: root });
    if (name === 'openRunFolder') return openFolder(folder);
    if (name === 'openInTensorBoard') {
      runFiles.openInTensorBoard(folder);
      return undefined;
    }
    if (name === 'detach') return attach.detach(vscode.Uri.file(root));
    return this.#run(name, vscode.Uri.file(folder), undefined);
  }

  async #request(request: PageRequest): Promise<void> {
    const { control, explanations } = this.#parts;
    switch (request.type) {
      case 'open-run-folder':
        return openFolder(request.run);
      case 'reveal-finding':
        return this.#revealFinding(request.run, request.rule);
      case 'explain':
        return explanations.open(request.run, request.rule);
      case 'open-help':
        return explanations.openHelp(request.rule);
      case 'apply-remedy': {
        const config = await explanations.apply(request, request.remedy);
        if (config !== undefined && request.restart) await control.restart(config);
        return;
      }
      case 'control':
        if (request.action === 'pause') control.pause(request.run);
        else if (request.action === 'step') control.step(request.run);
        else if (request.action === 'stop') control.stop(request.run);
        else if (request.action === 'resume') await control.resume(request.run);
        else await control.restart(this.#configOf(request.run));
    }
  }

  async #run(name: CommandOnOne, uri: vscode.Uri | undefined, detail: unknown): Promise<unknown> {
    const { attach, attached, control, log, panel, runFiles } = this.#parts;
    const config = uri !== undefined && isConfig(uri) ? uri.fsPath : undefined;
    switch (name) {
      case 'startRun': {
        const file = config ?? (await this.#askConfig());
        return file === undefined ? undefined : control.start(file);
      }
      case 'startBranch': {
        const file = config ?? activeConfig();
        return file === undefined ? undefined : control.start(file, this.#parts.branches.originOf(file));
      }
      case 'branchRun':
        return this.#withRun(config, any, (entry) => this.#parts.branches.make(entry.config, entry.folder));
      case 'stopRun':
        return this.#withRun(
          config,
          { fits: ({ status }) => isLive(status?.state), none: vscode.l10n.t('No run is training.') },
          ({ folder }) => control.stop(folder),
        );
      case 'pauseRun':
        return this.#withRun(
          config,
          { fits: ({ status }) => status?.state === 'running', none: vscode.l10n.t('No run is training.') },
          ({ folder }) => control.pause(folder),
        );
      case 'stepRun':
        return this.#withRun(
          config,
          { fits: ({ status }) => status?.state === 'paused', none: vscode.l10n.t('No run is paused.') },
          ({ folder }) => control.step(folder),
        );
      case 'resumeRun':
        return this.#withRun(
          config,
          { fits: ({ status }) => isResumable(status?.state), none: vscode.l10n.t('There is no run to resume.') },
          ({ folder }) => control.resume(folder),
        );
      case 'openPanel': {
        const made = attached.ofFolder(uri?.fsPath ?? '') ?? (await this.#onlyAttached(config));
        if (made !== undefined) {
          attach.show(made);
          return undefined;
        }
        return this.#withRun(config, any, (entry) =>
          panel.show({ folder: entry.folder, name: entry.status?.name ?? configName(entry.config) }),
        );
      }
      case 'explain':
        return this.#withRun(
          config,
          { fits: ({ findings }) => findings.length > 0, none: vscode.l10n.t('Nothing has been found.') },
          (entry) => {
            const rule = ruleIds.find((id) => id === detail) ?? ruleToExplain(entry);
            panel.explain({ folder: entry.folder, name: entry.status?.name ?? configName(entry.config) }, rule);
          },
        );
      case 'openRunFolder':
        return this.#withRun(config, any, ({ folder }) => openFolder(folder));
      case 'renameRun':
        return this.#withRun(config, any, (entry) => runFiles.rename({ kind: 'run', ...entry }));
      case 'deleteRun':
        return this.#withRun(
          config,
          { fits: ({ status }) => !isLive(status?.state), none: vscode.l10n.t('There is no run that is over.') },
          (entry) => runFiles.delete({ kind: 'run', ...entry }),
        );
      case 'openInTensorBoard':
        return this.#withRun(config, any, ({ folder }) => runFiles.openInTensorBoard(folder));
      case 'exportReport':
      case 'exportCurves':
      case 'exportSamples':
        return this.#withRun(config, any, (entry) => this.#export(name, entry));
      case 'newConfig':
        return newConfig();
      case 'newFromExample':
        return newFromExample(this.#parts.extension);
      case 'showLog':
        log.show();
        return undefined;
      case 'installEngine':
        return this.#parts.engine.install();
      case 'attach':
        return attach.attach(uri);
      case 'detach':
        return attach.detach(uri);
      case 'correctTags':
        return attach.correctTags(uri);
    }
  }

  #export(name: ExportCommand, { config, folder }: Pick<BoardEntry, 'config' | 'folder'>): Promise<unknown> {
    const run = { folder, name: configName(config), beside: dirname(config) };
    return this.#parts.exports.export(exported[name], run);
  }

  /** Where no config is meant and none has a run: the attached log, of several the one picked. */
  async #onlyAttached(config: string | undefined): Promise<AttachedLog | undefined> {
    const { attached, board } = this.#parts;
    if (config !== undefined || board.all.length > 0) return undefined;
    const [first, ...others] = attached.all;
    if (others.length === 0) return first;
    const items = attached.all.map((log) => ({ label: log.name, description: log.root, log }));
    return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which log?') }))?.log;
  }

  /** The config meant: that in the editor, that of the panel, the only one, or the one picked. */
  async #askConfig(): Promise<string | undefined> {
    const { board, files, messages, panel } = this.#parts;
    await files.find();
    const active = activeConfig();
    if (active !== undefined) return active;
    const shown = vscode.window.activeTextEditor === undefined ? panel.run?.folder : undefined;
    const ofPanel = shown === undefined ? undefined : board.ofFolder(shown)?.config;
    if (ofPanel !== undefined) return ofPanel;
    const configs = files.all;
    if (configs.length === 0) {
      messages.tell(vscode.l10n.t('There is no *.gan.json here.'), {
        title: vscode.l10n.t('New Config'),
        act: () => vscode.commands.executeCommand('modescope.newConfig'),
      });
      return undefined;
    }
    if (configs.length === 1) return configs[0];
    const items = configs.map((file) => ({
      label: configName(file),
      description: vscode.workspace.asRelativePath(file),
      file,
    }));
    const placeHolder = vscode.l10n.t('Which config shall be trained?');
    return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.file;
  }

  /** Does something with the run meant, among those that fit; says so where there is none. */
  async #withRun(
    config: string | undefined,
    { fits, none }: Wanted,
    act: (entry: BoardEntry) => unknown,
  ): Promise<unknown> {
    const { board, messages, panel } = this.#parts;
    const fitting = board.all.filter(fits);
    const meant =
      config === undefined
        ? (fitting.find((entry) => entry.config === activeConfig()) ??
          fitting.find((entry) => entry.folder === panel.run?.folder) ??
          (await pickRun(fitting)))
        : fitting.find((entry) => entry.config === config);
    if (meant !== undefined) return act(meant);
    if (fitting.length === 0 || config !== undefined) {
      messages.tell(none ?? vscode.l10n.t('There is no run yet.'), {
        title: vscode.l10n.t('Start Run'),
        act: () => vscode.commands.executeCommand('modescope.startRun'),
      });
    }
    return undefined;
  }

  #configOf(run: string): string {
    return this.#parts.board.ofFolder(run)?.config ?? lookAtRun(run).manifest.configFile;
  }

  async #revealFinding(run: string, rule: string): Promise<void> {
    const made = this.#parts.attached.ofFolder(run);
    if (made !== undefined) {
      const { mapping } = made.reading ?? {};
      if (mapping == null) await vscode.commands.executeCommand('workbench.actions.view.problems');
      else await showPlace(mapping, await this.#placeIn(mapping, `rules.${rule}`));
      return;
    }
    const config = this.#configOf(run);
    const finding = this.#parts.board.ofFolder(run)?.findings.find((each) => each.rule === rule);
    await showPlace(config, await this.#placeIn(config, finding?.configPaths[0]));
  }

  async #placeIn(file: string, path: string | undefined): Promise<vscode.Range | undefined> {
    const text = await this.#parts.files.textOf(file);
    return path === undefined || text === undefined ? undefined : rangeOf(placeOf(parseConfig(text), path));
  }
}

/** Which runs a command can be about. */
interface Wanted {
  readonly fits: (entry: BoardEntry) => boolean;
  /** Said where there is none. */
  readonly none?: string;
}

const any: Wanted = { fits: () => true };

/** What a command is about, where it was told. */
function uriOf(subject: unknown): vscode.Uri | undefined {
  if (subject instanceof vscode.Uri) return subject;
  return isConfigNode(subject) || isRunNode(subject) ? vscode.Uri.file(subject.config) : undefined;
}

/** The gravest that is open, else the last that was. */
function ruleToExplain({ findings }: BoardEntry): RuleId {
  return (openFindings(findings)[0] ?? findings.at(-1))!.rule;
}

/** The only one, or the one picked. */
async function pickRun(entries: readonly BoardEntry[]): Promise<BoardEntry | undefined> {
  if (entries.length <= 1) return entries[0];
  const items = entries.map((entry) => ({
    label: configName(entry.config),
    description: entry.status === undefined ? '' : `${entry.status.state} · ${stepWords(entry.status)}`,
    entry,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which run?') }))?.entry;
}

/** In the system's file manager where VS Code is a program of this machine, else in the explorer. */
async function openFolder(folder: string): Promise<void> {
  const isHere = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  await vscode.commands.executeCommand(isHere ? 'revealFileInOS' : 'revealInExplorer', vscode.Uri.file(folder));
}
