import { describe, expect, it } from 'vitest';
import { getLanguageService, TextDocument, type CompletionItem } from 'vscode-json-languageservice';
import { configSchema, jsonSchema, newConfigText, nodeOf, type SchemaNode } from '../../../src/config/index.ts';

/** VS Code's own JSON service, given our schema. */
const service = getLanguageService({});
service.configure({ schemas: [{ uri: 'test:gan.schema.json', fileMatch: ['*.gan.json'], schema: jsonSchema() }] });

function open(text: string) {
  const document = TextDocument.create('file:///a.gan.json', 'jsonc', 0, text);
  return { document, json: service.parseJSONDocument(document) };
}

/** What completion offers at the bar. */
async function offered(textWithBar: string): Promise<CompletionItem[]> {
  const { document, json } = open(textWithBar.replace('|', ''));
  const list = await service.doComplete(document, document.positionAt(textWithBar.indexOf('|')), json);
  return list?.items ?? [];
}

async function hover(textWithBar: string): Promise<string> {
  const { document, json } = open(textWithBar.replace('|', ''));
  const shown = await service.doHover(document, document.positionAt(textWithBar.indexOf('|')), json);
  return JSON.stringify(shown?.contents ?? '');
}

/** Every key of the schema: where it is, and its own schema. */
function keysOf(schema: SchemaNode, path = ''): { path: string; schema: SchemaNode }[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, each]) => [
    { path: `${path}/${key}`, schema: each },
    ...keysOf(each, `${path}/${key}`),
  ]);
  const variants = (schema.anyOf ?? []).flatMap((each) => keysOf(each, path));
  return [...own, ...variants, ...(schema.items === undefined ? [] : keysOf(schema.items, `${path}/[]`))];
}

const keys = keysOf(nodeOf(configSchema));

describe('the schema', () => {
  it('has words for every key, and for every choice', () => {
    expect(keys.length).toBeGreaterThan(80);
    for (const { path, schema } of keys) {
      expect(schema['description'], path).toEqual(expect.stringMatching(/\w.*\.$|\w+$/));
      expect(schema['markdownDescription'], path).toEqual(expect.any(String));
      if (schema.enum === undefined) continue;
      expect(schema['markdownEnumDescriptions'], path).toHaveLength(schema.enum.length);
    }
  });

  it('bounds every number at both ends', () => {
    for (const { path, schema } of keys) {
      if (![schema.type].flat().some((type) => type === 'number' || type === 'integer')) continue;
      expect(schema['minimum'] ?? schema['exclusiveMinimum'], path).toEqual(expect.any(Number));
      expect(schema['maximum'] ?? schema['exclusiveMaximum'], path).toEqual(expect.any(Number));
    }
  });

  it('has a default or an example for every key that is not a list item', () => {
    for (const { path, schema } of keys) {
      if (path.endsWith('[]') || path.startsWith('/rules') || path === '/$schema') continue;
      const told = [schema.default, schema.examples?.[0], schema.const].some((each) => each !== undefined);
      const mayBeMissing = /optimizer$|gradientClip$|weights$|checkpointEvery$/.test(path);
      expect(told || mayBeMissing, path).toBe(true);
    }
  });
});

describe('the schema as VS Code gets it', () => {
  it('is JSON, and says nothing of the starting file', async () => {
    expect(JSON.parse(JSON.stringify(jsonSchema()))).toEqual(jsonSchema());
    const { document, json } = open(newConfigText());
    expect(await service.doValidation(document, json, { comments: 'ignore', trailingCommas: 'warning' })).toEqual([]);
  });

  it('completes the keys of the variant that is meant', async () => {
    const labels = (await offered('{ "data": { "type": "grid", | } }')).map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(['side', 'spacing', 'std', 'holdout']));
    expect(labels).not.toContain('radius');
    expect((await offered('{ | }')).map(({ label }) => label)).toEqual(
      expect.arrayContaining([
        'data',
        'latent',
        'generator',
        'discriminator',
        'objective',
        'training',
        'engine',
        'rules',
      ]),
    );
  });

  it('completes words, with what each means', async () => {
    const items = await offered('{ "training": { "order": | } }');
    expect(items.map(({ label }) => label)).toEqual(['"discriminator-first"', '"generator-first"', '"simultaneous"']);
    expect(JSON.stringify(items[1]?.documentation)).toContain('max over D of min over G');
    expect((await offered('{ "generator": { "optimizer": { "type": | } } }')).map(({ label }) => label)).toEqual(
      expect.arrayContaining(['"adam"', '"adamw"', '"rmsprop"', '"sgd"']),
    );
  });

  it('completes objectives as words and as objects with settings', async () => {
    const labels = (await offered('{ "objective": | }')).map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(['"hinge"', '"energy"']));
    expect(labels.filter((label) => label.startsWith('{'))).toHaveLength(1);
    expect((await offered('{ "objective": { "type": "energy", | } }')).map(({ label }) => label)).toEqual(
      expect.arrayContaining(['margin', 'pullingAway', 'codeLayer', 'variational', 'beta']),
    );
    expect(await hover('{ "objective": "ener|gy" }')).toContain('E(x) + max(0, margin - E(G(z)))');
    expect(await hover('{ "objective": { "type": "energy", "mar|gin": 1 } }')).toContain('raises that of generated');
  });

  it('explains every key on hover, inside variants too', async () => {
    expect(await hover('{ "la|tent": 2 }')).toContain('normal random numbers');
    expect(await hover('{ "data": { "type": "ring", "rad|ius": 2 } }')).toContain('Radius of the circle');
    expect(await hover('{ "training": { "optimizer": { "type": "adam", "bet|a1": 0.5 } } }')).toContain('running mean');
    expect(await hover('{ "generator": { "layers": [{ "dense": 2, "act|ivation": "relu" }] } }')).toContain('applied');
  });
});
