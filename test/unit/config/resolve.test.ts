import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError, newConfigText, parseConfig, resolveConfig, resolveDataPath } from '../../../src/config/index.ts';

const smallest = {
  data: { type: 'ring', modes: 8, radius: 2, std: 0.02 },
  latent: 2,
  generator: { layers: [{ dense: 2 }] },
  discriminator: { layers: [{ dense: 1 }] },
};
const training = {
  steps: 10_000,
  batch: 256,
  seed: 1,
  order: 'discriminator-first',
  discriminatorSteps: 1,
  generatorSteps: 1,
};

describe('resolving', () => {
  it('fills in every default', () => {
    const resolved = resolveConfig(smallest);
    expect(resolved).toMatchObject({
      objective: 'non-saturating',
      engine: 'auto',
      training: { ...training, logEvery: 10 },
    });
    expect(resolved.generator.layers).toEqual([
      { dense: 2, activation: 'linear', initializer: 'glorot-uniform', bias: true },
    ]);
    // Adam as Kingma and Ba (2014, algorithm 1) suggest it.
    const adam = { type: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    expect(resolved.generator.optimizer).toEqual({ ...adam, schedule: { type: 'constant', warmup: 0 } });
  });

  it('gives each network its optimiser, its own before the one for both', () => {
    const shared = { type: 'sgd', learningRate: 0.1 };
    const own = { type: 'rmsprop', learningRate: 0.2 };
    const config = {
      ...smallest,
      training: { optimizer: shared },
      generator: { ...smallest.generator, optimizer: own },
    };
    const resolved = resolveConfig(config);
    expect(resolved.generator.optimizer).toMatchObject(own);
    expect(resolved.discriminator.optimizer).toMatchObject({ ...shared, momentum: 0, nesterov: false });
    expect(resolved.training).not.toHaveProperty('optimizer');
  });

  it('drops what nobody knows, and leaves the given value alone', () => {
    const given = { ...smallest, $schema: 'x', lernrate: 1, data: { ...smallest.data, colour: 'red' } };
    const before = structuredClone(given);
    const resolved = resolveConfig(given);
    expect(resolved).not.toHaveProperty('lernrate');
    expect(resolved).not.toHaveProperty('$schema');
    expect(resolved.data).not.toHaveProperty('colour');
    expect(given).toEqual(before);
  });

  it('twice changes nothing', () => {
    const schedule = fc.constantFrom(
      undefined,
      { type: 'linear' },
      { type: 'cosine', end: 0.1 },
      { type: 'step', every: 5 },
    );
    const optimizer = fc.record(
      {
        type: fc.constantFrom('adam', 'adamw', 'rmsprop', 'sgd'),
        learningRate: fc.double({ min: 1e-6, max: 1, noNaN: true }),
        schedule,
        gradientClip: fc.constantFrom({ norm: 1 }, { value: 0.1 }),
      },
      { requiredKeys: ['type'] },
    );
    const layers = (last: number) =>
      fc
        .array(fc.record({ dense: fc.integer({ min: 1, max: 64 }), bias: fc.boolean() }, { requiredKeys: ['dense'] }), {
          maxLength: 3,
        })
        .map((list) => [...list, { dense: last }]);
    const network = (last: number) => fc.record({ layers: layers(last), optimizer }, { requiredKeys: ['layers'] });
    const config = fc.record(
      {
        data: fc.constantFrom(
          smallest.data,
          {
            type: 'mixture',
            means: [
              [0, 1],
              [1, 0],
            ],
            stds: [0.1, 0.2],
          },
          { type: 'points', file: 'a.csv', standardize: true },
        ),
        latent: fc.integer({ min: 1, max: 4096 }),
        generator: network(2),
        discriminator: network(1),
        training: fc.record({ steps: fc.integer({ min: 1, max: 1e9 }), optimizer }, { requiredKeys: [] }),
        rules: fc.constantFrom({}, { 'mode-dropping': { level: 'off' } }),
      },
      { requiredKeys: ['data', 'latent', 'generator', 'discriminator'] },
    );
    fc.assert(
      fc.property(config, (given) => {
        const json: unknown = JSON.parse(JSON.stringify(given));
        const once = resolveConfig(json);
        expect(resolveConfig(once)).toEqual(once);
      }),
    );
  });

  it('refuses what is invalid, naming the part to blame', () => {
    const wrong = { ...smallest, training: { steps: 0 } };
    expect(() => resolveConfig(wrong)).toThrow(ConfigError);
    expect(() => resolveConfig(wrong)).toThrow(expect.objectContaining({ path: 'training.steps' }));
    for (const value of [undefined, null, 3, 'a', [], {}]) expect(() => resolveConfig(value)).toThrow(ConfigError);
  });

  it('takes the starting file, which is the example that is known to keep its modes', () => {
    const healthy = readFileSync(new URL('../../../examples/ring-healthy.gan.json', import.meta.url), 'utf8');
    expect(resolveConfig(parseConfig(newConfigText()).value)).toEqual(resolveConfig(parseConfig(healthy).value));
  });
});

describe('a data path', () => {
  const config = '/work/space/configs/a.gan.json';

  it('starts at the config and stays in its folder unless the workspace is larger', () => {
    expect(resolveDataPath('p.csv', config)).toEqual({ ok: true, file: '/work/space/configs/p.csv' });
    expect(resolveDataPath('../p.csv', config).ok).toBe(false);
    expect(resolveDataPath('../p.csv', config, '/work/space')).toEqual({ ok: true, file: '/work/space/p.csv' });
    expect(resolveDataPath('../../p.csv', config, '/work/space')).toEqual({ ok: false, root: '/work/space' });
    expect(resolveDataPath('a/../../configs/..p.csv', config).ok).toBe(true);
  });

  it('may be absolute, anywhere', () => {
    expect(resolveDataPath('/data/p.csv', config)).toEqual({ ok: true, file: '/data/p.csv' });
  });
});
