import { deepEqual, equal, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import { listRunsOf, readLabel } from '../../../src/runs/index.ts';
import { closeEditors, config, folderFor, listenToMessages, until, write } from './helpers.ts';
import { makeRun } from './logs.ts';

describe('the editor', () => {
  const folder = folderFor('editor');

  after(closeEditors);

  it('says beside each layer what comes out of it', async () => {
    const file = write(folder, 'hints.gan.json', config());
    const document = await vscode.workspace.openTextDocument(file);
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      file,
      all,
    );
    deepEqual(
      hints.map(({ label }) => label),
      ['→ 16 · 144 parameters', '→ 2 · 34 parameters', '→ 16 · 48 parameters', '→ 1 · 17 parameters'],
    );
    equal(document.getText(new vscode.Range(hints[1]!.position.translate(0, -1), hints[1]!.position)), '}');
  });

  it('leads from the name of a data file to the file', async () => {
    const points = write(folder, 'points.csv', '1,2\n3,4\n');
    const text = config({ data: '{ "type": "points", "file": "points.csv" }' });
    const file = write(folder, 'definition.gan.json', text);
    const document = await vscode.workspace.openTextDocument(file);
    const at = document.positionAt(text.indexOf('points.csv') + 2);
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      file,
      at,
    );
    const targets = found.map((each) => ('targetUri' in each ? each.targetUri : each.uri).fsPath);
    deepEqual(targets, [points.fsPath]);
  });

  it('leads from a part of the game to its page', async () => {
    const text = config({ penalties: '[{ "type": "r1" }]' });
    const file = write(folder, 'pages.gan.json', text);
    const document = await vscode.workspace.openTextDocument(file);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      file,
      document.positionAt(text.indexOf('"r1"') + 2),
    );
    const links = hovers.flatMap(({ contents }) =>
      contents.flatMap((each) => (each instanceof vscode.MarkdownString ? [each.value] : [])),
    );
    ok(
      links.some((each) => each.includes(`command:modescope.openPage?${encodeURIComponent('["docs/systems/r1.md"]')}`)),
      links.join('; '),
    );
  });
});

describe('the list of runs', () => {
  const folder = folderFor('list');
  const file = write(folder, 'listed.gan.json', config());
  let said: ReturnType<typeof listenToMessages>;

  const rowOf = (run: string) => ({ kind: 'run', config: file.fsPath, folder: run });
  const runs = (): string[] => listRunsOf(file.fsPath).runs.map(({ folder: run }) => run);

  beforeEach(() => (said = listenToMessages()));
  afterEach(async () => {
    said.restore();
    await closeEditors();
  });

  it('opens any run, not only the newest', async () => {
    const [old] = [new Date('2026-01-01T10:00:00Z'), new Date('2026-01-02T10:00:00Z')].map((started) => {
      const made = makeRun(file.fsPath, {}, started);
      made.finish(100);
      return made.run.folder;
    });
    await vscode.commands.executeCommand('modescope.openPanel', rowOf(old!));
    await until('its panel', () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ label }) => label.startsWith('listed')),
    );
  });

  it('gives a run a name', async () => {
    const [run] = runs();
    const original = vscode.window.showInputBox.bind(vscode.window);
    const window = vscode.window as { showInputBox: unknown };
    window.showInputBox = () => Promise.resolve('first try');
    try {
      await vscode.commands.executeCommand('modescope.renameRun', rowOf(run!));
    } finally {
      window.showInputBox = original;
    }
    equal(readLabel(run!), 'first try');
  });

  it('deletes a run for good once the offer to undo is gone, and refuses one that is live', async () => {
    const [newest] = runs();
    await vscode.commands.executeCommand('modescope.deleteRun', rowOf(newest!));
    await until('it to be gone', () => !runs().includes(newest!));
    ok(said.messages.includes('The run has been deleted.'), said.messages.join('; '));
    const live = makeRun(file.fsPath, {});
    try {
      await vscode.commands.executeCommand('modescope.deleteRun', rowOf(live.run.folder));
      ok(runs().includes(live.run.folder));
      ok(said.messages.some((message) => message.includes('Stop it first')));
    } finally {
      live.finish(1);
    }
  });
});
