import { describe, expect, it } from 'vitest';
import type { ValueToWrite } from '../../../src/events/index.ts';
import { createRandom, type Random } from '../../../src/random/index.ts';
import { cloud, judged, measured, of, ring, ringRun, samples, scalar, warnings, type Entry } from './helpers.ts';

const healthy = (_: number, random: Random): Float32Array => ring(random, 300);

describe('memorisation', () => {
  const random = createRandom(2);
  const train = ring(random, 60, undefined, 0.15);
  const holdout = ring(random, 400, undefined, 0.15);
  const run = (copies: number) =>
    judged(
      ringRun({
        real: train,
        holdout,
        snapshots: 8,
        generated: (_, r) => {
          const data = ring(r, 300, undefined, 0.15);
          for (let i = 0; i < copies * 300; i++) {
            const row = r.integer(60);
            data.set(train.subarray(2 * row, 2 * row + 2), 2 * i);
          }
          return data;
        },
      }),
    );

  it('is found where the samples are copies of the training data', () => {
    const findings = run(1);
    expect(warnings(findings)).toEqual(['memorisation']);
    expect(measured(findings[0], 'copies-share')).toBeGreaterThan(0.95);
  });

  it('is not found where they are new, or few are copies', () => {
    expect(warnings(run(0))).toEqual([]);
    expect(warnings(run(0.3))).toEqual([]);
  });

  it.each([10, 24])(
    'is found, alone, of as few as %i training points, though they leave much of the data out',
    (count) => {
      const few = ring(createRandom(count), count, undefined, 0.15);
      const log = ringRun({
        real: few,
        holdout,
        snapshots: 12,
        generated: (_, r) => {
          const data = new Float32Array(2 * 200);
          for (let i = 0; i < 200; i++) {
            const row = r.integer(count);
            data.set([few[2 * row]! + 0.002 * r.normal(), few[2 * row + 1]! + 0.002 * r.normal()], 2 * i);
          }
          return data;
        },
      });
      expect(warnings(judged(log).filter(({ to }) => to === null))).toEqual(['memorisation']);
    },
  );

  it('needs held-out data', () => {
    const log = ringRun({ real: train, snapshots: 8, generated: () => Float32Array.of(...train, ...train) });
    expect(of('memorisation', judged(log))).toEqual([]);
  });
});

describe('no-overlap', () => {
  const certain = (step: number): ValueToWrite[] => [
    scalar('loss/discriminator', 1.4 * Math.exp(-step / 30) + 1e-4),
    scalar('loss/generator', 5 + step / 100),
    scalar('grad_norm/generator', Math.exp(-step / 50)),
  ];
  const off = (_: number, random: Random): Float32Array => cloud(random, 300, [6, 6], 0.3);

  it('is found where D is certain, the samples are off the data and no gradient is left', () => {
    const findings = judged(ringRun({ snapshots: 10, generated: off, scalars: certain }));
    expect(warnings(findings)).toEqual(['no-overlap']);
    expect(measured(findings[0], 'near-share')).toBe(0);
  });

  it('is the only name for what follows from it: a cloud that shrinks and changes place', () => {
    const log = ringRun({
      snapshots: 20,
      generated: (i, random) => cloud(random, 300, [6 * Math.cos(i), 6 * Math.sin(i)], 0.3 / i),
      scalars: certain,
    });
    expect(warnings(judged(log).filter(({ to }) => to === null))).toEqual(['no-overlap']);
  });

  it('is not found where the loss that fades is a critic’s, which then cannot tell them apart', () => {
    // Its scores wander by far more than they differ, and its loss is above zero now and then, as those of a trained one.
    const critic = (step: number): ValueToWrite[] => {
      const gap = 1.4 * Math.exp(-step / 30) + (step % 70 === 0 ? -1e-4 : 1e-4);
      const level = Math.sin(step);
      return [
        ...certain(step).slice(1),
        scalar('loss/discriminator', -gap),
        scalar('score/real', gap + level),
        scalar('score/fake', level),
      ];
    };
    expect(of('no-overlap', judged(ringRun({ snapshots: 10, generated: off, scalars: critic })))).toEqual([]);
  });

  it('is not found while D is not certain', () => {
    const findings = judged(ringRun({ snapshots: 6, generated: off }));
    expect(of('no-overlap', findings)).toEqual([]);
  });

  it('is not found where the samples are on the data', () => {
    const findings = judged(ringRun({ snapshots: 10, generated: healthy, scalars: certain }));
    expect(warnings(findings)).toEqual([]);
  });
});

describe('diverging', () => {
  it('is found where samples leave the data far behind, and it alone', () => {
    const log = ringRun({
      snapshots: 12,
      generated: (i, random) => (i < 5 ? ring(random, 300) : cloud(random, 300, [4 ** i, 0], 1)),
    });
    const findings = judged(log).filter(({ to }) => to === null);
    expect(warnings(findings)).toEqual(['diverging']);
  });

  it('is found where a loss has grown a thousandfold', () => {
    const log = ringRun({
      snapshots: 12,
      generated: healthy,
      scalars: (step) => [scalar('loss/discriminator', 1.4 * Math.exp(step / 100)), scalar('loss/generator', 0.7)],
    });
    const [finding] = of('diverging', judged(log));
    expect(finding!.evidence.tag).toBe('loss/discriminator');
    expect(measured(finding, 'loss-growth')).toBeGreaterThan(1000);
  });

  it('is not found for a loss that began near zero', () => {
    const log = ringRun({
      snapshots: 10,
      generated: healthy,
      scalars: (step) => [
        scalar('loss/discriminator', step < 100 ? 1e-6 : 2),
        scalar('loss/generator', step < 100 ? 1e-6 : -3),
      ],
    });
    expect(warnings(judged(log))).toEqual([]);
  });
});

describe('non-finite', () => {
  it('is an error at once, names the first quantity, and stays', () => {
    const log: Entry[] = [
      { step: 1, values: [scalar('loss/generator', 1)] },
      { step: 2, values: [scalar('weights/norm', Number.POSITIVE_INFINITY)] },
      { step: 3, values: [scalar('loss/generator', Number.NaN)] },
      { step: 4, values: [scalar('loss/generator', 1)] },
    ];
    expect(judged(log)).toEqual([
      {
        run: 'r',
        rule: 'non-finite',
        severity: 'error',
        from: 2,
        raised: 2,
        to: null,
        evidence: { measurements: [], tag: 'weights/norm' },
        configPaths: [],
      },
    ]);
  });

  it('is found in samples, and closes what it explains', () => {
    const log = ringRun({
      snapshots: 12,
      generated: (i, random) => ring(random, 300, [1, 0, 0, 0, 0, 0, 0, 0]).map((x) => (i < 11 ? x : x / 0)),
    });
    const findings = judged(log);
    expect(of('mode-collapse', findings)[0]!.to).toBe(1100);
    expect(of('non-finite', findings)[0]!.evidence.tag).toBe('samples/generated');
  });
});

describe('loss-correlation', () => {
  const losses = (generator: (step: number, random: Random) => number, spread = 0.02) =>
    judged(
      ringRun({
        snapshots: 40,
        generated: healthy,
        scalars: (step, random) => [
          scalar('loss/discriminator', 1.3 + spread * random.normal()),
          scalar('loss/generator', generator(step, random)),
        ],
      }),
    );

  it('informs, and no more, where G falls steadily while D hardly varies', () => {
    const findings = of(
      'loss-correlation',
      losses((step, random) => 3 - step / 2000 + 0.1 * random.normal()),
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]!.severity).toBe('information');
    expect(measured(findings[0], 'generator-trend')).toBeLessThan(-0.75);
  });

  it('is silent for noise, for a random walk, for a rise, and for a restless D', () => {
    let walk = 3;
    expect(
      of(
        'loss-correlation',
        losses((_, random) => 1 + 0.1 * random.normal()),
      ),
    ).toEqual([]);
    expect(
      of(
        'loss-correlation',
        losses((_, random) => (walk += 0.002 * random.normal())),
      ),
    ).toEqual([]);
    expect(
      of(
        'loss-correlation',
        losses((step) => 1 + step / 2000),
      ),
    ).toEqual([]);
    expect(
      of(
        'loss-correlation',
        losses((step) => 3 - step / 2000, 0.5),
      ),
    ).toEqual([]);
  });
});

describe('odd logs', () => {
  it('one sample only, a changing shape and a tensor without numbers raise nothing and stop nothing', () => {
    const log: Entry[] = [
      { step: 0, values: [samples('samples/real', ring(createRandom(1), 500), 2)] },
      { step: 1, values: [samples('samples/generated', Float32Array.of(1, 2), 2)] },
      { step: 2, values: [samples('samples/generated', Float32Array.of(1, 2, 3), 3)] },
      { step: 3, values: [{ tag: 'samples/generated', tensor: new Float32Array(), shape: [0, 2] }] },
      { step: 4, values: [samples('samples/generated', ring(createRandom(2), 100), 2)] },
    ];
    expect(warnings(judged(log))).toEqual([]);
  });

  it('snapshots that come before the real data are not lost', () => {
    const [real, ...rest] = ringRun({
      snapshots: 8,
      generated: (_, random) => ring(random, 300, [0, 1, 1, 1, 1, 1, 1, 1]),
    });
    const log = [...rest.slice(0, 25), { ...real!, step: 205 }, ...rest.slice(25)];
    expect(warnings(judged(log))).toEqual(['mode-dropping']);
  });

  it('too few real samples: nothing is said of modes', () => {
    const log = ringRun({
      real: ring(createRandom(1), 5),
      snapshots: 10,
      generated: (_, random) => cloud(random, 300, [2, 0], 0.01),
    });
    expect(warnings(judged(log))).toEqual([]);
  });
});
