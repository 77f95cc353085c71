import { equal, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, codeOf, config, folderFor, until, write } from './helpers.ts';

const folder = folderFor('fixes');

/** Opens a text, waits for its one problem, and applies the fix. */
async function fixed(name: string, text: string, code: string, title: string): Promise<string> {
  const uri = write(folder, name, text);
  const document = await vscode.workspace.openTextDocument(uri);
  const problem = await until(code, () => vscode.languages.getDiagnostics(uri).find((each) => codeOf(each) === code));
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    problem.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const action = actions.find((each) => each.title === title);
  ok(action?.edit, `no "${title}" among: ${actions.map((each) => each.title).join('; ')}`);
  await vscode.workspace.applyEdit(action.edit);
  await until('the problem to go', () => vscode.languages.getDiagnostics(uri).every((each) => codeOf(each) !== code));
  return document.getText();
}

describe('quick fixes of problems', () => {
  after(closeEditors);

  it('rename a misspelt key and leave all else as it is', async () => {
    const text = config();
    const misspelt = text.replace('"latent"', '"latnt"');
    equal(await fixed('key.gan.json', misspelt, 'unknown-key', 'Change to "latent"'), text);
  });

  it('set a layer to the size of the data and keep comments', async () => {
    const text = config();
    const wrong = text.replace('{ "dense": 2 }', '{ "dense": 3 /* x, y */ }');
    const right = text.replace('{ "dense": 2 }', '{ "dense": 2 /* x, y */ }');
    equal(await fixed('size.gan.json', wrong, 'generator-output', 'Set to 2'), right);
  });
});
