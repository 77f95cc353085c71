import { deepEqual, equal } from 'node:assert/strict';
import * as vscode from 'vscode';
import { newConfigText } from '../../../src/config/index.ts';
import { closeEditors, codeOf, config, folderFor, pause, retype, until, write } from './helpers.ts';

/** One mistake each, and who has to report it: we, or the JSON service by the schema. */
const mistakes: Readonly<Record<string, { readonly text: string; readonly code?: string }>> = {
  'a misspelt key': { text: config({ latnt: '3' }), code: 'unknown-key' },
  'a misspelt required key': { text: config().replace('"latent"', '"latnt"'), code: 'unknown-key' },
  'a missing key': { text: config().replace(/.*"latent".*\n/, ''), code: 'missing-key' },
  'a word that is no choice': { text: config({ objective: '"non-saturated"' }) },
  'a wrong type': { text: config({ latent: '"many"' }) },
  'a huge number': { text: config({ latent: '1e9' }) },
  'half a layer': { text: config({ latent: '8.5' }) },
  'no JSON': { text: config().replace('"latent": 8,', '"latent" 8,') },
  'a generator that does not fit the data': {
    text: config({ generator: '{ "layers": [{ "dense": 3 }] }' }),
    code: 'generator-output',
  },
  'a discriminator without a verdict': {
    text: config({ discriminator: '{ "layers": [{ "dense": 2 }] }' }),
    code: 'discriminator-output',
  },
  'a data file that is not there': {
    text: config({ data: '{ "type": "points", "file": "missing.csv" }' }),
    code: 'data-file',
  },
  'a data file with a word in it': {
    text: config({ data: '{ "type": "points", "file": "word.csv" }' }),
    code: 'data-file',
  },
  'a data path out of the workspace': {
    text: config({ data: '{ "type": "points", "file": "../../../p.csv" }' }),
    code: 'data-path',
  },
};

describe('problems of a config', () => {
  const folder = folderFor('problems');
  const documents = new Map<string, vscode.TextDocument>();

  before(async () => {
    write(folder, 'word.csv', 'x,y\n1,2\n3,four\n');
    for (const [number, [name, { text }]] of Object.entries(mistakes).entries()) {
      documents.set(name, await show(write(folder, `m${number}.gan.json`, text)));
    }
    for (const [name, text] of Object.entries({ small: config(), new: newConfigText() })) {
      documents.set(name, await show(write(folder, `${name}.gan.json`, text)));
    }
    const unreported = (): string[] => Object.keys(mistakes).filter((name) => problemsOf(name).length === 0);
    // The JSON service may take its time to wake up. What it never says fails in the test that asks for it.
    await until('each mistake to be reported', () => unreported().length === 0).catch(() => undefined);
    // Whoever else has something to say has said it by then: all are checked half a second after they were opened.
    await pause(1500);
  });

  after(closeEditors);

  const problemsOf = (name: string): vscode.Diagnostic[] => vscode.languages.getDiagnostics(documents.get(name)!.uri);

  for (const [name, { code }] of Object.entries(mistakes)) {
    it(`are one entry for ${name}`, () => {
      const problems = problemsOf(name);
      equal(problems.length, 1, JSON.stringify(problems));
      if (code !== undefined) equal(codeOf(problems[0]!), code);
      else equal(problems[0]!.source === 'Modescope', false, problems[0]!.message);
    });
  }

  it('name the row and the column of a cell that is no number', () => {
    const [problem] = problemsOf('a data file with a word in it');
    equal(/"?four"?/.test(problem!.message) && /3/.test(problem!.message), true, problem!.message);
  });

  it('are none for a config that is right', () => {
    deepEqual(problemsOf('small'), []);
    deepEqual(problemsOf('new'), []);
  });

  it('come and go as one types', async () => {
    const document = documents.get('small')!;
    await retype(document, config({ generator: '{ "layers": [{ "dense": 5 }] }' }));
    await until('the mistake to be reported', () =>
      problemsOf('small').some((each) => codeOf(each) === 'generator-output'),
    );
    await retype(document, config());
    await until('the report to go', () => problemsOf('small').length === 0);
  });

  it('go when a data file is put there', async () => {
    const text = config({ data: '{ "type": "points", "file": "later.csv" }' });
    const document = await vscode.workspace.openTextDocument(write(folder, 'later.gan.json', text));
    const problems = (): vscode.Diagnostic[] => vscode.languages.getDiagnostics(document.uri);
    await until('the missing file to be reported', () => problems().some((each) => codeOf(each) === 'data-file'));
    const rows = Array.from({ length: 64 }, (_, i) => `${i},${-i}`);
    write(folder, 'later.csv', `x,y\n${rows.join('\n')}\n`);
    await until('the report to go', () => problems().length === 0);
  });
});

/** In a tab of its own: the JSON service says nothing of files without one. */
async function show(uri: vscode.Uri): Promise<vscode.TextDocument> {
  return (await vscode.window.showTextDocument(uri, { preview: false })).document;
}
