/**
 * Branches: a copy of a run's config, to be changed and started from one of the run's checkpoints. Which config is such
 * a copy is kept with the workspace.
 */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { applyEdits, ConfigError, parseConfig, resolveConfig, type ConfigEdit } from '../config/index.ts';
import type { Manifest } from '../protocol/index.ts';
import { configName, hashConfig, listCheckpoints, lookAtRun } from '../runs/index.ts';
import type { ConfigFiles } from './config-files.ts';
import type { Disposes } from './disposes.ts';
import type { Messages } from './messages.ts';
import { stepWords } from './prose.ts';

export interface BranchOrigin {
  /** The run's folder. */
  readonly run: string;
  /** Of its checkpoint. */
  readonly step: number;
}

const memoryKey = 'branches';

export class Branches implements Disposes {
  readonly #memory: vscode.Memento;
  readonly #files: ConfigFiles;
  readonly #messages: Messages;
  readonly #changed = new vscode.EventEmitter<void>();

  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento, files: ConfigFiles, messages: Messages) {
    this.#memory = memory;
    this.#files = files;
    this.#messages = messages;
  }

  /** Where a config's run is to begin; undefined for one that is no branch, or whose origin is gone. */
  originOf(config: string): BranchOrigin | undefined {
    const origin = this.#memory.get<Record<string, BranchOrigin>>(memoryKey)?.[config];
    return origin !== undefined && existsSync(origin.run) ? origin : undefined;
  }

  /**
   * Asks for a checkpoint of a run, and opens a copy of its config beside it.
   * @returns the copy, undefined where nobody chose
   * @throws RunError
   */
  async make(config: string, run: string): Promise<vscode.Uri | undefined> {
    const { manifest } = lookAtRun(run);
    const step = await this.#askStep(run, manifest);
    if (step === undefined) return undefined;
    const file = freeName(config);
    const text = withRoom(await this.#textOf(config, manifest), step, manifest);
    // Fails where there is one by now: nothing is overwritten.
    await writeFile(file, text, { flag: 'wx' });
    const known = this.#memory.get<Record<string, BranchOrigin>>(memoryKey) ?? {};
    const kept = Object.entries(known).filter(([each]) => existsSync(each));
    await this.#memory.update(memoryKey, { ...Object.fromEntries(kept), [file]: { run, step } });
    this.#files.add(file);
    this.#changed.fire();
    const uri = vscode.Uri.file(file);
    await vscode.window.showTextDocument(uri, { preview: false });
    return uri;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #askStep(run: string, manifest: Manifest): Promise<number | undefined> {
    const steps = listCheckpoints(run)
      .map(({ step }) => step)
      .reverse();
    if (steps.length === 0) {
      this.#messages.tell(vscode.l10n.t('The run has no checkpoint yet.'));
      return undefined;
    }
    const items = steps.map((step) => ({
      label: vscode.l10n.t('Step {0}', stepWords({ step, steps: null })),
      description: step === manifest.step ? vscode.l10n.t('the last') : '',
      step,
    }));
    const placeHolder = vscode.l10n.t('From which checkpoint of {0}?', configName(manifest.configFile));
    return (await vscode.window.showQuickPick(items, { placeHolder }))?.step;
  }

  /** The config's text with its comments, where that still says what the run was made of; else what the run says. */
  async #textOf(config: string, manifest: Manifest): Promise<string> {
    const text = await this.#files.textOf(config);
    const hash = hashConfig(manifest.config);
    if (text !== undefined) {
      // Steps, seed and engine may have been given beside the config.
      const candidates = [text, edited(text, givenOf(manifest))];
      const same = candidates.find((each) => each !== undefined && hashOf(each) === hash);
      if (same !== undefined) return same;
    }
    return `${JSON.stringify(manifest.config, null, 2)}\n`;
  }
}

/** `ring-branch-1.gan.json` beside `ring.gan.json`, or with the next number that is free. */
function freeName(config: string): string {
  const name = configName(config).replace(/-branch-\d+$/, '');
  for (let n = 1; ; n++) {
    const file = join(dirname(config), `${name}-branch-${n}.gan.json`);
    if (!existsSync(file)) return file;
  }
}

/** A run that had come to its end gets as many steps again. */
function withRoom(text: string, step: number, { steps }: Manifest): string {
  if (step < steps) return text;
  return edited(text, [{ kind: 'set', path: 'training.steps', value: step + steps }]) ?? text;
}

function givenOf({ config }: Manifest): ConfigEdit[] {
  const { training, engine } = config as {
    readonly training: Readonly<Record<'steps' | 'seed', number>>;
    readonly engine: string;
  };
  return [
    { kind: 'set', path: 'training.steps', value: training.steps },
    { kind: 'set', path: 'training.seed', value: training.seed },
    { kind: 'set', path: 'engine', value: engine },
  ];
}

function edited(text: string, edits: readonly ConfigEdit[]): string | undefined {
  try {
    return applyEdits(text, edits);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

function hashOf(text: string): string | undefined {
  try {
    return hashConfig(resolveConfig(parseConfig(text).value));
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}
