import { existsSync, readdirSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EventError, readEvents } from '../../../src/events/index.ts';
import { listCheckpoints, newestCheckpoint, readManifest, RunError, writeControl } from '../../../src/runs/index.ts';
import {
  begin,
  readLog,
  stepsOf,
  temporaryFolder,
  tickingClock,
  timelessLog,
  trainOn,
  watched,
  writeConfig,
} from './helpers.ts';

describe('a run', () => {
  it('trains to its last step and says so', async () => {
    const begun = await begin(writeConfig(temporaryFolder()));
    const { folder } = begun.run;
    expect(readManifest(folder)).toMatchObject({ state: 'running', step: 0, steps: 30, pid: process.pid });
    expect(await trainOn(begun)).toEqual({ state: 'finished', step: 30 });
    expect(readManifest(folder)).toMatchObject({ state: 'finished', step: 30, engine: { name: 'reference' }, seed: 1 });
    expect(readManifest(folder).ended).toBeDefined();
    expect(newestCheckpoint(folder)).toMatchObject({ step: 30 });
    expect(listCheckpoints(folder).map(({ step }) => step)).toEqual([0, 30]);
  });

  it('logs numbers and samples as often as its config says, the first and the last among them', async () => {
    const begun = await begin(
      writeConfig(temporaryFolder(), { training: { steps: 23, logEvery: 5, sampleEvery: 10 } }),
    );
    await trainOn(begun);
    const { folder } = begun.run;
    const scalars = [
      ...['grad_norm/discriminator', 'grad_norm/generator', 'learning_rate/discriminator', 'learning_rate/generator'],
      ...['loss/discriminator', 'loss/generator', 'score/fake', 'score/real'],
    ];
    for (const tag of scalars) expect(stepsOf(folder, tag), tag).toEqual([5, 10, 15, 20, 23]);
    for (const tag of ['samples/generated', 'samples/fixed', 'latents/generated']) {
      expect(stepsOf(folder, tag), tag).toEqual([0, 10, 20, 23]);
    }
    expect(stepsOf(folder, 'samples/real')).toEqual([0]);
    expect(stepsOf(folder, 'samples/holdout')).toEqual([]);
    expect(stepsOf(folder, 'progress/seconds_left').at(-1)).toBe(23);
    expect(readLog(folder).get('progress/seconds_left')!.get(23)).toEqual([0]);
  });

  it('logs real data, and held-out data where there is some', async () => {
    const data = { type: 'grid', side: 3, spacing: 1, std: 0.1, holdout: 0.2 } as const;
    const begun = await begin(writeConfig(temporaryFolder(), { data, training: { steps: 1 } }));
    await trainOn(begun);
    const log = readLog(begun.run.folder);
    expect(log.get('samples/real')!.get(0)).toHaveLength(2000 * 2);
    expect(log.get('samples/holdout')!.get(0)).toHaveLength(2000 * 2);
    expect(log.get('samples/holdout')!.get(0)).not.toEqual(log.get('samples/real')!.get(0));
  });

  it('logs the latents that its samples were made from', async () => {
    const begun = await begin(writeConfig(temporaryFolder(), { training: { steps: 10 } }));
    await trainOn(begun);
    const log = readLog(begun.run.folder);
    const { arrays } = newestCheckpoint(begun.run.folder)!;
    const w = arrays['generator/parameters']!;
    const [z0, z1] = log.get('latents/generated')!.get(10)!;
    // relu(z W1 + b1) W2 + b2 by hand; layer 1 is [2, 3] and 3 biases, layer 2 [3, 2] and 2 biases
    const hidden = [0, 1, 2].map((j) => Math.max(0, z0! * w[j]! + z1! * w[3 + j]! + w[6 + j]!));
    const sample = [0, 1].map((k) => w[15 + k]! + hidden.reduce((sum, h, j) => sum + h * w[9 + 2 * j + k]!, 0));
    const logged = log.get('samples/generated')!.get(10)!.slice(0, 2);
    logged.forEach((value, k) => expect(value).toBeCloseTo(sample[k]!, 5));
  });
});

describe('determinism', () => {
  const logOf = async (seed: number, training: object = {}) => {
    const begun = await begin(writeConfig(temporaryFolder(), { training }), { seed });
    await trainOn(begun);
    return { log: timelessLog(begun.run.folder), arrays: newestCheckpoint(begun.run.folder)!.arrays };
  };

  it('the same config and seed give the same bits, another seed gives others', async () => {
    const [once, again, other] = [await logOf(3), await logOf(3), await logOf(4)];
    expect(again).toEqual(once);
    expect(other.log.get('loss/generator')).not.toEqual(once.log.get('loss/generator'));
  });

  it('how often anything is logged does not change what is learned', async () => {
    const [often, seldom] = [
      await logOf(3, { logEvery: 1, sampleEvery: 1, samples: 20, checkpointEvery: 1 }),
      await logOf(3, { logEvery: 30, sampleEvery: 30 }),
    ];
    // The config has another hash, the numbers are the same
    expect(often.arrays).toEqual(seldom.arrays);
  });
});

describe('steering', () => {
  it('stops at the word, with its last step logged and a checkpoint', async () => {
    const begun = await begin(writeConfig(temporaryFolder(), { training: { steps: 1e6, logEvery: 100 } }));
    const { folder } = begun.run;
    const writer = watched(begun.writer, (step) => {
      if (step === 200) writeControl(folder, 'stop');
    });
    const ending = await trainOn(begun, { writer });
    expect(ending.state).toBe('stopped');
    expect(ending.step).toBeGreaterThanOrEqual(200);
    expect(ending.step).toBeLessThan(1e6);
    expect(readManifest(folder)).toMatchObject({ state: 'stopped', step: ending.step });
    expect(newestCheckpoint(folder)!.step).toBe(ending.step);
    expect(stepsOf(folder, 'loss/generator').at(-1)).toBe(ending.step);
    expect(stepsOf(folder, 'samples/generated').at(-1)).toBe(ending.step);
  });

  it('stops in the same good order when its process is asked to end', async () => {
    const begun = await begin(writeConfig(temporaryFolder(), { training: { steps: 1e6 } }));
    const controller = new AbortController();
    const writer = watched(begun.writer, (step) => {
      if (step === 50) controller.abort();
    });
    const ending = await trainOn(begun, { writer, signal: controller.signal });
    expect(ending.state).toBe('stopped');
    expect(newestCheckpoint(begun.run.folder)!.step).toBe(ending.step);
  });

  it('pauses, and goes on as if there had been no pause', async () => {
    const training = { steps: 400, logEvery: 10, sampleEvery: 100 };
    const undisturbed = await begin(writeConfig(temporaryFolder(), { training }));
    await trainOn(undisturbed);

    const begun = await begin(writeConfig(temporaryFolder(), { training }));
    const { folder } = begun.run;
    const writer = watched(begun.writer, (step) => {
      if (step === 50) writeControl(folder, 'pause');
    });
    // A burst is over after every step, and the control file looked at soon
    const done = trainOn(begun, { writer, clock: tickingClock(40) });
    await expect.poll(() => readManifest(folder).state, { timeout: 20_000 }).toBe('paused');
    const paused = readManifest(folder).step;
    expect(paused).toBeGreaterThanOrEqual(50);
    expect(newestCheckpoint(folder)!.step).toBe(paused);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(stepsOf(folder, 'loss/generator').at(-1)).toBeLessThanOrEqual(paused);
    writeControl(folder, 'run');
    expect(await done).toEqual({ state: 'finished', step: 400 });
    expect(timelessLog(folder)).toEqual(timelessLog(undisturbed.run.folder));
  });

  it('can be stopped while it is paused', async () => {
    const begun = await begin(writeConfig(temporaryFolder(), { training: { steps: 1e6 } }));
    const { folder } = begun.run;
    writeControl(folder, 'pause');
    const done = trainOn(begun);
    await expect.poll(() => readManifest(folder).state, { timeout: 20_000 }).toBe('paused');
    writeControl(folder, 'stop');
    expect((await done).state).toBe('stopped');
  });
});

describe('checkpoints', () => {
  it('are written as often as the config says; the newest three and the first are kept', async () => {
    const begun = await begin(writeConfig(temporaryFolder(), { training: { steps: 23, checkpointEvery: 4 } }));
    await trainOn(begun);
    expect(listCheckpoints(begun.run.folder).map(({ step }) => step)).toEqual([0, 16, 20, 23]);
  });

  it('are written about every ten seconds where it says nothing', async () => {
    const begun = await begin(writeConfig(temporaryFolder(), { training: { steps: 23 } }));
    await trainOn(begun, { clock: tickingClock(1000) });
    const between = listCheckpoints(begun.run.folder).map(({ step }) => step);
    expect(between.length).toBe(4);
    const gaps = between.slice(2).map((step, i) => step - between[i + 1]!);
    for (const gap of gaps) expect(gap).toBeLessThanOrEqual(6);
  });
});

describe('failure', () => {
  it('of the disk ends the run with the reason; the log stays readable and the run can go on', async () => {
    const begun = await begin(writeConfig(temporaryFolder(), { training: { checkpointEvery: 4 } }));
    const { folder } = begun.run;
    const writer = watched(begun.writer, (step) => {
      if (step >= 15) throw new EventError('disk-full', 'log: no room left on the disk; free some and resume the run');
    });
    const ending = await trainOn(begun, { writer });
    expect(ending).toMatchObject({ state: 'failed', step: 15 });
    expect(readManifest(folder)).toMatchObject({ state: 'failed', reason: /no room left on the disk/ });
    expect(stepsOf(folder, 'loss/generator')).toEqual([5, 10]);
    const end = [...readEvents(begun.writer.path)];
    expect(end.at(-1)!.step).toBe(10);
    expect(newestCheckpoint(folder)!.step).toBe(12);
  });

  it('of a disk without room even for a manifest: the reason is written over the old one', async () => {
    const begun = await begin(writeConfig(temporaryFolder(), { training: { checkpointEvery: 1e6 } }));
    const { folder } = begun.run;
    const full = (): never => {
      throw new RunError('disk-full', 'manifest: no room left on the disk; free some and resume the run');
    };
    const writer = watched(begun.writer, (step) => step < 15 || full());
    const ending = await trainOn(begun, { writer, run: { ...begun.run, manifest: begun.run.manifest, update: full } });
    expect(ending).toMatchObject({ state: 'failed', reason: /no room left on the disk/ });
    const { state, reason } = readManifest(folder);
    expect({ state, reason }).toEqual({ state: 'failed', reason: ending.reason });
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('to stay finite ends the run once nothing is left to train, and keeps the last good checkpoint', async () => {
    const begun = await begin(
      writeConfig(temporaryFolder(), {
        training: {
          steps: 500,
          checkpointEvery: 1,
          logEvery: 1,
        },
      }),
    );
    const { plan, executable } = begun.training;
    const slot = plan.parameters.generator;
    const writer = watched(begun.writer, (step) => {
      if (step !== 3) return;
      const state = executable.readState();
      executable.writeState({ ...state, [slot]: state[slot]!.map(() => NaN) });
    });
    const ending = await trainOn(begun, { writer });
    const { folder } = begun.run;
    expect(ending.state).toBe('failed');
    expect(ending.step).toBeLessThan(10);
    expect(readManifest(folder).reason).toMatch(
      /^all parameters of the generator had become NaN or infinite by step \d+/,
    );
    expect(newestCheckpoint(folder)!.step).toBeLessThanOrEqual(3);
    // What broke is in the log, for the monitor to name
    expect(readLog(folder).get('loss/generator')!.get(ending.step)).toEqual([NaN]);
  });

  it('to stay finite says where it broke first', async () => {
    const begun = await begin(
      writeConfig(temporaryFolder(), {
        objective: 'wasserstein',
        training: { steps: 500, checkpointEvery: 40, logEvery: 10, optimizer: { type: 'sgd', learningRate: 10 } },
      }),
    );
    const ending = await trainOn(begun);
    expect(ending.state).toBe('failed');
    expect(ending.reason).toMatch(
      /infinite by step \d+; the first to be (NaN|infinite) was (generator|discriminator)\S*, in step \d+; try a lower/,
    );
    expect(readManifest(begun.run.folder).reason).toBe(ending.reason);
  });

  it('writes nothing where its folder was removed', async () => {
    const begun = await begin(writeConfig(temporaryFolder(), { training: { steps: 1e6 } }));
    const { folder } = begun.run;
    const writer = watched(begun.writer, (step) => {
      if (step === 20) rmSync(folder, { recursive: true });
    });
    const ending = await trainOn(begun, { writer, clock: tickingClock(100) });
    expect(ending).toMatchObject({ state: 'failed', reason: /was removed while it trained/ });
    expect(existsSync(folder)).toBe(false);
  });
});
