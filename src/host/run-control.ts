/** Starts runs and steers them. */
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { engineFailure, fallbackEngine } from '../protocol/index.ts';
import { configName, lookAtRun, writeControl } from '../runs/index.ts';
import type { BranchOrigin } from './branches.ts';
import { rootOf } from './config-files.ts';
import type { ConfigDiagnostics } from './config-diagnostics.ts';
import type { Disposes } from './disposes.ts';
import type { Messages } from './messages.ts';
import type { Monitor } from './monitor.ts';
import type { RunPanel } from './panel.ts';
import { stepWords } from './prose.ts';
import { rangeOf } from './ranges.ts';
import type { BoardEntry, RunBoard } from './run-board.ts';
import { settingsOf } from './settings.ts';
import {
  endInWords,
  startTrainer,
  type RunningTrainer,
  type TrainerEnd,
  type TrainerOptions,
  type TrainerRequest,
} from './trainer.ts';
import { isLive } from './words.ts';

export interface RunControlParts {
  readonly board: RunBoard;
  readonly monitor: Monitor;
  readonly panel: RunPanel;
  readonly problems: ConfigDiagnostics;
  readonly messages: Messages;
  readonly trainers: TrainerOptions;
  /** What starts has changed. */
  readonly onStarting: () => void;
}

/** How long a run may take to stop before it is started again, in milliseconds. */
const patience = 30_000;

export class RunControl implements Disposes {
  readonly #parts: RunControlParts;
  readonly #starting = new Set<string>();
  /** Trainers that this window started, by run folder. */
  readonly #own = new Map<string, RunningTrainer>();
  readonly #failures: Disposes;

  constructor(parts: RunControlParts) {
    this.#parts = parts;
    this.#failures = parts.board.onDidFail((entry) => void this.#reportFailure(entry));
  }

  isStarting(config: string): boolean {
    return this.#starting.has(config);
  }

  /**
   * Starts a config and shows its run. A config with unsaved changes is saved first; one with errors is not started.
   * @param from a checkpoint of another run to start from
   * @returns the run's folder, undefined where none was started
   * @throws UntrustedError, TrainerError
   */
  async start(config: string, from?: BranchOrigin): Promise<string | undefined> {
    const { board, messages, problems, trainers } = this.#parts;
    trainers.processes.guard();
    if (this.isStarting(config)) return undefined;
    if (isLive(board.ofConfig(config)?.status?.state)) {
      messages.warn(vscode.l10n.t('{0} is training already.', basename(config)), {
        title: vscode.l10n.t('Stop and Start Again'),
        act: () => this.restart(config, from),
      });
      return undefined;
    }
    return this.#whileStarting(config, async () => {
      const document = await vscode.workspace.openTextDocument(config);
      if (document.isDirty && !(await document.save())) {
        messages.error(vscode.l10n.t('{0} could not be saved, so it was not started.', basename(config)));
        return undefined;
      }
      const [error] = await problems.errorsOf(document);
      if (error !== undefined) {
        messages.problem(config, error.message, rangeOf(error.range));
        return undefined;
      }
      const { engine } = settingsOf(config);
      return this.#launch(config, { config, root: rootOf(config), engine, ...(from !== undefined && { from }) });
    });
  }

  /** Stops the run of a config, where it is live, and starts another. @throws as `start` */
  async restart(config: string, from?: BranchOrigin): Promise<string | undefined> {
    const entry = this.#parts.board.ofConfig(config);
    if (entry !== undefined && isLive(entry.status?.state)) {
      this.stop(entry.folder);
      await this.#untilOver(entry.folder);
    }
    return this.start(config, from);
  }

  /** @throws RunError */
  stop(folder: string): void {
    writeControl(folder, 'stop');
    this.#parts.monitor.readNow(folder);
  }

  /** @throws RunError */
  pause(folder: string): void {
    writeControl(folder, 'pause');
    this.#parts.monitor.readNow(folder);
  }

  /** Plays the next phase of a paused run's step: one update of a network. @throws RunError */
  step(folder: string): void {
    writeControl(folder, 'step');
    this.#parts.monitor.readNow(folder);
  }

  /** Ends a pause; a run that is over goes on from its last checkpoint. @throws RunError, UntrustedError, TrainerError */
  async resume(folder: string): Promise<void> {
    const { manifest, state } = lookAtRun(folder);
    writeControl(folder, 'run');
    this.#parts.monitor.readNow(folder);
    if (isLive(state)) return;
    const config = this.#parts.board.ofFolder(folder)?.config ?? manifest.configFile;
    if (this.isStarting(config)) return;
    await this.#whileStarting(config, () => this.#launch(config, { resume: folder, root: rootOf(config) }));
  }

  /** Where the setting says so, training ends with the window. */
  dispose(): void {
    this.#failures.dispose();
    for (const { config, folder, status } of this.#parts.board.all) {
      if (this.#own.has(folder) && isLive(status?.state) && !settingsOf(config).keepRunning) this.stop(folder);
    }
  }

  async #whileStarting<Result>(config: string, work: () => Promise<Result>): Promise<Result> {
    this.#starting.add(config);
    this.#parts.onStarting();
    const location = vscode.ProgressLocation.Window;
    const title = vscode.l10n.t('Starting {0} …', configName(config));
    try {
      return await vscode.window.withProgress({ location, title }, work);
    } finally {
      this.#starting.delete(config);
      this.#parts.onStarting();
    }
  }

  async #launch(config: string, request: TrainerRequest): Promise<string | undefined> {
    const { board, messages, monitor, panel, problems, trainers } = this.#parts;
    const trainer = await startTrainer(request, settingsOf(config).keepRunning, trainers);
    const { beginning } = trainer;
    if (beginning.type === 'refused') {
      problems.showRefused(beginning.problems);
      const [first] = beginning.problems;
      if (first === undefined) messages.error(vscode.l10n.t('{0} was refused.', basename(config)));
      else {
        const place = new vscode.Position(Math.max(0, first.line - 1), Math.max(0, first.column - 1));
        messages.problem(first.file, first.message, new vscode.Range(place, place));
      }
      return undefined;
    }
    const { run } = beginning;
    this.#own.set(run, trainer);
    void trainer.ended.then(() => monitor.readNow(run));
    board.begin(config, run);
    panel.show({ folder: run, name: configName(config) });
    return run;
  }

  /** Where its engine brought a run down: goes on with the one that runs everywhere. Whether that began. */
  async #goOnElsewhere(config: string, folder: string, end: TrainerEnd): Promise<boolean> {
    const failure = end.failure === undefined ? engineFailure(end) : undefined;
    const { name } = lookAtRun(folder).manifest.engine;
    if (failure === undefined || name === fallbackEngine || this.isStarting(config)) return false;
    const request = { resume: folder, root: rootOf(config), engine: fallbackEngine };
    const run = await this.#whileStarting(config, () => this.#launch(config, request));
    if (run === undefined) return false;
    this.#parts.messages.warn(
      vscode.l10n.t(
        'The engine "{0}" broke off ({1}). Training of {2} goes on from the last checkpoint with "{3}".',
        ...[name, failure, configName(config), fallbackEngine],
      ),
    );
    return true;
  }

  readonly #tell = (error: unknown): false => {
    this.#parts.messages.failed(error);
    return false;
  };

  #untilOver(folder: string): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        listening.dispose();
        resolve();
      };
      const timer = setTimeout(done, patience);
      const listening = this.#parts.board.onDidChangeStatus((entry) => {
        if (entry.folder === folder && !isLive(entry.status?.state)) done();
      });
    });
  }

  async #reportFailure({ config, folder, status }: BoardEntry): Promise<void> {
    const { messages } = this.#parts;
    const own = this.#own.get(folder);
    const end = await own?.ended;
    if (end !== undefined && (await this.#goOnElsewhere(config, folder, end).catch(this.#tell))) return;
    // A failed trainer writes its reason; one that was killed has only its last words.
    const words = own === undefined || end === undefined ? undefined : endInWords(end, own.logFile);
    const reason = status?.reason ?? words ?? vscode.l10n.t('Its process has ended without a word.');
    const at = status === undefined ? '' : stepWords({ ...status, steps: null });
    messages.error(
      vscode.l10n.t('Training of {0} broke off at step {1}: {2}', configName(config), at, reason),
      { title: vscode.l10n.t('Show'), act: () => this.#parts.panel.show({ folder, name: configName(config) }) },
      ...(own === undefined ? [] : [messages.openLog(own.logFile)]),
    );
  }
}
