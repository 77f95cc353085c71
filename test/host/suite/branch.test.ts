import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { listCheckpoints, readCheckpoint, readManifest } from '../../../src/runs/index.ts';
import { closeEditors, config, folderFor, lensTitles, listenToMessages, until, write } from './helpers.ts';

const training = '{ "steps": 100, "batch": 32, "checkpointEvery": 50 }';

/** Picks what fits from every list that is shown from now on, until `restore`. */
function pick(fits: (label: string) => boolean): { readonly seen: string[][]; restore(): void } {
  const window = vscode.window as unknown as Record<string, unknown>;
  const original = window['showQuickPick'];
  const seen: string[][] = [];
  window['showQuickPick'] = (items: readonly vscode.QuickPickItem[]) => {
    seen.push(items.map(({ label }) => label));
    return Promise.resolve(items.find(({ label }) => fits(label)));
  };
  return { seen, restore: () => (window['showQuickPick'] = original) };
}

describe('a branch', () => {
  const folder = folderFor('branches');
  let uri: vscode.Uri;
  let run: string;
  let said: ReturnType<typeof listenToMessages>;

  before(async () => {
    uri = write(folder, 'trunk.gan.json', config({ training }));
    run = (await vscode.commands.executeCommand<string | undefined>('modescope.startRun', uri)) ?? '';
    ok(run);
    await until('the end', () => readManifest(run).state === 'finished', 60_000);
  });

  beforeEach(() => (said = listenToMessages()));

  afterEach(async () => {
    said.restore();
    await closeEditors();
  });

  const branch = async (step: string): Promise<vscode.Uri | undefined> => {
    const picking = pick((label) => label === step);
    try {
      const row = { kind: 'run', config: uri.fsPath, folder: run };
      return await vscode.commands.executeCommand<vscode.Uri | undefined>('modescope.branchRun', row);
    } finally {
      deepEqual(picking.seen, [['Step 100', 'Step 50', 'Step 0']]);
      picking.restore();
    }
  };

  it('is a copy of the config, comments and all, that starts at the checkpoint', async () => {
    const copy = await branch('Step 50');
    ok(copy, said.messages.join('; '));
    equal(basename(copy.fsPath), 'trunk-branch-1.gan.json');
    equal(readFileSync(copy.fsPath, 'utf8'), readFileSync(uri.fsPath, 'utf8'));
    equal(vscode.window.activeTextEditor?.document.uri.fsPath, copy.fsPath);
    await until('the line above it', async () => (await lensTitles(copy))[0] === '▷ Start from step 50 of trunk');

    const second = await vscode.commands.executeCommand<string | undefined>('modescope.startBranch', copy);
    ok(second, said.messages.join('; '));
    const { parent } = readManifest(second);
    equal(parent?.step, 50);
    equal(join(second, parent.run), run);
    await until('the end', () => readManifest(second).state === 'finished', 60_000);
    // Nothing was changed: the same bits.
    const lastOf = (folder: string) => readCheckpoint(listCheckpoints(folder).at(-1)?.path ?? '');
    const [one, other] = [lastOf(run), lastOf(second)];
    equal(other.step, 100);
    deepEqual(other.arrays, one.arrays);
  });

  it('has room for more steps where the run had come to its end', async () => {
    const copy = await branch('Step 100');
    ok(copy, said.messages.join('; '));
    equal(basename(copy.fsPath), 'trunk-branch-2.gan.json');
    equal(readFileSync(copy.fsPath, 'utf8'), readFileSync(uri.fsPath, 'utf8').replace('"steps": 100', '"steps": 200'));
  });

  it('has the config of the run, where the file has changed since', async () => {
    const before = readFileSync(uri.fsPath, 'utf8');
    const document = await vscode.workspace.openTextDocument(uri);
    write(folder, 'trunk.gan.json', before.replace('"batch": 32', '"batch": 16'));
    await until('the change', () => document.getText().includes('"batch": 16'));
    const copy = await branch('Step 0');
    ok(copy, said.messages.join('; '));
    const text = readFileSync(copy.fsPath, 'utf8');
    match(text, /"batch": 32/);
    deepEqual(JSON.parse(text), readManifest(run).config);
    write(folder, 'trunk.gan.json', before);
  });

  it('is refused on the layer that differs from the run', async () => {
    const copy = await branch('Step 50');
    ok(copy, said.messages.join('; '));
    write(folder, basename(copy.fsPath), readFileSync(copy.fsPath, 'utf8').replace('"dense": 16', '"dense": 8'));
    await until('the text', async () => {
      const document = await vscode.workspace.openTextDocument(copy);
      return document.getText().includes('"dense": 8');
    });
    equal(await vscode.commands.executeCommand('modescope.startBranch', copy), undefined);
    match(said.messages.join(), /generator\.layers\[0\]\.weight is \[8, 8\] here and \[8, 16\] in step 50/);
  });
});
