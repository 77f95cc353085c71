/** What is offered against a finding: it changes something, it is not there already, and it leaves a valid config valid. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnoseBeyondSchema } from '../../../src/check/index.ts';
import { applyEdits, parseConfig, resolveConfig } from '../../../src/config/index.ts';
import { remediesOf, type Remedy } from '../../../src/prose/index.ts';
import { ruleIds, type RuleId } from '../../../src/protocol/index.ts';
import { configOf, draftOf, pairs } from '../gan/parts.ts';
import { finding } from './finding.ts';

const networks = {
  data: { type: 'ring', modes: 8, radius: 2, std: 0.02 },
  latent: 8,
  generator: { layers: [{ dense: 2 }] },
  discriminator: { layers: [{ dense: 1 }] },
};
const generatorFirst = {
  ...networks,
  objective: 'minimax',
  training: { order: 'generator-first', generatorSteps: 5, optimizer: { type: 'sgd' } },
};
const deep = { ...networks, discriminator: { layers: [{ dense: 4, activation: 'tanh' }, { dense: 1 }] } };
const written: Record<string, object> = {
  'as short as can be': networks,
  'minimax, generator first': generatorFirst,
  'an optimiser each': {
    ...networks,
    generator: { ...networks.generator, optimizer: { type: 'rmsprop', learningRate: 0.01 } },
    discriminator: { ...networks.discriminator, optimizer: { type: 'adamw', learningRate: 0.02 } },
    training: { discriminatorSteps: 3 },
  },
  simultaneous: { ...networks, training: { order: 'simultaneous' } },
  'many discriminator steps': { ...networks, training: { discriminatorSteps: 5 } },
  'normalisation inside a block': {
    ...networks,
    discriminator: {
      layers: [{ dense: 4, activation: 'tanh' }, { residual: [{ dense: 4 }, { 'batch-norm': true }] }, { dense: 1 }],
    },
  },
  'an odd batch': { ...networks, training: { batch: 33 } },
};

const root = join(import.meta.dirname, '../../..');
const examples = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.gan.json'))
  .map((name): [string, string] => [name, readFileSync(join(root, 'examples', name), 'utf8')]);
const made = pairs.map(([a, b]): [string, string] => [
  `${a.name} + ${b.name}`,
  JSON.stringify(configOf(draftOf([a, b])), null, 2),
]);
const texts = [
  ...Object.entries(written).map(([name, config]): [string, string] => [name, JSON.stringify(config, null, 2)]),
  ...examples,
  ...made,
];

/** Every remedy that any rule offers for a config, each once. */
function offered(config: unknown): Remedy[] {
  const all = ruleIds.flatMap((rule) => remediesOf(finding(rule), config));
  return [...new Map(all.map((remedy) => [JSON.stringify(remedy.edits), remedy])).values()];
}

async function mistakesIn(text: string): Promise<string[]> {
  // The data of examples lie beside them; those that are made have none in files.
  const problems = await diagnoseBeyondSchema(text, { file: join(root, 'examples', 'edited.gan.json') });
  return problems.map(({ message }) => message);
}

it.each(texts)('what is offered leaves %s valid, and changes it', async (_, text) => {
  const config = parseConfig(text).value;
  const before = await mistakesIn(text);
  const resolved = JSON.stringify(resolveConfig(config));
  for (const { title, note, edits } of offered(config)) {
    const edited = applyEdits(text, edits);
    const after = parseConfig(edited);
    expect(after.syntaxErrors, title).toEqual([]);
    expect(JSON.stringify(resolveConfig(after.value)), title).not.toBe(resolved);
    expect(
      (await mistakesIn(edited)).filter((each) => !before.includes(each)),
      `${title}\n${edited}`,
    ).toEqual([]);
    expect(`${title} ${note ?? ''}`).not.toMatch(/[{}]|undefined|NaN|\b1 updates/);
    for (const comment of text.match(/\/\/.*$/gm) ?? []) expect(edited, title).toContain(comment);
  }
});

it.each(texts.slice(0, 40))('what was taken from what is offered for %s is not offered again', (_, text) => {
  for (const { id, edits } of offered(parseConfig(text).value)) {
    const after = offered(parseConfig(applyEdits(text, edits)).value);
    // Two of them can be made again, each time further; of all others there is nothing more to do.
    if (id === 'learningRate' || id === 'discriminatorSteps') continue;
    expect(after.map((each) => JSON.stringify(each.edits))).not.toContain(JSON.stringify(edits));
  }
});

describe('against what was found', () => {
  const ids = (rule: RuleId, config: unknown) => remediesOf(finding(rule), config).map(({ id }) => id);

  it('the known cause comes first', () => {
    expect(ids('mode-dropping', generatorFirst).slice(0, 3)).toEqual([
      'discriminatorFirst',
      'generatorSteps',
      'nonSaturating',
    ]);
    expect(ids('no-overlap', generatorFirst)[0]).toBe('nonSaturating');
  });

  it('nothing is offered that is there, or that has no room', () => {
    expect(ids('mode-dropping', networks)).not.toContain('discriminatorFirst');
    expect(ids('mode-collapse', written['many discriminator steps'])).not.toContain('discriminatorSteps');
    expect(ids('mode-collapse', written['an odd batch'])).not.toContain('packing');
    expect(ids('mode-collapse', networks)).not.toContain('minibatchDiscrimination');
    expect(remediesOf(finding('mode-dropping'), undefined)).toEqual([]);
  });

  it('a layer is put before the last one', () => {
    const [edit] = remediesOf(finding('mode-collapse'), deep).find(({ id }) => id === 'minibatchDiscrimination')!.edits;
    const { value } = parseConfig(applyEdits(JSON.stringify(deep), [edit]));
    const { layers } = (value as typeof deep).discriminator;
    expect(layers.map((layer) => Object.keys(layer)[0])).toEqual(['dense', 'minibatch-discrimination', 'dense']);
  });

  it('images have remedies of their own', () => {
    const digits = { ...networks, data: { type: 'digits' }, generator: { layers: [{ dense: 64 }] } };
    expect(ids('memorisation', digits)).toContain('augmentation');
    expect(ids('no-overlap', digits)).toContain('instanceNoise');
    expect(ids('memorisation', networks)).toEqual(['r1']);
  });

  it('what belongs together is changed together', () => {
    const { edits } = remediesOf(finding('vanishing-gradient'), networks).find(
      ({ id }) => id === 'wassersteinPenalty',
    )!;
    const { value } = parseConfig(applyEdits(JSON.stringify(networks, null, 2), edits));
    expect(value).toEqual({
      ...networks,
      objective: 'wasserstein',
      penalties: [{ type: 'gradient', weight: 0.1 }],
      training: { discriminatorSteps: 5 },
    });
  });
});
