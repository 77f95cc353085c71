import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { listRunsOf, readManifest } from '../../../src/runs/index.ts';
import {
  closeEditors,
  config,
  folderFor,
  lensTitles,
  listenToMessages,
  pause,
  retype,
  until,
  write,
} from './helpers.ts';

/** Short enough to see its end. */
const short = config({ training: '{ "steps": 300, "batch": 32 }' });
/** Far longer than any test. */
const endless = config({ training: '{ "steps": 10000000, "batch": 32 }' });

const start = (uri: vscode.Uri): Thenable<string | undefined> =>
  vscode.commands.executeCommand<string | undefined>('modescope.startRun', uri);

const panelTitles = (): string[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('modescope.run'))
    .map(({ label }) => label);

describe('runs', () => {
  const folder = folderFor('runs here');
  let said: ReturnType<typeof listenToMessages>;

  beforeEach(() => (said = listenToMessages()));

  afterEach(async () => {
    said.restore();
    await closeEditors();
  });

  it('are started from a config, make a folder beside it, show a panel, and end by themselves', async () => {
    const uri = write(folder, 'short.gan.json', short);
    await vscode.window.showTextDocument(uri);
    const run = await start(uri);
    ok(run, said.messages.join('; '));
    equal(join(run, '..'), join(folder, 'runs', 'short'));
    await until('the panel', () => panelTitles().some((title) => title.startsWith('short')));
    await until('the end', () => readManifest(run).state === 'finished', 60_000);
    equal(readManifest(run).step, 300);
    deepEqual(said.messages, []);
  });

  it('take the native engine where there is one: none is fetched then', async () => {
    equal(await vscode.commands.executeCommand('modescope.installEngine'), true);
    match(said.messages.join('; '), /there already/);
  });

  it('train what is in the editor: unsaved changes are saved first', async () => {
    const uri = write(folder, 'dirty.gan.json', endless);
    const document = await vscode.workspace.openTextDocument(uri);
    await retype(document, short);
    equal(document.isDirty, true);
    const run = await start(uri);
    ok(run, said.messages.join('; '));
    equal(document.isDirty, false);
    equal(readFileSync(uri.fsPath, 'utf8'), short);
    equal(readManifest(run).steps, 300);
    await until('the end', () => readManifest(run).state === 'finished', 60_000);
  });

  it('pause, go on and stop', async () => {
    const uri = write(folder, 'endless.gan.json', endless);
    await vscode.window.showTextDocument(uri);
    const run = await start(uri);
    ok(run, said.messages.join('; '));
    const state = (): string => readManifest(run).state;
    await until('the run to be known as running', async () => (await lensTitles(uri)).includes('❚❚ Pause'));
    await vscode.commands.executeCommand('modescope.pauseRun');
    await until('the pause', () => state() === 'paused');
    await until('the run to be known as paused', async () => (await lensTitles(uri)).includes('▷ Resume'));
    await vscode.commands.executeCommand('modescope.resumeRun');
    await until('it to go on', () => state() === 'running');
    await until('the run to be known as running', async () => (await lensTitles(uri)).includes('❚❚ Pause'));
    await vscode.commands.executeCommand('modescope.stopRun');
    await until('the stop', () => state() === 'stopped');
    const { step } = readManifest(run);
    await until('the run to be known as stopped', async () => (await lensTitles(uri))[0] === '▷ Start run');

    // From its last checkpoint, in the same folder.
    await vscode.commands.executeCommand('modescope.resumeRun');
    await until('it to run again', () => state() === 'running');
    await until('it to get further', () => readManifest(run).state === 'running' && seenStep(run) > step, 60_000);
    await vscode.commands.executeCommand('modescope.stopRun', uri);
    await until('the stop', () => state() === 'stopped');
    equal(listRunsOf(uri.fsPath).runs.length, 1);
  });

  it('are told of when their process is killed', async () => {
    const uri = write(folder, 'killed.gan.json', endless);
    const run = await start(uri);
    ok(run, said.messages.join('; '));
    process.kill(readManifest(run).pid, 'SIGKILL');
    const message = await until('the message', () => said.messages.find((each) => each.includes('broke off')));
    match(message, /^Training of killed broke off at step [\d,]+: .*SIGKILL/);
  });

  it('go on with the engine that runs everywhere where theirs brings them down, which is said once', async () => {
    const uri = write(folder, 'faulty.gan.json', `${endless.trimEnd().slice(0, -1)}  "engine": "reference"\n}\n`);
    const run = await start(uri);
    ok(run, said.messages.join('; '));
    await until('a checkpoint', () => readManifest(run).step > 0, 60_000);
    const { pid, step, engine } = readManifest(run);
    equal(engine.name, 'reference');
    process.kill(pid, 'SIGSEGV');
    await until('the other engine', () => readManifest(run).engine.name === 'portable', 60_000);
    const { resumed, state } = readManifest(run);
    equal(state, 'running');
    ok(resumed !== undefined && resumed.step >= step);
    const words = await until('the word', () => said.messages.length > 0 && said.messages);
    deepEqual(words, [
      'The engine "reference" broke off (SIGSEGV). Training of faulty goes on from the last checkpoint with "portable".',
    ]);
    equal(listRunsOf(uri.fsPath).runs.length, 1);
    await until('the run to be known as running', async () => (await lensTitles(uri)).includes('❚❚ Pause'));
    await vscode.commands.executeCommand('modescope.stopRun', uri);
    await until('the stop', () => readManifest(run).state === 'stopped');
    equal(said.messages.length, 1);
  });

  it('are not deleted while they train', async () => {
    const uri = write(folder, 'kept.gan.json', endless);
    const run = await start(uri);
    ok(run, said.messages.join('; '));
    const row = { kind: 'run', config: uri.fsPath, folder: run };
    await vscode.commands.executeCommand('modescope.deleteRun', row);
    deepEqual(said.messages, ['A run that is training cannot be deleted. Stop it first.']);
    ok(existsSync(run));
    await vscode.commands.executeCommand('modescope.stopRun', row);
    await until('the stop', () => readManifest(run).state === 'stopped');
  });

  it('go on where their config is renamed, and can be stopped; afterwards they are taken along', async () => {
    const uri = write(folder, 'before.gan.json', endless);
    const after = vscode.Uri.file(join(folder, 'after.gan.json'));
    const run = await start(uri);
    ok(run, said.messages.join('; '));
    await until('the run to be known as running', async () => (await lensTitles(uri)).includes('❚❚ Pause'));
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, after);
    await vscode.workspace.applyEdit(edit);
    await until('the word', () => said.messages.some((each) => each.startsWith('A run of before goes on.')));
    await until('the new name to be known', async () => (await lensTitles(after))[0] === '▷ Start run');
    equal(readManifest(run).state, 'running');
    await vscode.commands.executeCommand('modescope.stopRun');
    await until('the stop', () => readManifest(run).state === 'stopped');
  });

  it('are not started from a config with errors', async () => {
    const uri = write(folder, 'wrong.gan.json', config({ generator: '{ "layers": [{ "dense": 7 }] }' }));
    equal(await start(uri), undefined);
    match(said.messages.join('; '), /^wrong\.gan\.json: The generator gives 7 numbers/);
    equal(existsSync(join(folder, 'runs', 'wrong')), false);
  });

  it('are not started from what the schema refuses', async () => {
    const uri = write(folder, 'refused.gan.json', config({ objective: '"best"' }));
    await vscode.window.showTextDocument(uri);
    equal(await start(uri), undefined);
    match(said.messages.join('; '), /^refused\.gan\.json: /);
    equal(existsSync(join(folder, 'runs', 'refused')), false);
    await until('the problem', () => vscode.languages.getDiagnostics(uri).length > 0);
    await pause(1000);
    equal(vscode.languages.getDiagnostics(uri).length, 1);
  });
});

/** The step in the manifest, which a trainer keeps up to date now and then. */
function seenStep(run: string): number {
  return readManifest(run).step;
}
