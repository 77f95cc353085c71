import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { parseConfig, resolveConfig } from '../../../src/config/index.ts';
import { closeEditors, codeOf, config, folderFor, retype, textAt, until, write } from './helpers.ts';
import { makeRun } from './logs.ts';

const text = config({
  training: '{ "steps": 5000, "batch": 32, "order": "generator-first", "generatorSteps": 5 }',
});
const resolved = resolveConfig(parseConfig(text).value);

describe('findings of a run', () => {
  const folder = folderFor('findings');
  const file = write(folder, 'ring.gan.json', text);
  let document: vscode.TextDocument;

  const findings = (): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(file).filter(({ code }) => typeof code === 'object');
  const dropping = (): vscode.Diagnostic | undefined => findings().find((each) => codeOf(each) === 'mode-dropping');
  const raised = (): Promise<vscode.Diagnostic> => until('the finding', dropping);

  before(async () => {
    document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    const made = makeRun(file.fsPath, resolved, new Date('2026-01-01T10:00:00Z'));
    for (let step = 100; step <= 3000; step += 100) made.snapshot(step, [1, 4, 6]);
    made.finish(3000);
  });

  after(closeEditors);

  it('are found in an old log that appears in the workspace, and name exactly the modes that are missing', async () => {
    const finding = await raised();
    equal(finding.severity, vscode.DiagnosticSeverity.Warning);
    equal(finding.source, 'Modescope');
    match(finding.message, /^Mode dropping since step [\d,]+: 3 of 8 modes missing/);
    const named = (finding.relatedInformation ?? [])
      .map(({ message }) => message)
      .filter((each) => each.startsWith('('));
    const points = named.map((each) => (/^\(([^)]*)\)/.exec(each)?.[1] ?? '').split(', ').map(Number));
    const missing = [1, 4, 6].map((mode) => [2 * Math.cos((Math.PI / 4) * mode), 2 * Math.sin((Math.PI / 4) * mode)]);
    equal(points.length, 3, named.join('; '));
    for (const [x, y] of missing)
      ok(
        points.some(([a, b]) => Math.hypot(a! - x!, b! - y!) < 0.1),
        named.join('; '),
      );
  });

  it('are one entry each, beside no others', async () => {
    await raised();
    equal(findings().filter((each) => codeOf(each) === 'mode-dropping').length, 1);
    const ours = vscode.languages.getDiagnostics(file).filter(({ source }) => source === 'Modescope');
    deepEqual(
      ours.map(codeOf).filter((code) => code !== 'mode-dropping'),
      [],
    );
  });

  it('stand on the part of the config to blame, with the others beside', async () => {
    const finding = await raised();
    equal(textAt(document, finding), '"generator-first"');
    const others = (finding.relatedInformation ?? []).map(({ location }) => document.getText(location.range));
    ok(others.includes('5'), others.join('; '));
    ok(others.includes('"non-saturating"'), others.join('; '));
  });

  it('link to the page of their rule', async () => {
    const { code } = await raised();
    ok(typeof code === 'object' && code.target.path.endsWith('docs/rules/mode-dropping.md'));
    ok(existsSync(code.target.fsPath), code.target.fsPath);
  });

  it('move with the text', async () => {
    const before = (await raised()).range.start.line;
    await retype(document, `// one\n// two\n${text}`);
    await until('the finding two lines below', () => dropping()?.range.start.line === before + 2);
    equal(textAt(document, dropping()!), '"generator-first"');
  });

  it('go to the parent of a key that is gone', async () => {
    await retype(document, text.replace('"order": "generator-first", ', ''));
    await until('the finding on the parent', () => {
      const finding = dropping();
      return finding !== undefined && textAt(document, finding) === '"training"';
    });
  });

  it('are silent where the config says so, and come back', async () => {
    await retype(document, text.replace('"latent"', '"rules": { "mode-dropping": { "level": "off" } },\n  "latent"'));
    await until('silence', () => dropping() === undefined);
    await retype(document, text);
    await raised();
  });

  it('offer remedies as quick fixes that keep comments, and silence', async () => {
    const finding = await raised();
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      file,
      finding.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const titles = actions.map(({ title }) => title);
    ok(titles.includes('Let the discriminator move first'), titles.join('; '));
    const explain = actions.find(({ title }) => title === 'Explain "Mode dropping"');
    equal(explain?.command?.command, 'modescope.explain');
    const silence = actions.find(({ title }) => title === 'Silence "Mode dropping" in this config');
    ok(silence?.isPreferred !== true);
    const first = actions.find(({ isPreferred }) => isPreferred);
    ok(first?.edit);
    equal(first.title, 'Let the discriminator move first');
    await vscode.workspace.applyEdit(first.edit);
    equal(document.getText(), text.replace('"generator-first"', '"discriminator-first"'));
    ok(silence?.edit);
    await retype(document, text);
  });

  it('are explained in the panel', async () => {
    await raised();
    await vscode.commands.executeCommand('modescope.explain', file, 'mode-dropping');
    await until('the panel', () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ label }) => label.startsWith('ring')),
    );
  });

  it('are told by the line above the config', async () => {
    await raised();
    const titles = await lensTitles(file);
    equal(titles[0], '▷ Start run');
    match(titles[1] ?? '', /^last run finished at step 3,000 · ⚠ Mode dropping since step/);
  });

  it('clear when a new run starts, are raised while it runs, and end', async () => {
    await raised();
    const made = makeRun(file.fsPath, resolved, new Date('2026-01-01T11:00:00Z'));
    try {
      await until('the old finding to go', () => findings().length === 0);
      // As long as its process lives (here: this one), the run counts as running.
      await until('the run to be live', async () => (await lensTitles(file))[0] === '■ Stop');
      let step = 100;
      for (; step <= 3000; step += 100) made.snapshot(step, [1, 4, 6]);
      await raised();
      for (; step <= 6000; step += 100) made.snapshot(step, []);
      await until('the finding to end', () => dropping() === undefined);
    } finally {
      made.finish(6000);
    }
    await until('the run to be over', async () => (await lensTitles(file))[0] === '▷ Start run');
  });

  it('go with the run that is deleted', async () => {
    const other = write(folder, 'gone.gan.json', text);
    const made = makeRun(other.fsPath, resolved);
    for (let step = 100; step <= 3000; step += 100) made.snapshot(step, [0, 1]);
    made.finish(3000);
    const count = (): number =>
      vscode.languages.getDiagnostics(other).filter(({ code }) => typeof code === 'object').length;
    await until('the finding', () => count() > 0);
    await vscode.workspace.fs.delete(vscode.Uri.file(made.run.folder), { recursive: true });
    await until('it to go', () => count() === 0);
  });
});

async function lensTitles(file: vscode.Uri): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', file, 10);
  return lenses.map(({ command }) => command?.title ?? '');
}
