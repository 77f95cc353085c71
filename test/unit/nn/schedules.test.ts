import { describe, expect, it } from 'vitest';
import { resolveConfig, type OptimizerInput } from '../../../src/config/index.ts';
import { isConstant, learningRateAt } from '../../../src/nn/index.ts';

function optimizer(schedule: OptimizerInput['schedule'], learningRate = 0.1) {
  return resolveConfig({
    data: { type: 'ring', modes: 8, radius: 2, std: 0.02 },
    latent: 2,
    generator: { layers: [{ dense: 2 }] },
    discriminator: { layers: [{ dense: 1 }] },
    training: { optimizer: { type: 'adam', learningRate, ...(schedule && { schedule }) } },
  }).generator.optimizer;
}

const rates = (schedule: OptimizerInput['schedule'], steps: number): number[] =>
  Array.from({ length: steps }, (_, step) => learningRateAt(optimizer(schedule), step, steps));

describe('learning-rate schedules', () => {
  it('is constant without a schedule', () => {
    expect(rates(undefined, 4)).toEqual([0.1, 0.1, 0.1, 0.1]);
    expect(isConstant(optimizer(undefined))).toBe(true);
    expect(isConstant(optimizer({ type: 'constant', warmup: 3 }))).toBe(false);
  });

  it('falls in a straight line to its share at the last step', () => {
    const values = rates({ type: 'linear', end: 0.5 }, 5);
    [0.1, 0.0875, 0.075, 0.0625, 0.05].forEach((value, step) => expect(values[step]).toBeCloseTo(value, 12));
    expect(rates({ type: 'linear' }, 5).at(-1)).toBe(0);
  });

  it('falls along half a cosine wave', () => {
    const values = rates({ type: 'cosine', end: 0 }, 5);
    [0, 0.25, 0.5, 0.75, 1].forEach((share, step) =>
      expect(values[step]).toBeCloseTo(0.1 * Math.cos((Math.PI * share) / 2) ** 2, 12),
    );
  });

  it('falls in steps', () => {
    const values = rates({ type: 'step', every: 2, factor: 0.1 }, 6);
    [0.1, 0.1, 0.01, 0.01, 0.001, 0.001].forEach((value, step) => expect(values[step]).toBeCloseTo(value, 12));
  });

  it('rises evenly over the warm-up and is whole after it', () => {
    const values = rates({ type: 'constant', warmup: 3 }, 6);
    [0.025, 0.05, 0.075, 0.1, 0.1, 0.1].forEach((value, step) => expect(values[step]).toBeCloseTo(value, 12));
  });

  it('copes with a run of one step', () => {
    expect(rates({ type: 'linear', end: 0 }, 1)).toEqual([0.1]);
    expect(rates({ type: 'cosine', end: 0 }, 1)).toEqual([0.1]);
  });
});
