import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { delimiter } from 'node:path';
import * as vscode from 'vscode';
import { closeEditors, config, folderFor, listenToMessages, write } from './helpers.ts';
import { makeRun } from './logs.ts';

describe('opening a run in TensorBoard', () => {
  const folder = folderFor('tensorboard');
  const path = process.env['PATH'];
  let said: ReturnType<typeof listenToMessages>;

  beforeEach(() => (said = listenToMessages()));
  afterEach(async () => {
    said.restore();
    process.env['PATH'] = path;
    await closeEditors();
  });

  const open = (row: unknown): Thenable<unknown> => vscode.commands.executeCommand('modescope.openInTensorBoard', row);
  const terminals = (): vscode.Terminal[] => vscode.window.terminals.filter(({ name }) => name === 'TensorBoard');

  it('says how to get it where it is not installed', async () => {
    const file = write(folder, 'absent.gan.json', config()).fsPath;
    const made = makeRun(file, {});
    made.finish(0);
    process.env['PATH'] = '';
    await open({ kind: 'run', config: file, folder: made.run.folder });
    match(said.messages.join('; '), /^TensorBoard is not installed\. “pip install tensorboard” does it\.$/);
    equal(terminals().length, 0);
  });

  it('starts it on the folder of the run, in a terminal of its own', async () => {
    const file = write(folder, 'present.gan.json', config()).fsPath;
    const made = makeRun(file, {});
    made.finish(0);
    const program = write(
      folder,
      process.platform === 'win32' ? 'tensorboard.exe' : 'tensorboard',
      '#!/bin/sh\n',
    ).fsPath;
    chmodSync(program, 0o755);
    process.env['PATH'] = [folder, path].join(delimiter);
    await open({ kind: 'run', config: file, folder: made.run.folder });
    deepEqual(said.messages, []);
    const [terminal] = terminals();
    ok(terminal);
    const { shellPath, shellArgs, cwd } = terminal.creationOptions as vscode.TerminalOptions;
    deepEqual(
      { shellPath, shellArgs, cwd },
      { shellPath: program, shellArgs: ['--logdir', made.run.folder], cwd: made.run.folder },
    );
    terminal.dispose();
  });
});
