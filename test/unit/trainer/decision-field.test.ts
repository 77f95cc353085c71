/** D's score over the plane, as it is logged. */
import { describe, expect, it } from 'vitest';
import { extentOf } from '../../../src/trainer/decision-field.ts';
import { begin, readLog, temporaryFolder, trainOn, writeConfig } from './helpers.ts';

describe('the field of decisions', () => {
  it('lies around the data, with one scale for both axes', () => {
    const { left, right, bottom, top } = extentOf(Float32Array.of(-1, 10, 3, 10, 1, 11, 2, 12));
    expect([left, right].map((x) => x.toFixed(4))).toEqual([1 - 0.68 * 4, 1 + 0.68 * 4].map((x) => x.toFixed(4)));
    expect([bottom, top].map((y) => y.toFixed(4))).toEqual([11 - 0.68 * 4, 11 + 0.68 * 4].map((y) => y.toFixed(4)));
  });

  it('is logged with the samples: the score of a D that looks along one axis only grows along that', async () => {
    const folder = temporaryFolder();
    const file = writeConfig(folder, {
      discriminator: { layers: [{ dense: 1 }] },
      training: { steps: 4, batch: 64, sampleEvery: 200, samples: 6 },
    });
    const begun = await begin(file);
    const { executable } = begun.training;
    // Weights of x and y, and the bias: D(x, y) = 2 y - 1
    const state = executable.readState();
    executable.writeState({ ...state, 'discriminator/parameters': Float64Array.of(0, 2, -1) });
    await trainOn(begun);
    const log = readLog(begun.run.folder);
    const field = log.get('field/discriminator')!.get(0)!;
    const [left, right, bottom, top] = log.get('field/extent')!.get(0)! as [number, number, number, number];
    expect(field).toHaveLength(32 * 32);
    expect(right - left).toBeCloseTo(top - bottom, 5);
    for (const [row, column] of [
      [0, 0],
      [0, 31],
      [31, 0],
      [7, 20],
    ] as const) {
      const y = bottom + ((row + 0.5) / 32) * (top - bottom);
      expect(field[32 * row + column]).toBeCloseTo(2 * y - 1, 4);
    }
  });

  it('comes more rarely where samples come so often that it would cost too much', async () => {
    const file = writeConfig(temporaryFolder(), { training: { steps: 600, batch: 4, sampleEvery: 50, samples: 6 } });
    const begun = await begin(file);
    await trainOn(begun);
    // 1,024 scores against 0.1 of 4 samples in each of 50 steps: every 52nd time
    expect([...readLog(begun.run.folder).get('field/discriminator')!.keys()]).toEqual([0]);
  });

  it('is none where D is told a class or judges several at a time', async () => {
    const file = writeConfig(temporaryFolder(), { mechanisms: [{ type: 'packing', samples: 2 }] });
    const begun = await begin(file);
    expect(begun.training.field).toBeUndefined();
  });
});
