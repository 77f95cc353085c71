import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { readManifest } from '../../../src/runs/index.ts';
import { closeEditors, config, folderFor, listenToMessages, until, write } from './helpers.ts';

/** Answers the dialog that asks for a file from now on, until `restore`. */
function answerSaveDialog(answer: () => string | undefined): {
  readonly asked: vscode.SaveDialogOptions[];
  restore(): void;
} {
  const window = vscode.window as unknown as Record<string, unknown>;
  const original = window['showSaveDialog'];
  const asked: vscode.SaveDialogOptions[] = [];
  window['showSaveDialog'] = (options: vscode.SaveDialogOptions) => {
    asked.push(options);
    const file = answer();
    return Promise.resolve(file === undefined ? undefined : vscode.Uri.file(file));
  };
  return { asked, restore: () => (window['showSaveDialog'] = original) };
}

describe('exports', () => {
  const folder = folderFor('exports');
  let uri: vscode.Uri;
  let run: string;
  let file: string | undefined;
  let said: ReturnType<typeof listenToMessages>;
  let dialog: ReturnType<typeof answerSaveDialog>;

  before(async () => {
    uri = write(folder, 'exported.gan.json', config({ training: '{ "steps": 100, "batch": 32 }' }));
    run = (await vscode.commands.executeCommand<string | undefined>('modescope.startRun', uri)) ?? '';
    ok(run);
    await until('the end', () => readManifest(run).state === 'finished', 60_000);
  });

  after(closeEditors);

  beforeEach(() => {
    said = listenToMessages();
    dialog = answerSaveDialog(() => file);
  });

  afterEach(() => {
    said.restore();
    dialog.restore();
  });

  const exportTo = (command: string, name: string, subject: unknown = uri): Thenable<unknown> => {
    file = join(folder, name);
    return vscode.commands.executeCommand(`modescope.${command}`, subject);
  };

  it('write a report, proposed beside the config', async () => {
    equal(await exportTo('exportReport', 'a.html'), join(folder, 'a.html'), said.messages.join('; '));
    const page = readFileSync(join(folder, 'a.html'), 'utf8');
    match(page, /^<!doctype html>/);
    ok(page.includes('finished, step 100 of 100'));
    equal(dialog.asked[0]?.defaultUri?.fsPath, join(folder, 'exported-report.html'));
    deepEqual(said.messages, ['a.html has been written.']);
  });

  it('write curves and samples, of a row of the list too', async () => {
    const row = { kind: 'run', config: uri.fsPath, folder: run };
    const begins: Record<string, string> = { 'c.csv': 'step,', 'c.svg': '<svg', 'c.png': '\x89PNG' };
    for (const [name, begin] of Object.entries(begins)) {
      await exportTo('exportCurves', name, row);
      equal(readFileSync(join(folder, name), 'latin1').slice(0, begin.length), begin, said.messages.join('; '));
    }
    await exportTo('exportSamples', 's.png', row);
    await exportTo('exportSamples', 's.npy', row);
    equal(readFileSync(join(folder, 's.png'), 'latin1').slice(0, 4), '\x89PNG');
    equal(readFileSync(join(folder, 's.npy'), 'latin1').slice(0, 6), '\x93NUMPY');
  });

  it('write nothing where nobody names a file, and say why where it cannot be done', async () => {
    file = undefined;
    equal(await vscode.commands.executeCommand('modescope.exportReport', uri), undefined);
    deepEqual(said.messages, []);
    equal(await exportTo('exportCurves', 'c.pdf'), undefined);
    match(said.messages.join(), /^c\.pdf was not written: .*must end in \.csv or \.svg or \.png$/);
    equal(existsSync(join(folder, 'c.pdf')), false);
    writeFileSync(join(folder, 'in the way'), '');
    equal(await exportTo('exportReport', 'in the way/r.html'), undefined);
    match(said.messages.join(), /r\.html was not written: /);
  });
});
