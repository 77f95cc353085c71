/** A run that begins at another run's checkpoint. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listCheckpoints, readCheckpoint, readManifest } from '../../../src/runs/index.ts';
import { beginRun } from '../../../src/trainer/begin.ts';
import { RefusedError } from '../../../src/trainer/errors.ts';
import { begin, branch, readLog, temporaryFolder, trainOn, writeConfig, type Changes } from './helpers.ts';

/** A finished run of 30 steps with checkpoints at 0, 10, 20 and 30. */
async function parent(changes: Changes = {}): Promise<{ folder: string; file: string; run: string }> {
  const folder = temporaryFolder();
  const file = writeConfig(folder, { ...changes, training: { steps: 30, checkpointEvery: 10, ...changes.training } });
  const begun = await begin(file);
  expect(await trainOn(begun)).toEqual({ state: 'finished', step: 30 });
  return { folder, file, run: begun.run.folder };
}

function lastCheckpoint(run: string) {
  return readCheckpoint(listCheckpoints(run).at(-1)!.path);
}

async function refusal(file: string, run: string, step = 10): Promise<RefusedError['problems']> {
  const error: unknown = await beginRun(file, undefined, {}, undefined, { run, step }).catch(
    (thrown: unknown) => thrown,
  );
  if (error instanceof RefusedError) return error.problems;
  throw error;
}

describe('a branch without a change', () => {
  it.each<[string, Changes]>([
    ['of points that are drawn afresh', {}],
    ['with an average of the generator', { mechanisms: [{ type: 'generator-average' }] }],
    [
      'with layers that carry numbers along',
      {
        generator: { layers: [{ dense: 4 }, { 'batch-norm': true, activation: 'relu' }, { dense: 2 }] },
      },
    ],
  ])('goes on with the same bits: %s', async (_, changes) => {
    const { file, run } = await parent(changes);
    const begun = await branch(file, { run, step: 10 });
    expect(begun.branchedAt).toBe(10);
    expect(begun.fresh).toEqual([]);
    await trainOn(begun);
    const [one, other] = [lastCheckpoint(run), lastCheckpoint(begun.run.folder)];
    expect(other).toEqual(one);
    // All that was logged after that step is the same, too.
    const [before, after] = [readLog(run), readLog(begun.run.folder)];
    for (const tag of ['loss/generator', 'samples/generated', 'samples/fixed']) {
      const later = [...before.get(tag)!].filter(([step]) => step > 10);
      expect([...after.get(tag)!].filter(([step]) => step > 10)).toEqual(later);
      expect(later.length).toBeGreaterThan(0);
    }
  });

  it('says what it was branched off, in a way that stays true when the folder is moved', async () => {
    const { file, run } = await parent();
    const begun = await branch(file, { run, step: 20 });
    await trainOn(begun);
    const { parent: origin, step, state } = readManifest(begun.run.folder);
    expect({ step, state }).toEqual({ step: 30, state: 'finished' });
    expect(origin?.step).toBe(20);
    expect(resolve(begun.run.folder, origin!.run)).toBe(run);
    expect(origin!.run.startsWith('../')).toBe(true);
    expect(listCheckpoints(begun.run.folder).map((each) => each.step)).toEqual([20, 30]);
  });
});

describe('a branch with a changed config', () => {
  it('keeps the networks and goes its own way', async () => {
    const { folder, run } = await parent();
    const file = writeConfig(folder, { objective: 'hinge', training: { steps: 40, checkpointEvery: 10 } });
    const begun = await branch(file, { run, step: 30 });
    expect(begun.fresh).toEqual([]);
    const start = begun.training.executable.readState();
    expect(start['generator/parameters']).toEqual(lastCheckpoint(run).arrays['generator/parameters']);
    expect(await trainOn(begun)).toEqual({ state: 'finished', step: 40 });
    expect(lastCheckpoint(begun.run.folder).arrays['generator/parameters']).not.toEqual(start['generator/parameters']);
  });

  it('starts afresh what is another one, and says so', async () => {
    const { folder, run } = await parent();
    const training = { steps: 40, seed: 5, optimizer: { type: 'rmsprop' } } as const;
    const file = writeConfig(folder, { mechanisms: [{ type: 'generator-average' }], training });
    const begun = await branch(file, { run, step: 30 });
    expect(begun.fresh).toEqual([
      'the optimiser of the generator',
      'the optimiser of the discriminator',
      'data and noise',
    ]);
    const { arrays } = lastCheckpoint(run);
    const state = begun.training.executable.readState();
    expect(state['generator/parameters']).toEqual(arrays['generator/parameters']);
    expect(state['generator/average']).toEqual(arrays['generator/parameters']);
    const slots = Object.entries(state).filter(([name]) => name.includes('/optimizer/'));
    expect(slots.every(([, numbers]) => numbers.every((number) => number === 0))).toBe(true);
  });

  it('draws other data from its begin, and the same noise on', async () => {
    const { folder, run } = await parent();
    const file = writeConfig(folder, {
      data: { type: 'grid', side: 3, spacing: 2, std: 0.02 },
      training: { steps: 40 },
    });
    const begun = await branch(file, { run, step: 30 });
    expect(begun.fresh).toEqual(['the order of the data']);
    const { streams } = begun.training.feeder.state();
    expect(streams).toEqual((lastCheckpoint(run).extra as { streams: unknown }).streams);
  });
});

describe('a branch that cannot be', () => {
  it('is refused at the layer that differs, which is named', async () => {
    const { folder, run } = await parent();
    const file = join(folder, 'wide.gan.json');
    const text = readFileSync(writeConfig(folder, { training: { steps: 40 } }), 'utf8');
    writeFileSync(file, text.replace('{"dense":3,"activation":"relu"}', '\n  {"dense":5,"activation":"relu"}'));
    expect(await refusal(file, run)).toEqual([
      {
        file,
        line: 2,
        column: 3,
        code: 'cannot-branch',
        message: `generator.layers[0].weight is [2, 5] here and [2, 3] in step 10 of ${run}; keep the networks as they were, or start from the beginning`,
      },
    ]);
    expect(listCheckpoints(run).length).toBeGreaterThan(0);
  });

  it('is refused where as many parameters are put together in another way', async () => {
    const generatorOf = (...sizes: readonly number[]) => ({
      generator: { layers: sizes.map((dense) => ({ dense, bias: false })) },
    });
    const { folder, run } = await parent(generatorOf(6, 2)); // 2·6 + 6·2
    const file = writeConfig(folder, { ...generatorOf(4, 2, 2, 2), training: { steps: 40 } }); // 2·4 + 4·2 + 2·2 + 2·2
    const [problem] = await refusal(file, run);
    expect(problem?.message).toMatch(/^generator\.layers\[0\]\.weight is \[2, 4\] here and \[2, 6\] in step 10/);
  });

  it('is refused where nothing is left to train', async () => {
    const { file, run } = await parent();
    const [problem] = await refusal(file, run, 30);
    expect(problem?.message).toBe('training.steps is 30, but the run starts from step 30; raise it');
  });

  it('is refused without a run or a checkpoint of that step', async () => {
    const { file, folder, run } = await parent();
    expect((await refusal(file, run, 7))[0]?.message).toBe(
      `${run}: has no checkpoint of step 7; there are 0, 10, 20, 30`,
    );
    expect((await refusal(file, folder))[0]?.message).toContain('manifest.json');
  });
});
