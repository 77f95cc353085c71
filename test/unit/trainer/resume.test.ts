import { cpSync, truncateSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newestCheckpoint, readBest, readManifest, readCheckpoint, listCheckpoints } from '../../../src/runs/index.ts';
import { RefusedError } from '../../../src/trainer/errors.ts';
import { resumeRun } from '../../../src/trainer/begin.ts';
import {
  begin,
  resume,
  temporaryFolder,
  tickingClock,
  timelessLog,
  trainOn,
  watched,
  writeConfig,
  type Changes,
} from './helpers.ts';

/** A process that is gone. */
const nobody = 2 ** 22 + 1;

/**
 * Trains a run until its log reaches `step`, and gives a copy of its folder as a kill at that moment leaves it: a
 * manifest that says `running`, and a process that is no more.
 */
async function killedAt(step: number, changes: Changes): Promise<string> {
  const begun = await begin(writeConfig(temporaryFolder(), changes));
  const { folder } = begun.run;
  const copy = join(temporaryFolder(), 'killed');
  let killed = false;
  const writer = watched(begun.writer, (now) => {
    if (now < step || killed) return;
    killed = true;
    cpSync(folder, copy, { recursive: true });
  });
  await trainOn(begun, { writer });
  const manifest = join(copy, 'manifest.json');
  writeFileSync(manifest, JSON.stringify({ ...readManifest(copy), pid: nobody }));
  return copy;
}

async function undisturbed(changes: Changes) {
  const begun = await begin(writeConfig(temporaryFolder(), changes));
  await trainOn(begun);
  return begun.run.folder;
}

const points = Array.from({ length: 23 }, (_, i) => `${Math.cos(i)},${Math.sin(i)}`).join('\n');

it('a run whose engine broke off goes on with another one: one log, and nearly the same numbers', async () => {
  const changes: Changes = { training: { steps: 40, checkpointEvery: 8, logEvery: 1, sampleEvery: 10 } };
  const folder = await killedAt(21, changes);
  const begun = await resumeRun(folder, undefined, 'portable');
  expect(begun).toMatchObject({ resumedAt: 16, run: { manifest: { engine: { name: 'portable' } } } });
  expect(await trainOn(begun!)).toEqual({ state: 'finished', step: 40 });
  await begun!.training.dispose();
  const [expected, actual] = [timelessLog(await undisturbed(changes)), timelessLog(folder)];
  for (const [tag, steps] of expected) {
    expect([...actual.get(tag)!.keys()], tag).toEqual([...steps.keys()]);
    for (const [step, [value]] of steps) {
      expect(Math.abs(actual.get(tag)!.get(step)![0]! - value!), `${tag} ${step}`).toBeLessThan(1e-3);
    }
  }
});

describe('a run that was killed and resumed', () => {
  const training = { steps: 40, checkpointEvery: 8, logEvery: 1, sampleEvery: 10 };
  const cases: [string, Changes][] = [
    ['a game with Adam', { training }],
    [
      'schedules and many turns',
      {
        training: {
          ...training,
          discriminatorSteps: 2,
          order: 'generator-first',
          optimizer: { type: 'rmsprop', momentum: 0.9, schedule: { type: 'cosine', warmup: 5 } },
        },
      },
    ],
    [
      'more than two players, and an average',
      {
        training,
        mechanisms: [
          { type: 'mr-gan', encoder: { layers: [{ dense: 2 }] } },
          { type: 'generator-average', decay: 0.9 },
        ],
      },
    ],
    ['the best step kept', { training: { ...training, sampleEvery: 5, keep: { last: 1, best: 'distance' } } }],
    [
      'classes, in epochs',
      {
        training,
        data: { type: 'digits' },
        generator: { layers: [{ dense: 64 }] },
        condition: { type: 'projection', embedding: 2 },
      },
    ],
    ['a file in epochs', { training, data: { type: 'points', file: 'POINTS', standardize: true, holdout: 0.2 } }],
  ];
  it.each(cases)('has the bits and the log of one that never was: %s', async (_, given) => {
    const file = join(temporaryFolder(), 'points.csv');
    writeFileSync(file, points);
    const changes = given.data?.type === 'points' ? { ...given, data: { ...given.data, file } } : given;
    const whole = await undisturbed(changes);
    for (const step of [0, 3, 21]) {
      const folder = await killedAt(step, changes);
      const begun = await resume(folder);
      expect(begun.resumedAt ?? 0).toBeLessThanOrEqual(step);
      expect(await trainOn(begun), `killed at ${step}`).toEqual({ state: 'finished', step: 40 });
      expect(newestCheckpoint(folder)!.arrays).toEqual(newestCheckpoint(whole)!.arrays);
      expect(readBest(folder)).toEqual(readBest(whole));
      expect(listCheckpoints(folder).map((file) => file.step)).toEqual(listCheckpoints(whole).map((file) => file.step));
      expect(newestCheckpoint(folder)!.extra).toEqual(newestCheckpoint(whole)!.extra);
      const log = timelessLog(folder);
      for (const [tag, values] of timelessLog(whole)) expect(log.get(tag), `${tag}, killed at ${step}`).toEqual(values);
      expect(readManifest(folder)).toMatchObject({ state: 'finished', step: 40, pid: process.pid });
    }
  });
});

describe('a run that was stopped', () => {
  it('goes on to the same end', async () => {
    const training = { steps: 60, logEvery: 10 };
    const whole = await undisturbed({ training });
    const begun = await begin(writeConfig(temporaryFolder(), { training }));
    const stopping = new AbortController();
    const stopped = await trainOn(begun, {
      writer: watched(begun.writer, (step) => {
        if (step === 20) stopping.abort();
      }),
      signal: stopping.signal,
      clock: tickingClock(1000),
    });
    expect(stopped).toEqual({ state: 'stopped', step: 20 });
    const resumed = await resume(begun.run.folder);
    expect(resumed.resumedAt).toBe(20);
    await trainOn(resumed);
    expect(newestCheckpoint(begun.run.folder)!.arrays).toEqual(newestCheckpoint(whole)!.arrays);
    expect(timelessLog(begun.run.folder).get('loss/generator')).toEqual(timelessLog(whole).get('loss/generator'));
  });
});

describe('what cannot be resumed', () => {
  const contentOf = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.name} ${readFileSync(join(entry.parentPath, entry.name), 'base64')}`)
      .sort();

  it('a finished run is left exactly as it is', async () => {
    const folder = await undisturbed({});
    const before = contentOf(folder);
    expect(await resumeRun(folder, undefined)).toBeUndefined();
    expect(contentOf(folder)).toEqual(before);
  });

  const refusedWith = async (folder: string): Promise<string> => {
    const before = contentOf(folder);
    const error: unknown = await resumeRun(folder, undefined).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RefusedError);
    expect(contentOf(folder)).toEqual(before);
    return (error as RefusedError).problems.map(({ code, message }) => `${code} ${message}`).join('\n');
  };

  it('a run whose process lives is refused', async () => {
    const begun = await begin(writeConfig(temporaryFolder()));
    expect(await refusedWith(begun.run.folder)).toMatch(/^still-running the run is running \(process \d+\); stop it/);
    begun.writer.close();
  });

  it('a folder that is no run is refused', async () => {
    expect(await refusedWith(temporaryFolder())).toMatch(/^no-run /);
  });

  it('a checkpoint of another config is refused', async () => {
    const folder = await killedAt(20, { training: { checkpointEvery: 8 } });
    const other = await killedAt(20, { training: { checkpointEvery: 8, batch: 7 } });
    for (const { path } of listCheckpoints(folder)) {
      const same = listCheckpoints(other).find(({ step }) => step === readCheckpoint(path).step)!;
      cpSync(same.path, path);
    }
    expect(await refusedWith(folder)).toMatch(/^malformed .*it was made with another config/);
  });

  it('where no checkpoint can be read any more, it is refused rather than begun anew', async () => {
    const folder = await killedAt(20, { training: { checkpointEvery: 8 } });
    for (const { path } of listCheckpoints(folder)) truncateSync(path, 100);
    expect(await refusedWith(folder)).toBe(
      'malformed none of its checkpoints can be read; start its config again instead',
    );
  });

  it('a data file that has other rows than before is refused', async () => {
    const file = join(temporaryFolder(), 'points.csv');
    writeFileSync(file, points);
    const folder = await killedAt(20, { data: { type: 'points', file } });
    writeFileSync(file, `${points}\n1,1`);
    expect(await refusedWith(folder)).toMatch(
      /^malformed the checkpoint of step \d+ cannot be used: the data had 23 rows, now it has 24/,
    );
  });
});
