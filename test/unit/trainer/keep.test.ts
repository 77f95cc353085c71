/** Which checkpoints stay: the last ones, and that of the best step. */
import { truncateSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/check/index.ts';
import type { ConfigInput } from '../../../src/config/index.ts';
import { openData } from '../../../src/data/index.ts';
import { countOnModes } from '../../../src/metrics/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { listCheckpoints, readBest, readCheckpoint } from '../../../src/runs/index.ts';
import { measureOf } from '../../../src/trainer/measures.ts';
import { valid } from '../check/valid.ts';
import { begin, readLog, resume, temporaryFolder, tickingClock, trainOn, watched, writeConfig } from './helpers.ts';

type Keep = NonNullable<NonNullable<ConfigInput['training']>['keep']>;
const data: ConfigInput['data'] = { type: 'ring', modes: 4, radius: 1, std: 0.4 };
const training = { steps: 40, batch: 16, checkpointEvery: 4, sampleEvery: 5, samples: 60 };
const config = (keep?: Keep) =>
  writeConfig(temporaryFolder(), {
    data,
    training: {
      ...training,
      ...(keep !== undefined && { keep }),
      optimizer: { type: 'adam', learningRate: 0.05, beta1: 0.5 },
    },
  });

async function trained(keep?: Keep): Promise<string> {
  const begun = await begin(config(keep));
  await trainOn(begun);
  return begun.run.folder;
}
const stepsIn = (folder: string): number[] => listCheckpoints(folder).map(({ step }) => step);

describe('checkpoints of a run', () => {
  it('are the last three unless it says more', async () => {
    expect(stepsIn(await trained())).toEqual([0, 32, 36, 40]);
    expect(stepsIn(await trained({ last: 5 }))).toEqual([0, 24, 28, 32, 36, 40]);
  });

  it('keep that of the step whose samples cover the most', async () => {
    const folder = await trained({ last: 1, best: 'coverage' });
    const best = readBest(folder)!;
    const modes = [0, 1, 2, 3].map((i) => ({
      mean: [Math.cos((Math.PI * i) / 2), Math.sin((Math.PI * i) / 2)],
      std: 0.4,
    }));
    const logged = [...readLog(folder).get('samples/generated')!].map(([step, numbers]) => {
      const { on, off } = countOnModes({ data: Float64Array.from(numbers), count: 60, dimensions: 2 }, modes);
      return { step, covered: on.filter((count) => count > 0).length, off };
    });
    const [first] = logged.toSorted((a, b) => b.covered - a.covered || a.off - b.off || a.step - b.step);
    expect(best).toMatchObject({ step: first!.step, measure: 'coverage' });
    expect(stepsIn(folder)).toEqual([...new Set([0, best.step, 40])].sort((a, b) => a - b));
    expect(readCheckpoint(listCheckpoints(folder).find(({ step }) => step === best.step)!.path).extra).toMatchObject({
      best: { step: best.step, value: best.value },
    });
  });

  it('let a run that was killed go on from the best one, where the last cannot be read', async () => {
    const keep = { last: 1, best: 'distance' } as const;
    const whole = await trained(keep);
    const begun = await begin(config(keep));
    const stopping = new AbortController();
    const writer = watched(begun.writer, (step) => {
      if (step === 30) stopping.abort();
    });
    await trainOn(begun, { writer, signal: stopping.signal, clock: tickingClock(1000) });
    const { folder } = begun.run;
    const best = readBest(folder)!;
    for (const { step, path } of listCheckpoints(folder)) if (step > best.step) truncateSync(path, 50);
    const resumed = await resume(folder);
    expect(resumed.resumedAt).toBe(best.step);
    await trainOn(resumed);
    expect(readBest(folder)).toEqual(readBest(whole));
    const last = (of: string) => readCheckpoint(listCheckpoints(of).at(-1)!.path);
    expect(last(folder)).toEqual(last(whole));
  });
});

describe('the measure', () => {
  it('"distance" is how far samples would have to be moved: in one dimension that between sorted ones', async () => {
    const source = await openData(
      { type: 'mixture', means: [[0], [3]], stds: 0.5, holdout: 0 },
      { configFile: '/work/a.gan.json', random: createRandom(1) },
    );
    const random = createRandom(9);
    const real = source.sample(512, random.split('real'));
    const measure = measureOf('distance', source, random);
    expect(measure(real)).toBeCloseTo(0, 6);
    expect(measure(real.map((x) => x + 0.7))).toBeCloseTo(0.7, 5);
    expect(measure(real.map(() => Number.NaN))).toBeNaN();
  });

  it('"coverage" is for data whose modes are known', async () => {
    const problems = (more: object) => diagnose(JSON.stringify({ ...valid, ...more }), { file: '/work/a.gan.json' });
    const keep = { keep: { best: 'coverage' } };
    expect(await problems({ training: keep })).toEqual([]);
    expect(await problems({ data: { type: 'moons', std: 0.1 }, training: keep })).toMatchObject([
      { code: 'keep-measure', path: 'training.keep.best' },
    ]);
  });
});
