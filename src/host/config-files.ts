/** The configs that are known: those in the workspace, and those opened from elsewhere. */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Disposes } from './disposes.ts';

/** Folders in which no config of the user's is looked for. */
const passedOver = /[\\/](?:node_modules|runs)[\\/]/;

export class ConfigFiles implements Disposes {
  readonly #files = new Set<string>();
  readonly #added = new vscode.EventEmitter<string>();
  readonly #removed = new vscode.EventEmitter<string>();
  readonly #changed = new vscode.EventEmitter<string>();
  readonly #disposables: Disposes[];

  /** Absolute paths. */
  readonly onDidAdd = this.#added.event;
  readonly onDidRemove = this.#removed.event;
  /** The text is another one, in an editor or on disk. */
  readonly onDidChangeText = this.#changed.event;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.gan.json');
    this.#disposables = [
      this.#added,
      this.#removed,
      this.#changed,
      watcher,
      watcher.onDidCreate(({ fsPath }) => this.add(fsPath)),
      watcher.onDidChange(({ fsPath }) => this.#changed.fire(fsPath)),
      watcher.onDidDelete(({ fsPath }) => this.#remove(fsPath)),
      vscode.workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isConfig(document.uri)) this.#changed.fire(document.uri.fsPath);
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#find()),
    ];
  }

  get all(): readonly string[] {
    return [...this.#files].sort();
  }

  /** Looks for them for the first time. */
  async find(): Promise<void> {
    for (const document of vscode.workspace.textDocuments) this.#opened(document);
    await this.#find();
  }

  /** A config that was met in another way. */
  add(file: string): void {
    if (this.#files.has(file) || passedOver.test(vscode.workspace.asRelativePath(file))) return;
    this.#files.add(file);
    this.#added.fire(file);
  }

  /** The text as it is now, saved or not; undefined when the file is gone. */
  async textOf(file: string): Promise<string | undefined> {
    const open = openDocument(file);
    if (open !== undefined) return open.getText();
    try {
      return await readFile(file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error) return undefined;
      throw error;
    }
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  async #find(): Promise<void> {
    const found = await vscode.workspace.findFiles('**/*.gan.json', '**/{node_modules,runs}/**');
    for (const { fsPath } of found) this.add(fsPath);
  }

  #opened({ uri }: vscode.TextDocument): void {
    if (isConfig(uri)) this.add(uri.fsPath);
  }

  #remove(file: string): void {
    if (this.#files.delete(file)) this.#removed.fire(file);
  }
}

export function isConfig(uri: vscode.Uri): boolean {
  return uri.scheme === 'file' && uri.path.endsWith('.gan.json');
}

/** The folder that relative data paths of a config may not leave. */
export function rootOf(file: string): string {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file))?.uri.fsPath ?? dirname(file);
}

export function openDocument(file: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === file);
}

/** The config in the active editor. */
export function activeConfig(): string | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri !== undefined && isConfig(uri) ? uri.fsPath : undefined;
}
