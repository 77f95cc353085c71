import { describe, expect, it } from 'vitest';
import { chooseEngine, engines, type EngineName } from '../../../src/engine/index.ts';
import { chooseThreads } from '../../../src/engine/choose-threads.ts';
import { matmul, program } from '../../../src/graph/index.ts';
import { fast } from './each.ts';

describe('the choice of an engine', () => {
  it('auto is the fastest that can be loaded, never the reference', async () => {
    const chosen = await chooseEngine('auto');
    const answers = await Promise.all(fast.map((engine) => engine.available()));
    expect(chosen).toBe(fast[answers.findIndex(({ ok }) => ok)]);
  });

  it('one by its name is that one', async () => {
    expect((await chooseEngine('reference')).name).toBe('reference');
    expect((await chooseEngine('portable')).name).toBe('portable');
  });

  it('one that is not there is an error that says why', async () => {
    await expect(chooseEngine('abacus' as EngineName)).rejects.toMatchObject({
      code: 'unavailable',
      message: 'The engine "abacus" cannot be used here: this version does not have it',
    });
    for (const engine of fast) {
      if ((await engine.available()).ok) continue;
      await expect(chooseEngine(engine.name)).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringMatching(new RegExp(`^The engine "${engine.name}" cannot be used here: .+$`)) as unknown,
      });
    }
  });

  it('finds those that this machine is said to have: none that should be tested is left out', async () => {
    const said = process.env['MODESCOPE_TEST_ENGINES']?.split(',') ?? ['portable'];
    for (const name of said) {
      const engine = engines.find((each) => each.name === name);
      expect(await engine?.available(), name).toEqual({ ok: true });
    }
  });
});

describe('the choice of threads', () => {
  const product = (size: number) =>
    program({ inputs: { a: [size, size], b: [size, size] }, state: {} }, ({ a, b }) => ({
      state: {},
      outputs: { y: matmul(a, b) },
    }));
  it('is one for small programs and two for large ones, where there are two', () => {
    expect(chooseThreads(product(128), 8)).toBe(1);
    expect(chooseThreads(product(1024), 8)).toBe(2);
    expect(chooseThreads(product(1024), 1)).toBe(1);
  });
});
