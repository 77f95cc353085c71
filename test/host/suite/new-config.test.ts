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

/** Presses Enter in the input box until it has had its effect; it may not be there yet. */
async function accepted(effect: () => boolean): Promise<void> {
  await until('the input box to be accepted', async () => {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return effect();
  });
}
