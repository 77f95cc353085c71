import { describe, expect, it } from 'vitest';
import { diagnose, type Problem } from '../../../src/check/index.ts';
import { applyEdits } from '../../../src/config/index.ts';
import { valid } from './valid.ts';

const file = '/work/a.gan.json';
const text = (more: object): string => JSON.stringify({ ...valid, ...more });
const check = (more: object): Promise<Problem[]> => diagnose(text(more), { file });

/** The only problem, and that its fix, if it has one, puts everything right. */
async function problemOf(more: object): Promise<Problem> {
  const problems = await check(more);
  expect(problems).toHaveLength(1);
  const [problem] = problems;
  const { fix } = problem!;
  if (fix !== undefined) expect(await diagnose(applyEdits(text(more), fix.edits), { file })).toEqual([]);
  return problem!;
}

describe('the objective "energy"', () => {
  const autoencoder = (...widths: number[]) => ({ layers: widths.map((dense) => ({ dense })) });
  const game = (objective: unknown, discriminator: object, more: object = {}) => ({
    objective,
    discriminator,
    ...more,
  });

  it('takes an autoencoder for a discriminator', async () => {
    expect(await check(game('energy', autoencoder(8, 1, 8, 2)))).toEqual([]);
    expect(await problemOf(game('energy', autoencoder(8, 1)))).toMatchObject({
      code: 'discriminator-output',
      path: 'discriminator.layers[1].dense',
      message:
        'With "energy" the discriminator is an autoencoder and must end in as many numbers as it is shown, 2; this layer gives 1.',
    });
    expect(await problemOf(game('energy', autoencoder(2)))).toMatchObject({ code: 'code-layer' });
  });

  it('has settings by name', async () => {
    const misspelt = await problemOf(game({ type: 'energy', margn: 2 }, autoencoder(8, 2)));
    expect(misspelt.message).toBe('Unknown key "margn"; did you mean "margin"?');
  });

  it('of packs takes one that ends in packs', async () => {
    const mechanisms = [{ type: 'packing', samples: 2 }];
    expect(await check(game('energy', autoencoder(8, 4), { mechanisms }))).toEqual([]);
    expect((await problemOf(game('energy', autoencoder(8, 2), { mechanisms }))).message).toContain('it is shown, 4;');
  });

  it('has its code before the last layer', async () => {
    const energy = { type: 'energy', codeLayer: 1 };
    expect(await check(game(energy, autoencoder(8, 1, 2)))).toEqual([]);
    expect(await problemOf(game(energy, autoencoder(8, 2)))).toMatchObject({
      code: 'code-layer',
      path: 'objective.codeLayer',
    });
  });

  it('with a variational code needs a mean and a log variance for each number', async () => {
    const energy = { type: 'energy', variational: true };
    expect(await check(game(energy, autoencoder(8, 2, 2)))).toEqual([]);
    expect((await problemOf(game(energy, autoencoder(8, 3, 8, 2)))).message).toContain('an even number in a row');
    expect(await problemOf(game({ type: 'energy', beta: 1 }, autoencoder(8, 2)))).toMatchObject({
      code: 'unused-setting',
      severity: 'warning',
    });
  });

  it('has no slope of a score to penalise', async () => {
    for (const type of ['gradient', 'dragan', 'r1', 'r2']) {
      const problem = await problemOf(game('energy', autoencoder(8, 2), { penalties: [{ type }] }));
      expect(problem).toMatchObject({ code: 'penalty-conflict', path: 'penalties[0]' });
      expect(problem.message).toContain("the slope of D's score");
    }
    expect(await check(game('energy', autoencoder(8, 2), { penalties: [{ type: 'clip' }] }))).toEqual([]);
  });

  it('pulls away only what has a second sample to be pulled from', async () => {
    const more = { training: { batch: 1 } };
    expect(await problemOf(game('energy', autoencoder(8, 2), more))).toMatchObject({ code: 'pairs-in-batch' });
    expect(await check(game({ type: 'energy', pullingAway: 0 }, autoencoder(8, 2), more))).toEqual([]);
  });

  it('has no labels to smooth and no generators to tell apart', async () => {
    const smoothed = game('energy', autoencoder(8, 2), { mechanisms: [{ type: 'label-smoothing' }] });
    expect((await problemOf(smoothed)).message).toContain('"energy" has none');
    const several = game('energy', autoencoder(8, 2), { mechanisms: [{ type: 'mad-gan', generators: 4 }] });
    expect((await problemOf(several)).message).toContain('in place of "energy"');
  });
});

describe('the objective "wasserstein"', () => {
  it('needs something that bounds the slope', async () => {
    expect(await problemOf({ objective: 'wasserstein' })).toMatchObject({
      code: 'unbounded-critic',
      severity: 'warning',
      path: 'objective',
    });
    expect(await check({ objective: 'wasserstein', penalties: [{ type: 'clip' }] })).toEqual([]);
    expect(await check({ objective: 'wasserstein', penalties: [{ type: 'gradient' }] })).toEqual([]);
    const discriminator = {
      layers: [
        { dense: 8, spectralNorm: true },
        { dense: 1, spectralNorm: true },
      ],
    };
    expect(await check({ objective: 'wasserstein', discriminator })).toEqual([]);
  });
});

describe('penalties', () => {
  it('that are there twice count twice, which is hardly meant', async () => {
    const penalties = [{ type: 'r1' }, { type: 'r2' }, { type: 'r1', weight: 1 }];
    expect(await problemOf({ penalties })).toMatchObject({
      code: 'repeated-penalty',
      severity: 'warning',
      path: 'penalties[2]',
    });
  });
});
