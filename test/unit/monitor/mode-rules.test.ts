import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../src/random/index.ts';
import { cloud, even, judged, measured, of, placeOf, ring, ringRun, warnings, without } from './helpers.ts';

const placed = (x: readonly number[]): string => x.map((value) => value.toFixed(1).replace('-0.0', '0.0')).join(' ');

describe('a healthy run', () => {
  it('raises no warning', () => {
    expect(warnings(judged(ringRun({ snapshots: 15, generated: (_, random) => ring(random, 300) })))).toEqual([]);
  });

  it('raises none where it starts as a cloud and spreads', () => {
    const log = ringRun({
      snapshots: 15,
      generated: (i, random) =>
        i < 4 ? cloud(random, 300, [0.1, 0], 0.05 * i) : ring(random, 300, even, Math.max(0.02, 0.5 - 0.06 * i)),
    });
    expect(warnings(judged(log))).toEqual([]);
  });

  it('raises none with modes at 60 % of their share', () => {
    const weights = [0.6, 1, 1, 1.4, 0.6, 1, 1, 1.4];
    const log = ringRun({ snapshots: 30, generated: (_, random) => ring(random, 500, weights) });
    expect(warnings(judged(log))).toEqual([]);
  });

  it.each(['moons', 'spiral', 'cloud'] as const)('raises none on data without modes: %s', (kind) => {
    const log = ringRun({
      real: curve(kind, 2000, 5),
      snapshots: 20,
      generated: (i) => curve(kind, 300, 100 + i),
    });
    expect(warnings(judged(log))).toEqual([]);
  });
});

function curve(kind: 'moons' | 'spiral' | 'cloud', count: number, seed: number): Float32Array {
  const random = createRandom(seed);
  const data = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const t = random.uniform();
    const noise = kind === 'cloud' ? 1 : 0.05;
    let at = [0, 0];
    if (kind === 'moons') {
      const upper = random.uniform() < 0.5;
      at = [Math.cos(Math.PI * t) + (upper ? 0 : 1), (upper ? 1 : -1) * Math.sin(Math.PI * t) + (upper ? 0 : 0.5)];
    } else if (kind === 'spiral') {
      const turn = 3 * Math.PI * Math.sqrt(t);
      at = [0.3 * turn * Math.cos(turn), 0.3 * turn * Math.sin(turn)];
    }
    data[2 * i] = at[0]! + noise * random.normal();
    data[2 * i + 1] = at[1]! + noise * random.normal();
  }
  return data;
}

describe('mode-dropping', () => {
  describe('of few samples, none of which is on one of the modes', () => {
    const few = 24;
    it('is found once enough fresh ones are pooled', () => {
      const log = ringRun({ snapshots: 16, generated: (_, random) => ring(random, few, without(3)) });
      expect(warnings(judged(log))).toEqual(['mode-dropping']);
    });

    it('is not where they are made from the same latents each time: they are no more than those few', () => {
      let made: Float32Array | undefined;
      const log = ringRun({
        snapshots: 16,
        generated: (_, random) => {
          made ??= ring(random, few, without(3));
          return made.map((value) => value + 0.01 * random.normal());
        },
      });
      expect(warnings(judged(log))).toEqual([]);
    });

    it('is told of a loss before the pool is all of later snapshots', () => {
      const log = ringRun({
        snapshots: 24,
        generated: (i, random) => ring(random, 60, i < 12 ? even : without(3)),
      });
      const [finding] = of('mode-dropping', judged(log));
      const onset = log.filter(({ values }) => values.some(({ tag }) => tag === 'samples/generated'))[12]!.step;
      const interval = onset / 12;
      expect(finding!.raised - onset).toBeGreaterThan(0);
      expect(finding!.raised - onset).toBeLessThanOrEqual(6 * interval);
    });
  });

  it('names exactly the three modes that are missing', () => {
    const log = ringRun({ snapshots: 8, generated: (_, random) => ring(random, 300, without(1, 4, 6)) });
    const findings = judged(log);
    expect(warnings(findings)).toEqual(['mode-dropping']);
    const [finding] = findings;
    expect(finding!.to).toBeNull();
    expect(finding!.evidence.modesInData).toBe(8);
    expect(finding!.evidence.modes!.map(({ prototype }) => placed(prototype)).sort()).toEqual(
      [1, 4, 6].map((mode) => placed(placeOf(mode))).sort(),
    );
    for (const { realShare, generatedShare } of finding!.evidence.modes!) {
      expect(realShare).toBeCloseTo(1 / 8, 1);
      expect(generatedShare).toBe(0);
    }
    // Two snapshots that agree: no sooner, no later.
    expect(finding!.raised).toBe(200);
    expect(finding!.from).toBe(100);
  });

  it('finds a rare mode missing once enough samples are pooled, and says from how many', () => {
    const weights = [1, 1, 1, 1, 1, 1, 1, 0.1];
    const random = createRandom(9);
    const log = ringRun({
      real: ring(random, 2000, weights),
      snapshots: 15,
      generated: (_, r) => ring(r, 500, [1, 1, 1, 1, 1, 1, 1, 0]),
    });
    const [finding] = of('mode-dropping', judged(log));
    expect(finding!.evidence.modes).toHaveLength(1);
    expect(finding!.raised).toBeGreaterThan(300);
    expect(finding!.evidence.pooledSamples).toBeGreaterThan(1500);
  });

  it('does not call a mode missing at 40 % of its share, and does at 5 %', () => {
    const at = (share: number) =>
      warnings(
        judged(
          ringRun({
            snapshots: 20,
            generated: (_, random) => ring(random, 500, [share, 1, 1, 1, 1, 1, 1, 1]),
          }),
        ),
      );
    expect(at(0.4)).toEqual([]);
    expect(at(0.05)).toEqual(['mode-dropping']);
  });

  it('does not call a mode missing that is thin, however many samples say so', () => {
    const log = ringRun({ snapshots: 30, generated: (_, random) => ring(random, 1000, [0.17, 1, 1, 1, 1, 1, 1, 1]) });
    expect(warnings(judged(log))).toEqual([]);
  });

  it('needs few samples where several modes are missing together', () => {
    const log = ringRun({ snapshots: 8, generated: (_, random) => ring(random, 32, without(1, 3, 4, 6)) });
    const [finding] = of('mode-dropping', judged(log));
    expect(finding!.raised).toBeLessThanOrEqual(400);
    expect(finding!.evidence.modes!.map(({ prototype }) => placed(prototype)).sort()).toEqual(
      [1, 3, 4, 6].map((mode) => placed(placeOf(mode))).sort(),
    );
  });

  it('ends when the modes come back, and is one finding for one episode', () => {
    const log = ringRun({
      snapshots: 20,
      generated: (i, random) => ring(random, 300, i > 4 && i <= 10 ? without(2) : even),
    });
    const findings = of('mode-dropping', judged(log));
    expect(findings).toHaveLength(1);
    expect(findings[0]!.raised).toBeGreaterThan(400);
    expect(findings[0]!.to).toBeGreaterThan(1000);
    expect(findings[0]!.to).toBeLessThanOrEqual(1300);
  });

  it('is silent while the samples are not on the data', () => {
    const log = ringRun({
      snapshots: 10,
      generated: (_, random) => ring(random, 300, without(1), 0.9),
    });
    expect(of('mode-dropping', judged(log))).toEqual([]);
  });

  it('heeds the threshold of the config', () => {
    const log = ringRun({
      snapshots: 20,
      generated: (_, random) => ring(random, 500, [0.4, 1, 1, 1, 1, 1, 1, 1]),
    });
    expect(warnings(judged(log, { rules: { 'mode-dropping': { threshold: 0.8 } } }))).toEqual(['mode-dropping']);
  });
});

describe('mode-collapse', () => {
  const onto = (...modes: number[]) => even.map((_, i) => (modes.includes(i) ? 1 : 0));

  it('is found on one mode, and on two opposite ones that have all of the spread', () => {
    for (const weights of [onto(3), onto(1, 5)]) {
      const findings = judged(
        ringRun({
          snapshots: 10,
          generated: (i, random) => ring(random, 300, i <= 4 ? even : weights),
        }),
      );
      expect(warnings(findings)).toEqual(['mode-collapse']);
      expect(findings.at(-1)).toMatchObject({ from: 500, raised: 600, to: null });
      expect(
        findings
          .at(-1)!
          .evidence.modes!.map(({ prototype }) => placed(prototype))
          .sort(),
      ).toEqual(weights.flatMap((weight, i) => (weight > 0 ? [placed(placeOf(i))] : [])).sort());
    }
  });

  it('is not found where the data itself has nearly everything at two of three modes', () => {
    const weights = [0.8, 0.14, 0.06];
    const log = ringRun({
      real: ring(createRandom(6), 800, weights),
      snapshots: 10,
      generated: (_, random) => ring(random, 300, weights),
    });
    expect(warnings(judged(log))).toEqual([]);
  });

  it('is not found on four modes of eight: that is dropping', () => {
    const log = ringRun({
      snapshots: 10,
      generated: (i, random) => ring(random, 300, i <= 4 ? even : onto(0, 2, 4, 6)),
    });
    expect(warnings(judged(log))).toEqual(['mode-dropping']);
  });

  it('waits longer where the run has never got going', () => {
    const log = ringRun({ snapshots: 12, generated: (_, random) => ring(random, 300, onto(3)) });
    const [finding] = of('mode-collapse', judged(log));
    expect(finding!.raised).toBeGreaterThan(400);
    expect(finding!.from).toBeLessThanOrEqual(200);
  });

  it('is not the small cloud that every run starts as', () => {
    const log = ringRun({
      snapshots: 6,
      generated: (i, random) => cloud(random, 300, [0.1, 0.01 * i], 0.05),
    });
    expect(warnings(judged(log))).toEqual([]);
  });

  it('is said sooner of a run that lies on the data than of one that has not reached it', () => {
    const [on] = of(
      'mode-collapse',
      judged(ringRun({ snapshots: 12, generated: (_, random) => ring(random, 300, onto(3)) })),
    );
    const away = (_: number, random: Random): Float32Array => cloud(random, 300, [5, 5], 0.05);
    const [off] = of('mode-collapse', judged(ringRun({ snapshots: 12, generated: away })));
    expect(on!.raised).toBe(500);
    expect(off!.raised).toBe(700);
  });

  it('is said at once of samples that differed and then fell together, wherever they lie', () => {
    const log = ringRun({
      snapshots: 10,
      generated: (i, random) => cloud(random, 300, [0.5 * i, -4], i <= 4 ? 0.15 * i : 0.01),
    });
    expect(of('mode-collapse', judged(log))).toMatchObject([{ raised: 600, to: null }]);
  });

  it('is passed over for one bad moment, and closes after recovery', () => {
    const moment = ringRun({
      snapshots: 12,
      generated: (i, random) => ring(random, 300, i === 6 ? onto(3) : even),
    });
    expect(warnings(judged(moment))).toEqual([]);
    const spell = ringRun({
      snapshots: 14,
      generated: (i, random) => ring(random, 300, i >= 6 && i <= 9 ? onto(3) : even),
    });
    const [finding] = of('mode-collapse', judged(spell));
    expect(finding).toMatchObject({ raised: 700, to: 1100 });
  });
});

describe('mode-hopping', () => {
  const hop = (period: number) =>
    ringRun({
      snapshots: 20,
      generated: (i, random) =>
        i <= 4
          ? ring(random, 300)
          : ring(
              random,
              300,
              even.map((_, mode) => (mode === (3 * Math.floor(i / period)) % 8 ? 1 : 0)),
            ),
    });

  it('is found, alone, where each snapshot is collapsed onto another mode', () => {
    const findings = judged(hop(1));
    const open = findings.filter(({ to, severity }) => to === null && severity === 'warning');
    expect(open.map(({ rule }) => rule)).toEqual(['mode-hopping']);
    expect(open[0]!.raised).toBeLessThanOrEqual(1000);
    expect(measured(open[0], 'dominant-changes')).toBeGreaterThan(0.8);
  });

  it('is not a collapse that stays', () => {
    expect(of('mode-hopping', judged(hop(100)))).toEqual([]);
  });

  it('becomes a collapse when it has come to rest', () => {
    const log = ringRun({
      snapshots: 24,
      generated: (i, random) =>
        ring(
          random,
          300,
          even.map((_, mode) => (mode === (3 * Math.min(i, 12)) % 8 ? 1 : 0)),
        ),
    });
    const findings = judged(log).filter(({ severity }) => severity === 'warning');
    expect(of('mode-hopping', findings)[0]!.to).toBeLessThanOrEqual(1800);
    expect(findings.filter(({ to }) => to === null).map(({ rule }) => rule)).toEqual(['mode-collapse']);
  });

  it('is not a run that flies off, each time in another direction', () => {
    const log = ringRun({
      snapshots: 16,
      generated: (i, random) => {
        const away = 8 * 1.3 ** i;
        return cloud(random, 300, [away * Math.cos(2 * i), away * Math.sin(2 * i)], 0.1);
      },
    });
    const findings = judged(log);
    expect(of('mode-hopping', findings)).toEqual([]);
    expect(warnings(findings.filter(({ to }) => to === null))).toEqual(['diverging']);
  });

  it('is not a cloud that wanders while it grows', () => {
    const log = ringRun({
      snapshots: 9,
      generated: (i, random) =>
        cloud(
          random,
          300,
          placeOf(3 * i).map((x) => 0.6 * x),
          0.06 * 1.3 ** i,
        ),
    });
    expect(warnings(judged(log))).toEqual([]);
  });

  it('is not two modes that take turns by chance in first place', () => {
    const log = ringRun({
      snapshots: 20,
      generated: (i, random) =>
        i <= 4 ? ring(random, 300) : ring(random, 300, [1 + 0.2 * Math.sin(i), 0, 0, 0, 1, 0, 0, 0]),
    });
    expect(warnings(judged(log))).toEqual(['mode-collapse']);
  });
});
