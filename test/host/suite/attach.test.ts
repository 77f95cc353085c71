import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { createEventWriter, type EventWriter } from '../../../src/events/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { closeEditors, codeOf, folderFor, listenToMessages, until } from './helpers.ts';
import { ring } from './logs.ts';

const random = createRandom(3);
const points = (tag: string, data: Float32Array) => ({ tag, tensor: data, shape: [data.length / 2, 2] });

/** A log as a PyTorch script would write it, which loses three modes of eight. */
class Script {
  readonly writer: EventWriter;

  constructor(folder: string, tags = { real: 'real/points', fake: 'fake/points' }) {
    this.writer = createEventWriter(folder);
    this.writer.write(0, [points(tags.real, ring(random, 2000, []))]);
    this.writer.write(0, [
      points(
        tags.fake,
        Float32Array.from({ length: 1600 }, () => 0.1 * random.normal()),
      ),
    ]);
  }

  train(from: number, to: number, missing: readonly number[], fake = 'fake/points'): void {
    for (let step = from; step <= to; step += 100) {
      this.writer.write(step, [
        { tag: 'Loss/D', scalar: 1.3 + 0.01 * random.normal() },
        { tag: 'Loss/G', scalar: 0.8 + 0.01 * random.normal() },
        points(fake, ring(random, 800, missing)),
      ]);
    }
  }
}

const attach = (folder: string): Thenable<string | undefined> =>
  vscode.commands.executeCommand<string | undefined>('modescope.attach', vscode.Uri.file(folder));
const detach = (folder: string): Thenable<unknown> =>
  vscode.commands.executeCommand('modescope.detach', vscode.Uri.file(folder));
const on = (...path: [string, ...string[]]): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(vscode.Uri.file(join(...path)));
const dropping = (...path: [string, ...string[]]): vscode.Diagnostic | undefined =>
  on(...path).find((each) => codeOf(each) === 'mode-dropping');
const panelTitles = (): string[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('modescope.run'))
    .map(({ label }) => label);

describe('a log folder that is attached', () => {
  let said: ReturnType<typeof listenToMessages>;

  beforeEach(() => (said = listenToMessages()));

  afterEach(async () => {
    said.restore();
    await closeEditors();
  });

  it('is followed while it grows: a panel, and findings on the folder', async () => {
    const folder = folderFor('growing log');
    const script = new Script(folder);
    equal(await attach(folder), folder);
    await until('the panel', () => panelTitles().includes('growing log'));
    script.train(100, 2000, [1, 4, 6]);
    const finding = await until('the finding', () => dropping(folder));
    match(finding.message, /^Mode dropping since step [\d,]+: 3 of 8 modes missing/);
    equal(finding.severity, vscode.DiagnosticSeverity.Warning);
    // A restarted script goes back to its checkpoint, in another file: what it did since is void.
    script.writer.close();
    const again = new Script(folder);
    again.train(100, 6000, []);
    await until('the finding to go', () => dropping(folder) === undefined);
    again.writer.close();
    deepEqual(said.messages, []);
    await detach(folder);
    await until('everything to go', () => on(folder).length === 0);
  });

  it('is warned of where nobody looks at it, once, but not of what was in it before', async () => {
    const folder = folderFor('unseen log');
    const script = new Script(folder);
    script.train(100, 1500, [1]);
    await attach(folder);
    await until('the finding', () => dropping(folder));
    await closeEditors();
    const old = folderFor('another unseen log');
    const healthy = new Script(old);
    healthy.train(100, 300, []);
    await attach(old);
    await until('the panel', () => panelTitles().includes('another unseen log'));
    await closeEditors();
    deepEqual(said.messages, []);
    healthy.train(400, 2500, [1, 4, 6]);
    await until('the finding', () => dropping(old));
    const told = await until('the warning', () => said.messages.length > 0 && said.messages);
    match(told[0] ?? '', /^another unseen log: Mode dropping since step [\d,]+: 3 of 8 modes missing/);
    equal(told.length, 1, told.join('; '));
    for (const each of [script, healthy]) each.writer.close();
    await detach(folder);
    await detach(old);
  });

  it('may hold several logs, and more that come later', async () => {
    const root = folderFor('several');
    const first = new Script(join(root, 'a'));
    first.train(100, 1500, [2]);
    await attach(root);
    await until('the first', () => dropping(root, 'a'));
    const second = new Script(join(root, 'deep', 'b'));
    second.train(100, 1500, [3]);
    await until('the second', () => dropping(root, 'deep', 'b'));
    first.writer.close();
    second.writer.close();
    // One mapping file above both: everything stands there, by its log's name.
    const mapping = join(root, 'modescope.json');
    writeFileSync(mapping, '{\n  // logs of two scripts\n  "rules": {}\n}\n');
    const both = await until('both on the mapping file', () => {
      const there = on(mapping).filter((each) => codeOf(each) === 'mode-dropping');
      return there.length === 2 && there;
    });
    deepEqual(both.map(({ message }) => message.split(':')[0]).sort(), ['a', 'deep/b']);
    equal(on(root, 'a').length, 0);
    equal(both[0]?.range.start.line, 2);
    await detach(root);
  });

  it('is silent about a rule that the quick fix of its mapping file silences', async () => {
    const root = folderFor('silenced');
    const script = new Script(root);
    script.train(100, 1500, [2]);
    script.writer.close();
    const mapping = vscode.Uri.file(join(root, 'modescope.json'));
    writeFileSync(mapping.fsPath, '{\n  "rules": {} // none yet\n}\n');
    await attach(root);
    const finding = await until('the finding', () => dropping(mapping.fsPath));
    const document = await vscode.workspace.openTextDocument(mapping);
    equal(document.languageId, 'jsonc');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      mapping,
      finding.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const silence = actions.find(({ title }) => title === 'Silence "Mode dropping" for these logs');
    ok(silence?.edit, actions.map(({ title }) => title).join('; '));
    await vscode.workspace.applyEdit(silence.edit);
    await document.save();
    await until('silence', () => dropping(mapping.fsPath) === undefined);
    match(document.getText(), /"mode-dropping": \{ "level": "off" \}\s+\} \/\/ none yet/);
    await detach(root);
  });

  it('is read as its mapping file says, and anew when that changes', async () => {
    const root = folderFor('strange tags');
    const script = new Script(root, { real: 'dataset/xy', fake: 'model/xy' });
    script.train(100, 1500, [2], 'model/xy');
    script.writer.close();
    await attach(root);
    const lacks = await until('the hint', () => on(root).find(({ message }) => message.includes('samples/real')));
    equal(lacks.severity, vscode.DiagnosticSeverity.Hint);
    match(lacks.message, /mode dropping.* cannot be judged by this log\. To have it judged, log generated samples/i);
    const uri = await vscode.commands.executeCommand<vscode.Uri>('modescope.correctTags', vscode.Uri.file(root));
    equal(uri.fsPath, join(root, 'modescope.json'));
    const document = await vscode.workspace.openTextDocument(uri);
    match(document.getText(), /"Loss\/D": "discriminator-loss",/);
    match(document.getText(), /"model\/xy": "other",/);
    const edit = new vscode.WorkspaceEdit();
    const text = document
      .getText()
      .replace('"model/xy": "other"', '"model/xy": "samples"')
      .replace('"dataset/xy": "other"', '"dataset/xy": "samples-real"');
    edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await until('the finding', () => dropping(uri.fsPath));
    ok(on(uri.fsPath).every(({ message }) => !message.includes('samples/real')));
    await detach(root);
  });

  it('is called what it is, where it is not that of a GAN', async () => {
    const folder = folderFor('no gan');
    const writer = createEventWriter(folder);
    writer.write(1, [
      { tag: 'train/loss', scalar: 1 },
      { tag: 'val/accuracy', scalar: 0.5 },
    ]);
    writer.close();
    await attach(folder);
    const word = await until('the word', () =>
      on(folder).find(({ message }) => message.startsWith('This is not the log of a GAN')),
    );
    equal(word.severity, vscode.DiagnosticSeverity.Information);
    await detach(folder);
  });

  it('may be empty at first, and be deleted', async () => {
    const folder = folderFor('empty at first');
    await attach(folder);
    match(said.messages.join('; '), /^There are no logs in empty at first yet/);
    const script = new Script(folder);
    script.train(100, 1500, [2]);
    script.writer.close();
    await until('the finding', () => dropping(folder));
    rmSync(folder, { recursive: true });
    await until('it to go', () => dropping(folder) === undefined);
    equal(existsSync(folder), false);
    await detach(folder);
  });
});
