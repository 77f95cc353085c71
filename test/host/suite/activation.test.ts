import { equal, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import { config, folderFor, write } from './helpers.ts';

describe('activation', () => {
  it('registers every command that package.json promises', async () => {
    const extension = vscode.extensions.getExtension('modescope.modescope');
    ok(extension);
    await extension.activate();
    const { contributes } = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    const there = new Set(await vscode.commands.getCommands(true));
    ok(contributes.commands.length >= 7);
    for (const { command } of contributes.commands) ok(there.has(command), command);
  });

  it('has a page for the settings that it reads', () => {
    const settings = vscode.workspace.getConfiguration('modescope');
    equal(settings.get('keepRunning'), true);
    equal(settings.get('engine'), 'auto');
  });

  it('opens *.gan.json as JSON with comments', async () => {
    const document = await vscode.workspace.openTextDocument(write(folderFor('language'), 'a.gan.json', config()));
    equal(document.languageId, 'jsonc');
  });
});
