/** Steps done by hand, phase by phase. */
import { describe, expect, it } from 'vitest';
import { newestCheckpoint, readManifest, writeControl } from '../../../src/runs/index.ts';
import { PhaseStepper } from '../../../src/trainer/phases.ts';
import { begin, readLog, temporaryFolder, trainOn, writeConfig, type Changes } from './helpers.ts';

const training = { steps: 12, logEvery: 4, sampleEvery: 6, discriminatorSteps: 2 };

describe('the phases of a step', () => {
  it.each<[string, Changes, string[]]>([
    ['D twice, then G', { training }, ['discriminator[0]', 'discriminator[1]', 'generator[0]']],
    ['G first', { training: { steps: 12, order: 'generator-first' } }, ['generator[0]', 'discriminator[0]']],
    ['both at once', { training: { steps: 12, order: 'simultaneous' } }, ['both']],
    [
      'with an average and a penalty',
      { training: { steps: 12 }, mechanisms: [{ type: 'generator-average' }], penalties: [{ type: 'r1', weight: 1 }] },
      ['discriminator[0]', 'generator[0]'],
    ],
  ])('make the same bits as the step: %s', async (_, changes, names) => {
    const [whole, apart] = [
      await begin(writeConfig(temporaryFolder(), changes)),
      await begin(writeConfig(temporaryFolder(), changes)),
    ];
    const { executable, feeder } = whole.training;
    const stepper = new PhaseStepper(apart.training);
    for (let step = 0; step < 3; step++) {
      feeder.fill(step);
      const outputs = await executable.step(feeder.arrays);
      for (const [i, name] of names.entries()) {
        expect([stepper.next, stepper.inStep]).toEqual([name, i > 0]);
        const made = await stepper.play(step);
        if (i < names.length - 1) expect(made).toBeUndefined();
        else expect(made).toEqual(outputs);
      }
      expect(apart.training.executable.readState()).toEqual(executable.readState());
    }
    expect(apart.training.feeder.state()).toEqual(feeder.state());
  });
});

describe('a run that is paused', () => {
  it('plays a phase each time that it is asked for, and goes on as if there had been none', async () => {
    const undisturbed = await begin(writeConfig(temporaryFolder(), { training }));
    await trainOn(undisturbed);

    const begun = await begin(writeConfig(temporaryFolder(), { training }));
    const { folder } = begun.run;
    const waits = (step: number, phase: string): Promise<void> =>
      expect
        .poll(
          () => {
            const manifest = readManifest(folder);
            return [manifest.state, manifest.step, manifest.phase];
          },
          { timeout: 20_000 },
        )
        .toEqual(['paused', step, phase]);

    writeControl(folder, 'pause');
    const done = trainOn(begun);
    await waits(0, 'discriminator[0]');
    writeControl(folder, 'step');
    await waits(0, 'discriminator[1]');
    writeControl(folder, 'step');
    await waits(0, 'generator[0]');
    writeControl(folder, 'step');
    await waits(1, 'discriminator[0]');
    // A whole step is seen at once, whenever its numbers are due.
    expect(readLog(folder).get('loss/generator')?.has(1)).toBe(true);
    expect(readLog(folder).get('samples/generated')?.has(1)).toBe(true);
    writeControl(folder, 'step');
    await waits(1, 'discriminator[1]');
    // In the midst of a step: it is done to its end first.
    writeControl(folder, 'run');
    expect(await done).toEqual({ state: 'finished', step: 12 });
    expect(readManifest(folder).phase).toBeUndefined();
    expect(newestCheckpoint(folder)?.arrays).toEqual(newestCheckpoint(undisturbed.run.folder)?.arrays);
    expect(newestCheckpoint(folder)?.extra).toEqual(newestCheckpoint(undisturbed.run.folder)?.extra);
    // What the other run logged is logged here, too.
    for (const [tag, steps] of readLog(undisturbed.run.folder)) {
      if (tag.startsWith('progress/')) continue;
      for (const [step, numbers] of steps)
        expect(readLog(folder).get(tag)?.get(step), `${tag} ${step}`).toEqual(numbers);
    }
  });

  it('ends where its last step is done by hand, and stops between two steps', async () => {
    const last = await begin(writeConfig(temporaryFolder(), { training: { steps: 1 } }));
    writeControl(last.run.folder, 'step');
    const ended = trainOn(last);
    await expect.poll(() => readManifest(last.run.folder).phase, { timeout: 20_000 }).toBe('generator[0]');
    writeControl(last.run.folder, 'step');
    expect(await ended).toEqual({ state: 'finished', step: 1 });

    const stopped = await begin(writeConfig(temporaryFolder(), { training }));
    writeControl(stopped.run.folder, 'step');
    const stopping = trainOn(stopped);
    await expect.poll(() => readManifest(stopped.run.folder).phase, { timeout: 20_000 }).toBe('discriminator[1]');
    writeControl(stopped.run.folder, 'stop');
    expect(await stopping).toEqual({ state: 'stopped', step: 1 });
    expect(newestCheckpoint(stopped.run.folder)?.step).toBe(1);
  });
});
