import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { native } from '../../../src/engine/native/index.ts';
import { readManifest } from '../../../src/runs/index.ts';
import { beginRun } from '../../../src/trainer/begin.ts';
import { RefusedError, type RefusedProblem } from '../../../src/trainer/errors.ts';
import { begin, temporaryFolder, trainOn, writeConfig, type Changes } from './helpers.ts';

async function problemsOf(file: string): Promise<readonly RefusedProblem[]> {
  const error: unknown = await beginRun(file, undefined, {}).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RefusedError);
  return (error as RefusedError).problems;
}

describe('a config that cannot be trained leaves no folder behind:', () => {
  const refusedConfig = async (changes: Changes | string, csv?: string): Promise<string> => {
    const folder = temporaryFolder();
    const file = join(folder, 'tiny.gan.json');
    if (typeof changes === 'string') writeFileSync(file, changes);
    else writeConfig(folder, changes);
    if (csv !== undefined) writeFileSync(join(folder, 'points.csv'), csv);
    const problems = await problemsOf(file);
    expect(existsSync(join(folder, 'runs'))).toBe(false);
    expect(readdirSync(folder)).not.toContain('runs');
    for (const problem of problems) {
      expect(problem.file).toMatch(/tiny\.gan\.json$|points\.csv$/);
      expect(problem.line).toBeGreaterThanOrEqual(1);
      expect(problem.message).not.toContain('\n');
    }
    return problems.map(({ code, message }) => `${code} ${message}`).join('\n');
  };
  const points = { data: { type: 'points', file: 'points.csv' } } as const;

  it('no JSON', async () => {
    expect(await refusedConfig('{ "data": ')).toMatch(/^syntax /);
  });

  it('wrong types', async () => {
    expect(await refusedConfig({ latent: 'many' as unknown as number })).toMatch(/^schema /);
  });

  it('layers that do not fit the data', async () => {
    expect(await refusedConfig({ generator: { layers: [{ dense: 3 }] } })).toMatch(/^generator-output .*2 dimensions/);
  });

  it('a missing data file', async () => {
    expect(await refusedConfig(points)).toMatch(/^data-file .*points\.csv/);
  });

  it('a text cell, by its row and column', async () => {
    expect(await refusedConfig(points, 'x,y\n1,2\n3,abc\n')).toMatch(/row 3, column 2 \(y\): "abc" is not a number/);
  });

  it('NaN in the data', async () => {
    expect(await refusedConfig(points, '1,2\nnan,4\n')).toMatch(/row 2, column 1: nan is not a finite number/);
  });

  it('no rows', async () => {
    expect(await refusedConfig(points, '')).toMatch(/no rows/);
  });

  it('a file of other dimensions than the networks', async () => {
    expect(await refusedConfig(points, '1,2,3\n4,5,6\n')).toMatch(/3 dimensions/);
  });

  it('an engine that is not there', async () => {
    const file = writeConfig(temporaryFolder());
    const error: unknown = await beginRun(file, undefined, { engine: 'abacus' }).catch((thrown: unknown) => thrown);
    expect((error as RefusedError).problems[0]!.message).toMatch(/engine/);
    expect(existsSync(join(file, '../runs'))).toBe(false);
  });

  it('a config file that is not there', async () => {
    const [problem] = await problemsOf(join(temporaryFolder(), 'none.gan.json'));
    expect(problem).toMatchObject({ code: 'missing-file', line: 1, column: 1 });
  });
});

describe('names of classes', () => {
  it('are in the manifest where they say more than numbers', async () => {
    const moons = await begin(writeConfig(temporaryFolder(), { data: { type: 'moons', std: 0.1 } }), { steps: 1 });
    expect(moons.run.manifest.classes).toEqual(['upper', 'lower']);
    const ring = await begin(writeConfig(temporaryFolder()), { steps: 1 });
    expect(ring.run.manifest).not.toHaveProperty('classes');
  });
});

describe('what is set over the config', () => {
  it('is what the manifest and the run have', async () => {
    const begun = await begin(writeConfig(temporaryFolder()), { steps: 7, seed: 12, engine: 'reference' });
    expect(begun.run.manifest).toMatchObject({
      ...{ steps: 7, seed: 12, engine: { name: 'reference' } },
      config: { training: { steps: 7, seed: 12 } },
    });
    expect(await trainOn(begun)).toEqual({ state: 'finished', step: 7 });
  });
});

it('an engine that stands in for a faster one: the manifest keeps why', async () => {
  const why = { reason: 'no such library', installed: true };
  const asked = vi.spyOn(native, 'available').mockResolvedValue({ ok: false, ...why });
  onTestFinished(() => asked.mockRestore());
  const file = writeConfig(temporaryFolder(), { engine: 'auto' });
  const { run } = await begin(file);
  expect(readManifest(run.folder).engine).toMatchObject({ name: 'portable', fallback: { from: 'native', ...why } });
  expect((await begin(file, { engine: 'portable' })).run.manifest.engine).not.toHaveProperty('fallback');
});
