import { describe, expect, it } from 'vitest';
import { diagnose, problemLine, type Problem } from '../../../src/check/index.ts';
import { applyEdits, longestText } from '../../../src/config/index.ts';
import { valid, withData } from './valid.ts';

const file = '/work/a.gan.json';
const check = (text: string): Promise<Problem[]> => diagnose(text, { file });
const messages = async (text: string): Promise<string[]> => (await check(text)).map(({ message }) => message);
const checkWith = async (more: object): Promise<Problem[]> => check(JSON.stringify({ ...valid, ...more }));

describe('keys', () => {
  it('that nobody knows: the nearest one is suggested', async () => {
    const suggest = async (key: string) =>
      (await messages(withData(valid.data, { training: { optimizer: { type: 'adam', [key]: 0.1 } } })))[0];
    expect(await suggest('learning_rate')).toBe('Unknown key "learning_rate"; did you mean "learningRate"?');
    expect(await suggest('lerningRate')).toContain('did you mean "learningRate"?');
    expect(await suggest('BETA1')).toContain('did you mean "beta1"?');
    expect(await suggest('decay')).toContain('known here: type, learningRate');
  });

  it('that are missing: all of an object in one entry, with a fix that adds them', async () => {
    const text = '{ "data": { "type": "ring" }, "latent": 2 }';
    expect(await messages(text)).toEqual([
      'Missing keys "generator", "discriminator".',
      'Missing keys "modes", "radius", "std".',
    ]);
    const edits = (await check(text)).flatMap(({ fix }) => fix?.edits ?? []);
    expect(await check(applyEdits(text, edits))).toEqual([]);
  });

  it('of a data set without its kind: the kind is guessed from the others', async () => {
    const [problem] = await check(withData({ side: 5, spacing: 1, std: 0.1 }));
    expect(problem).toMatchObject({
      message: 'Missing key "type".',
      fix: { edits: [{ path: 'data.type', value: 'grid' }] },
    });
  });

  it('that are names of every object do not pass for known', async () => {
    expect((await checkWith({ constructor: 1, toString: 2 })).map(({ path }) => path)).toEqual([
      'constructor',
      'toString',
    ]);
    expect((await check(JSON.stringify(valid).replace('{', '{"__proto__": 1, '))).map(({ code }) => code)).toEqual([
      'unknown-key',
    ]);
  });
});

describe('networks', () => {
  it('whose last layer does not fit the data', async () => {
    const [problem] = await check(withData({ type: 'mixture', means: [[0, 0, 0]], stds: 1 }));
    expect(problem?.message).toBe('The generator gives 2 numbers per sample, but the data has 3 dimensions.');
  });

  it('whose activation cuts off part of the data', async () => {
    const cut = (activation: string) =>
      checkWith({ generator: { layers: [{ dense: 2, activation }] } }).then((all) => all.map(({ message }) => message));
    expect(await cut('relu')).toEqual([
      'With "relu" the generator cannot reach the data: it gives numbers at or above 0, the data goes to -2.',
    ]);
    expect(await cut('tanh')).toHaveLength(1);
    expect(await cut('leaky-relu')).toEqual([]);
    const small = withData(
      { type: 'ring', modes: 8, radius: 0.9, std: 0.01 },
      { generator: { layers: [{ dense: 2, activation: 'tanh' }] } },
    );
    expect(await check(small)).toEqual([]);
  });

  it('that would not fit into memory', async () => {
    const wide = Array.from({ length: 3 }, () => ({ dense: 8192, activation: 'relu' }));
    expect(await checkWith({ generator: { layers: [...wide, { dense: 2 }] } })).toMatchObject([
      {
        code: 'network-too-large',
        path: 'generator.layers',
        message: expect.stringContaining('134 million') as unknown,
      },
    ]);
  });
});

describe('combinations', () => {
  it('of "simultaneous" with counts other than 1', async () => {
    const problems = await checkWith({ training: { order: 'simultaneous', discriminatorSteps: 5, generatorSteps: 1 } });
    expect(problems).toMatchObject([
      { code: 'simultaneous-steps', path: 'training.discriminatorSteps', fix: { title: 'Set to 1' } },
    ]);
    expect(
      await checkWith({ training: { order: 'generator-first', discriminatorSteps: 5, generatorSteps: 2 } }),
    ).toEqual([]);
  });

  it('of optimisers: one that never counts, and one that is left to its defaults', async () => {
    const optimizer = { type: 'adam' };
    const generator = { ...valid.generator, optimizer };
    const discriminator = { ...valid.discriminator, optimizer };
    expect(await checkWith({ generator, discriminator })).toMatchObject([
      { code: 'unused-optimizer', severity: 'warning' },
    ]);
    expect(await checkWith({ generator, training: {} })).toMatchObject([
      { code: 'missing-optimizer', severity: 'information', path: 'discriminator' },
    ]);
    expect(await checkWith({ generator, discriminator, training: {} })).toEqual([]);
    expect(await checkWith({ training: {} })).toEqual([]);
  });

  it('of a warm-up and a run that is shorter, by default of 10000 steps', async () => {
    const optimizer = { type: 'adam', schedule: { type: 'constant', warmup: 10_000 } };
    expect(await checkWith({ training: { optimizer } })).toMatchObject([{ code: 'long-warmup' }]);
    expect(await checkWith({ training: { optimizer, steps: 10_001 } })).toEqual([]);
  });

  it('of Nesterov without momentum', async () => {
    const optimizer = { type: 'sgd', nesterov: true };
    expect(await checkWith({ training: { optimizer } })).toMatchObject([{ code: 'nesterov-without-momentum' }]);
    expect(await checkWith({ training: { optimizer: { ...optimizer, momentum: 0.9 } } })).toEqual([]);
  });
});

describe('text of any kind', () => {
  it.each([
    ['no JSON at all', 'generator: dense 128'],
    ['half-typed', '{ "data": { "type": "ring", '],
    ['a missing value', '{ "latent": }'],
    ['a missing comma', '{ "latent": 2 "objective": "minimax" }'],
    ['an open string', '{ "latent: 2 }'],
    ['an open comment', '{ /* }'],
    ['single quotes', "{ 'latent': 2 }"],
    ['two values', '{} {}'],
    ['bytes of an image', '\u0089PNG\r\n\u001a\n\u0000\u0000'],
    ['only a byte order mark', '\uFEFF'],
  ])('%s is one problem in one line', async (_, text) => {
    const problems = await check(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.severity).toBe('error');
    expect(problems[0]?.message).toMatch(/^[^\n]{5,200}$/);
    expect(problems[0]?.range.line).toBeGreaterThanOrEqual(1);
  });

  it('with a byte order mark is like without', async () => {
    expect(await check(`\uFEFF${JSON.stringify(valid)}`)).toEqual([]);
  });

  it('is refused when too deep or too long', async () => {
    expect(await check(`{ "data": ${'['.repeat(200_000)}`)).toMatchObject([{ code: 'too-deep' }]);
    expect(await check(' '.repeat(longestText + 1))).toMatchObject([{ code: 'too-long' }]);
    expect(await check(`{ "a": "${'x'.repeat(5_000_000)}" }`)).toMatchObject([{ code: 'too-long' }]);
  });

  it('comes to an end however many mistakes it has, and names the first hundred', async () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `"k${i}": ${i}`);
    expect(await check(`{ ${keys.join(', ')} }`)).toHaveLength(100);
    const layers = JSON.stringify(Array.from({ length: 5_000 }, () => ({ dense: 'many' })));
    expect(await check(`{ "generator": { "layers": ${layers} } }`)).toHaveLength(100);
  });

  it('with a key twice is one problem', async () => {
    const problems = await check(JSON.stringify(valid).replace('"latent":8', '"latent":8,"latent":9'));
    expect(new Set(problems.map(({ message }) => message))).toEqual(new Set(['Duplicate object key']));
  });
});

describe('a problem on the command line', () => {
  it('is file:line:column and what it is about', async () => {
    const text = JSON.stringify({ ...valid, latent: 0.5, training: { step: 3 } }, null, 2);
    const lines = (await check(text)).map((problem) => problemLine('ring.gan.json', problem));
    expect(lines).toEqual([
      'ring.gan.json:8:13 latent: Incorrect type. Expected "integer".',
      'ring.gan.json:32:5 Unknown key "step"; did you mean "steps"?',
    ]);
  });
});
