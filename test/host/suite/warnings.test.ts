import { match, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import { readControl } from '../../../src/runs/index.ts';
import { closeEditors, config, folderFor, listenToMessages, until, write } from './helpers.ts';
import { makeRun } from './logs.ts';

describe('a warning about a live run', () => {
  const folder = folderFor('warnings');
  const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('modescope');
  let said: ReturnType<typeof listenToMessages>;

  beforeEach(async () => {
    await closeEditors();
    said = listenToMessages();
  });
  afterEach(() => said.restore());

  /** Loses modes while its process (here: this one) lives, until `seen`. */
  async function losesModes(name: string, seen: (run: string) => boolean): Promise<void> {
    const file = write(folder, `${name}.gan.json`, config());
    await vscode.window.showTextDocument(file);
    const made = makeRun(file.fsPath, {});
    try {
      for (let step = 100; step <= 3000; step += 100) made.snapshot(step, [1, 4, 6]);
      await until('the warning', () => seen(made.run.folder));
    } finally {
      made.finish(3000);
    }
  }

  it('is told where nobody looks at the run, once', async () => {
    const told = (): string[] => said.messages.filter((message) => message.startsWith('told: '));
    await losesModes('told', () => told().length > 0);
    match(told()[0] ?? '', /^told: Mode dropping since step [\d,]+: 3 of 8 modes missing/);
    ok(told().length === 1, told().join('; '));
  });

  it('stops the run where the setting wants that, and says so', async () => {
    await settings().update('stopOnWarning', true, vscode.ConfigurationTarget.Global);
    try {
      await losesModes('stopped', (run) => readControl(run).word === 'stop');
      ok(said.messages.some((message) => message.startsWith('stopped was stopped. Mode dropping since step')));
    } finally {
      await settings().update('stopOnWarning', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
