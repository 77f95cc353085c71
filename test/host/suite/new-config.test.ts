import { equal, ok } from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { newConfigText } from '../../../src/config/index.ts';
import { closeEditors, folderFor, pause, until } from './helpers.ts';

describe('the command New Config', () => {
  const file = join(folderFor('.'), 'ring.gan.json');

  afterEach(async () => {
    rmSync(file, { force: true });
    await closeEditors();
  });

  it('writes a commented config under the name that is proposed, and opens it', async () => {
    const done = vscode.commands.executeCommand<vscode.Uri>('modescope.newConfig');
    await accepted(() => existsSync(file));
    const written = await done;
    equal(written.fsPath, file);
    equal(readFileSync(file, 'utf8'), newConfigText());
    equal(vscode.window.activeTextEditor?.document.uri.fsPath, file);
  });

  it('overwrites nothing', async () => {
    await vscode.workspace.fs.writeFile(vscode.Uri.file(file), Buffer.from('mine'));
    const done = vscode.commands.executeCommand<vscode.Uri | undefined>('modescope.newConfig');
    await pause(500);
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await pause(300);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    equal(await done, undefined);
    ok(readFileSync(file, 'utf8') === 'mine');
  });
});

describe('the command New Config from Example', () => {
  const { extensionPath } = vscode.extensions.getExtension('modescope.modescope')!;
  const window = vscode.window as unknown as Record<string, unknown>;
  const { showQuickPick } = vscode.window;
  const made: string[] = [];

  /** Picks the item of that name. */
  async function from(name: string): Promise<vscode.Uri | undefined> {
    window['showQuickPick'] = async (items: Promise<readonly vscode.QuickPickItem[]>) =>
      (await items).find(({ label }) => label === name);
    const file = await vscode.commands.executeCommand<vscode.Uri | undefined>('modescope.newFromExample');
    if (file !== undefined) made.push(file.fsPath);
    return file;
  }

  afterEach(async () => {
    window['showQuickPick'] = showQuickPick;
    for (const file of made.splice(0)) rmSync(file, { force: true });
    await closeEditors();
  });

  it('copies a published experiment and opens it', async () => {
    const file = await from('unrolled-ring-5');
    equal(file?.fsPath, join(folderFor('.'), 'unrolled-ring-5.gan.json'));
    const original = join(extensionPath, 'presets', 'unrolled-ring-5.gan.json');
    equal(readFileSync(file.fsPath, 'utf8'), readFileSync(original, 'utf8'));
    equal(vscode.window.activeTextEditor?.document.uri.fsPath, file.fsPath);
  });

  it('copies the table of points that an example is of', async () => {
    await from('points');
    made.push(join(folderFor('.'), 'points.csv'));
    ok(existsSync(join(folderFor('.'), 'points.csv')));
  });

  it('opens a copy that is there already as it is', async () => {
    const mine = join(folderFor('.'), 'ring-mad-gan.gan.json');
    await vscode.workspace.fs.writeFile(vscode.Uri.file(mine), Buffer.from('// mine'));
    equal((await from('ring-mad-gan'))?.fsPath, mine);
    equal(readFileSync(mine, 'utf8'), '// mine');
  });
});

/** Presses Enter in the input box until it has had its effect; it may not be there yet. */
async function accepted(effect: () => boolean): Promise<void> {
  await until('the input box to be accepted', async () => {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return effect();
  });
}
