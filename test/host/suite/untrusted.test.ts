import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { codeOf, config, folderFor, listenToMessages, until, write } from './helpers.ts';

describe('in a folder that is not trusted', () => {
  const folder = folderFor('untrusted');

  it('nothing is started, and it is said why', async () => {
    const uri = write(folder, 'ring.gan.json', config());
    const said = listenToMessages();
    try {
      const run = await vscode.commands.executeCommand('modescope.startRun', uri);
      equal(run, undefined);
      match(said.messages.join('; '), /not trusted/);
    } finally {
      said.restore();
    }
    equal(existsSync(join(folder, 'runs')), false);
  });

  it('the line above a config offers trust instead of a start', async () => {
    const uri = write(folder, 'lens.gan.json', config());
    await vscode.workspace.openTextDocument(uri);
    const lenses = await until('the line', async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
      return found.length > 0 && found;
    });
    deepEqual(
      lenses.map(({ command }) => command?.command),
      ['workbench.trust.manage'],
    );
  });

  it('configs are checked all the same, without a look into data files', async () => {
    const data = '{ "type": "points", "file": "missing.csv" }';
    const uri = write(folder, 'check.gan.json', config({ data, discriminator: '{ "layers": [{ "dense": 2 }] }' }));
    await vscode.workspace.openTextDocument(uri);
    const problems = await until('the check', () => {
      const found = vscode.languages.getDiagnostics(uri);
      return found.length > 0 && found;
    });
    ok(problems.some((each) => codeOf(each) === 'discriminator-output'));
    ok(problems.every((each) => codeOf(each) !== 'data-file'));
  });
});
