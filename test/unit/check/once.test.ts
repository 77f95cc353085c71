/**
 * In the editor a config is judged twice: by VS Code's JSON service with our schema, and by us. Each mistake must give
 * one entry in the Problems panel, by one of the two. This plays both parts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { getLanguageService, TextDocument } from 'vscode-json-languageservice';
import { diagnose, diagnoseBeyondSchema } from '../../../src/check/index.ts';
import { applyEdits, jsonSchema, newConfigText, parseConfig, type ConfigEdit } from '../../../src/config/index.ts';
import { describeData } from '../../../src/data/index.ts';
import { valid } from './valid.ts';

const file = '/work/a.gan.json';

interface Entry {
  readonly by: 'service' | 'modescope';
  readonly message: string;
  readonly text: string;
}

/** What the Problems panel shows: the JSON service's entries (settings of VS Code 1.103 for `jsonc`) and ours. */
async function problemsPanel(text: string): Promise<Entry[]> {
  const service = getLanguageService({});
  service.configure({ schemas: [{ uri: 'test:gan.schema.json', fileMatch: ['*.gan.json'], schema: jsonSchema() }] });
  const document = TextDocument.create('file:///a.gan.json', 'jsonc', 0, text);
  const theirs = await service.doValidation(document, service.parseJSONDocument(document), {
    comments: 'ignore',
    trailingCommas: 'error',
    schemaValidation: 'warning',
  });
  const ours = await diagnoseBeyondSchema(text, { file, describeData });
  return [
    ...theirs.map(({ message, range }) => ({
      by: 'service' as const,
      message: typeof message === 'string' ? message : message.value,
      text: document.getText(range),
    })),
    ...ours.map(({ message, range }) => ({
      by: 'modescope' as const,
      message,
      text: text.slice(range.start, range.end),
    })),
  ];
}

const base = JSON.stringify(valid, null, 2);
const set = (path: string, value: unknown): ConfigEdit => ({ kind: 'set', path, value });
const remove = (path: string): ConfigEdit => ({ kind: 'remove', path });
const rename = (path: string, key: string): ConfigEdit => ({ kind: 'rename', path, key });

/** One mistake each: how it is made, who tells, where it points. */
const mistakes: readonly (readonly [string, ConfigEdit, Entry['by'], string])[] = [
  ['a word for a number', set('latent', 'many'), 'service', '"many"'],
  ['a number for an object', set('generator', 3), 'service', '3'],
  ['a list for an object', set('data', []), 'service', '[]'],
  ['an object for a list', set('generator.layers', {}), 'service', '{}'],
  ['null for an object', set('training', null), 'service', 'null'],
  ['null for an optimizer', set('training.optimizer', null), 'service', 'null'],
  ['half a step', set('training.steps', 0.5), 'service', '0.5'],
  ['no steps', set('training.steps', 0), 'service', '0'],
  ['a huge number of steps', set('training.steps', 1e300), 'service', '1e+300'],
  ['a negative seed', set('training.seed', -1), 'service', '-1'],
  ['a latent beyond all memory', set('latent', 1e15), 'service', '1000000000000000'],
  ['a learning rate of 0', set('training.optimizer.learningRate', 0), 'service', '0'],
  ['beta1 of 1', set('training.optimizer.beta1', 1), 'service', '1'],
  ['a negative radius', set('data.radius', -2), 'service', '-2'],
  ['a layer without outputs', set('generator.layers[0].dense', 0), 'service', '0'],
  ['no layers', set('generator.layers', []), 'service', '[]'],
  ['an unknown objective', set('objective', 'wasserstine'), 'service', '"wasserstine"'],
  ['a number for an objective', set('objective', 5), 'service', '5'],
  ['an unknown objective with settings', set('objective', { type: 'enrgy' }), 'service', '"enrgy"'],
  ['a word for a margin', set('objective', { type: 'energy', margin: 'wide' }), 'service', '"wide"'],
  ['a negative margin', set('objective', { type: 'energy', margin: -1 }), 'service', '-1'],
  ['an unknown activation', set('generator.layers[0].activation', 'rellu'), 'service', '"rellu"'],
  ['an unknown activation of the last layer', set('discriminator.layers[1].activation', 'x'), 'service', '"x"'],
  ['an unknown data set', set('data.type', 'rign'), 'service', '"rign"'],
  ['an unknown optimizer', set('training.optimizer.type', 'adamm'), 'service', '"adamm"'],
  ['an unknown schedule', set('training.optimizer.schedule', { type: 'sin' }), 'service', '"sin"'],
  ['an unknown engine', set('engine', 'cuda'), 'service', '"cuda"'],
  ['an unknown level', set('rules.mode-dropping', { level: 'loud' }), 'service', '"loud"'],
  ['a negative weight', set('data', { type: 'mixture', means: [[0, 0]], stds: 1, weights: [-1] }), 'service', '-1'],
  ['a word among coordinates', set('data', { type: 'mixture', means: [[0, 'a']], stds: 1 }), 'service', '"a"'],
  ['an unknown key', rename('training.optimizer', 'colour'), 'modescope', '"colour"'],
  ['a misspelt key', rename('training.steps', 'step'), 'modescope', '"step"'],
  ['a misspelt key that must be there', rename('latent', 'latnet'), 'modescope', '"latnet"'],
  ['a misspelt key of a data set', rename('data.radius', 'raduis'), 'modescope', '"raduis"'],
  ['a misspelt kind', rename('data.type', 'tpye'), 'modescope', '"tpye"'],
  ['a misspelt kind of layer', rename('generator.layers[0].dense', 'dens'), 'modescope', '"dens"'],
  ['an autoencoder that ends in a score', set('objective', 'energy'), 'modescope', '1'],
  ['a critic without bounds', set('objective', 'wasserstein'), 'modescope', '"wasserstein"'],
  ['a key of another data set', set('data.side', 5), 'modescope', '"side"'],
  ['a key of another optimizer', set('training.optimizer.momentum', 0.9), 'modescope', '"momentum"'],
  ['an unknown rule', set('rules.mode-droping', { level: 'off' }), 'modescope', '"mode-droping"'],
  ['a missing section', remove('discriminator'), 'modescope', base],
  ['a missing key', remove('data.modes'), 'modescope', '"data"'],
  ['a data set without its kind', remove('data.type'), 'modescope', '"data"'],
  [
    'a step schedule without its length',
    set('training.optimizer.schedule', { type: 'step' }),
    'modescope',
    '"schedule"',
  ],
  ['a clip without a size', set('training.optimizer.gradientClip', {}), 'modescope', '"gradientClip"'],
  ['two clips in one', set('training.optimizer.gradientClip', { norm: 1, value: 1 }), 'modescope', '"value"'],
  ['a generator that does not fit the data', set('generator.layers[1].dense', 3), 'modescope', '3'],
  ['a discriminator with two outputs', set('discriminator.layers[1].dense', 2), 'modescope', '2'],
  [
    'a discriminator that gives a probability',
    set('discriminator.layers[1].activation', 'sigmoid'),
    'modescope',
    '"sigmoid"',
  ],
  ['a generator that cannot reach the data', set('generator.layers[1].activation', 'tanh'), 'modescope', '"tanh"'],
  [
    'several generator updates at once',
    set('training', { order: 'simultaneous', generatorSteps: 2 }),
    'modescope',
    '2',
  ],
  [
    'an optimizer that is not used',
    set('generator', { ...valid.generator, optimizer: { type: 'sgd' } }),
    'modescope',
    '',
  ],
  [
    'a warm-up that never ends',
    set('training.optimizer.schedule', { type: 'constant', warmup: 500 }),
    'modescope',
    '500',
  ],
  ['means of two lengths', set('data', { type: 'mixture', means: [[0, 0], [1]], stds: 1 }), 'modescope', '[1]'],
  [
    'deviations for other modes',
    set('data', { type: 'mixture', means: [[0, 0]], stds: [1, 1] }),
    'modescope',
    '[1, 1]',
  ],
  ['a data file that is not there', set('data', { type: 'points', file: 'none.csv' }), 'modescope', '"none.csv"'],
  ['a data file outside', set('data', { type: 'points', file: '../p.csv' }), 'modescope', '"../p.csv"'],
  ['a data file of another kind', set('data', { type: 'points', file: 'p.xlsx' }), 'modescope', '"p.xlsx"'],
];

describe('each mistake gives one entry in the Problems panel', () => {
  it.each(mistakes)('%s', async (name, edit, by, place) => {
    const extra: ConfigEdit[] =
      name === 'an optimizer that is not used' ? [set('discriminator.optimizer', { type: 'sgd' })] : [];
    const text = applyEdits(base, [edit, ...extra]);
    const entries = await problemsPanel(text);
    expect(entries).toHaveLength(1);
    expect(entries[0]?.by).toBe(by);
    if (name === 'a missing section') expect(entries[0]?.text).toBe(text);
    else expect(entries[0]?.text).toBe(place === '' ? '"optimizer"' : place);
    expect(entries[0]?.message).not.toContain('\n');
  });

  it.each(mistakes)('and one line on the command line: %s', async (name, edit) => {
    const extra: ConfigEdit[] =
      name === 'an optimizer that is not used' ? [set('discriminator.optimizer', { type: 'sgd' })] : [];
    const text = applyEdits(base, [edit, ...extra]);
    expect(await diagnose(text, { file, describeData })).toHaveLength(1);
  });

  it('two mistakes give two', async () => {
    const text = applyEdits(base, [set('latent', 'many'), rename('training.steps', 'step')]);
    expect((await problemsPanel(text)).map(({ by }) => by)).toEqual(['service', 'modescope']);
  });

  it.each([
    ['an infinite number', base.replace('"latent": 8', '"latent": 1e999')],
    ['a text that is no object', '[]'],
    ['an empty file', ''],
    ['a file of comments', '// nothing yet\n'],
  ])('%s', async (_, text) => {
    expect(await problemsPanel(text)).toHaveLength(1);
    expect(await diagnose(text, { file })).toHaveLength(1);
  });
});

describe('no mistake gives no entry', () => {
  it('in the starting file', async () => {
    expect(await problemsPanel(newConfigText())).toEqual([]);
    expect(await diagnose(newConfigText(), { file })).toEqual([]);
  });

  it('in every example and preset', async () => {
    const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
    const examples = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.gan.json') && !name.includes('node_modules'))
      .map((name) => join('examples', name));
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const text = readFileSync(join(root, example), 'utf8');
      const context = { file: join(root, example), describeData };
      expect(await diagnoseBeyondSchema(text, context), example).toEqual([]);
      expect(await diagnose(text, context), example).toEqual([]);
    }
  });

  it('in a valid config with the fixes of its problems applied', async () => {
    for (const [name, edit] of mistakes) {
      const text = applyEdits(base, [edit]);
      const problems = await diagnoseBeyondSchema(text, { file });
      for (const { fix } of problems) {
        if (fix === undefined) continue;
        const fixed = applyEdits(text, fix.edits);
        expect(parseConfig(fixed).syntaxErrors, name).toEqual([]);
        expect(await diagnose(fixed, { file }), name).toEqual([]);
      }
    }
  });
});
