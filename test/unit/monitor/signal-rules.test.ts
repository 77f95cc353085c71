import { describe, expect, it } from 'vitest';
import { StallWatch } from '../../../src/monitor/rules/stalled.ts';
import { RunMonitor } from '../../../src/monitor/index.ts';
import { createRandom, type Random } from '../../../src/random/index.ts';
import type { RuleId } from '../../../src/protocol/index.ts';
import {
  cloud,
  even,
  eventOf,
  judged,
  measured,
  of,
  ring,
  ringRun,
  samples,
  scalar,
  warnings,
  without,
  type Entry,
} from './helpers.ts';

const healthy = (_: number, random: Random): Float32Array => ring(random, 300);

/** One scalar series, and what a rule says of it. */
function seriesOf(
  rule: RuleId,
  tag: string,
  value: (i: number, random: Random) => number,
  count = 300,
  config?: unknown,
) {
  const random = createRandom(1);
  const log: Entry[] = [];
  for (let i = 0; i < count; i++) log.push({ step: 10 * i, values: [scalar(tag, value(i, random))] });
  return of(rule, judged(log, config));
}

describe('gradient norms against their own early size', () => {
  const noise = (random: Random): number => Math.exp(0.3 * random.normal());

  it('vanishing: found at a thousandth, not at a thirtieth, whatever the absolute size', () => {
    for (const size of [1e-6, 1, 1e6]) {
      const fading = (to: number) => (i: number, random: Random) => size * (i < 100 ? 1 : to) * noise(random);
      const [finding] = seriesOf('vanishing-gradient', 'grad_norm/generator', fading(1e-3));
      expect(finding).toMatchObject({ severity: 'information', to: null });
      expect(finding!.raised).toBeGreaterThan(1000);
      expect(seriesOf('vanishing-gradient', 'grad_norm/generator', fading(1 / 30))).toEqual([]);
    }
  });

  it('vanishing: ends when the gradient comes back', () => {
    const [finding] = seriesOf('vanishing-gradient', 'grad_norm/generator', (i) => (i > 60 && i < 150 ? 1e-4 : 1));
    expect(finding!.to).toBeGreaterThan(1500);
    expect(finding!.to).toBeLessThan(2200);
  });

  it('exploding: found at a thousandfold of either network, named; not at tenfold', () => {
    const growing = (to: number) => (i: number, random: Random) => (i < 100 ? 1 : to) * noise(random);
    const [finding] = seriesOf('exploding-gradient', 'grad_norm/discriminator', growing(1000));
    expect(finding!.evidence.tag).toBe('grad_norm/discriminator');
    expect(measured(finding, 'gradient-of-early')).toBeGreaterThan(100);
    expect(seriesOf('exploding-gradient', 'grad_norm/generator', growing(10))).toEqual([]);
    const strict = { rules: { 'exploding-gradient': { threshold: 5 } } };
    expect(seriesOf('exploding-gradient', 'grad_norm/generator', growing(10), 300, strict)).toHaveLength(1);
  });
});

describe('sparse-gradient', () => {
  it('is found where few samples carry it for a while, not for a moment', () => {
    const tag = 'gradient_share/generator';
    const [finding] = seriesOf('sparse-gradient', tag, (i) => (i < 100 ? 0.6 : 0.03));
    expect(finding).toMatchObject({ severity: 'information', to: null });
    expect(seriesOf('sparse-gradient', tag, () => 0.5)).toEqual([]);
    expect(seriesOf('sparse-gradient', tag, (i) => (i % 3 === 0 ? 0.03 : 0.5))).toEqual([]);
  });
});

describe('starving-mode', () => {
  it('is found where the diffusion discriminator is sure of part of the real data', () => {
    const tag = 'score/encoder_side';
    const [finding] = seriesOf('starving-mode', tag, () => 0.2);
    expect(measured(finding, 'encoder-share')).toBeCloseTo(0.2, 10);
    expect(seriesOf('starving-mode', tag, () => 0.02)).toEqual([]);
  });
});

describe('duplicate-samples', () => {
  const few = (support: number) =>
    ringRun({
      snapshots: 6,
      real: ring(createRandom(4), 2000, even, 0.3),
      generated: (_, random) => {
        const kinds = ring(createRandom(7), support, even, 0.3);
        const data = new Float32Array(600);
        for (let i = 0; i < 300; i++) {
          const row = random.integer(support);
          data.set(kinds.subarray(2 * row, 2 * row + 2), 2 * i);
        }
        return data;
      },
    });

  it('is found where a small support is spread over all modes, and only informs', () => {
    const findings = of('duplicate-samples', judged(few(100)));
    expect(findings).toMatchObject([{ severity: 'information', raised: 200, to: null }]);
    expect(measured(findings[0], 'duplicate-share')).toBeGreaterThan(0.9);
    expect(warnings(judged(few(100)))).toEqual([]);
  });

  it('is not found where the support is large, or the real data has them too', () => {
    expect(of('duplicate-samples', judged(few(20_000)))).toEqual([]);
    const grid = (random: Random, count: number): Float32Array =>
      Float32Array.from({ length: 2 * count }, () => random.integer(8));
    const log = ringRun({
      real: grid(createRandom(1), 2000),
      snapshots: 6,
      generated: (_, random) => grid(random, 300),
    });
    expect(of('duplicate-samples', judged(log))).toEqual([]);
  });
});

describe('latent-ignored', () => {
  const withLatents = (makes: (z: Float32Array, random: Random) => Float32Array, latentsFirst: boolean): Entry[] =>
    ringRun({ snapshots: 8, generated: healthy }).map(({ step, values }) => {
      if (values[0]!.tag !== 'samples/generated') return { step, values };
      const random = createRandom(step + 1);
      const z = cloud(random, 300, Array<number>(8).fill(0), 1);
      // Latents of the first samples only, as long ones are logged.
      const pair = [
        samples('samples/generated', makes(z, random), 2),
        samples('latents/generated', z.slice(0, 8 * 256), 8),
      ];
      return { step, values: latentsFirst ? pair.reverse() : pair };
    });
  const onTheRing = (z: Float32Array): Float32Array => {
    const data = new Float32Array(600);
    for (let i = 0; i < 300; i++) {
      const angle = (2 * Math.PI * Math.round(4 * (1 + Math.atan2(z[8 * i]!, z[8 * i + 1]!) / Math.PI))) / 8;
      data[2 * i] = 2 * Math.cos(angle) + 0.02 * z[8 * i + 2]!;
      data[2 * i + 1] = 2 * Math.sin(angle) + 0.02 * z[8 * i + 3]!;
    }
    return data;
  };

  it.each([true, false])('is found where samples vary but not with z (latents logged first: %s)', (first) => {
    const findings = judged(withLatents((_, random) => ring(random, 300), first));
    expect(warnings(findings)).toEqual(['latent-ignored']);
    expect(measured(findings[0], 'latent-dependence')).toBeLessThan(0.01);
  });

  it.each([true, false])('is not found where they follow z (latents logged first: %s)', (first) => {
    expect(warnings(judged(withLatents(onTheRing, first)))).toEqual([]);
  });

  it('is found where there is only one sample', () => {
    const findings = judged(withLatents(() => new Float32Array(600).fill(0.5), false));
    expect(of('latent-ignored', findings)).toHaveLength(1);
  });
});

describe('discriminator-too-weak', () => {
  const run = (gap: number, generated: (i: number, random: Random) => Float32Array, loss = 1.38) =>
    of(
      'discriminator-too-weak',
      judged(
        ringRun({
          snapshots: 10,
          generated,
          scalars: (_, random) => [
            scalar('score/real', gap + 0.001 * random.normal()),
            scalar('score/fake', 0.001 * random.normal()),
            scalar('loss/discriminator', loss),
          ],
        }),
      ),
    );
  const wrong = (_: number, random: Random): Float32Array => cloud(random, 300, [1, 1], 0.5);

  it('is found where D is at chance and the samples are wrong', () => {
    const [finding] = run(0.01, wrong);
    expect(finding!.severity).toBe('information');
    expect(measured(finding, 'distance-to-real')).toBeGreaterThan(measured(finding, 'distance-usual'));
  });

  it('is not found where D tells them apart, where the samples are right, or where scores have no scale', () => {
    expect(run(1, wrong)).toEqual([]);
    expect(run(0.01, healthy)).toEqual([]);
    expect(run(0.01, wrong, -0.01)).toEqual([]);
  });
});

describe('redundant-generators', () => {
  const run = (weights: readonly (readonly number[])[]): Entry[] =>
    ringRun({ snapshots: 8, generated: healthy }).flatMap((entry) => {
      if (entry.values[0]!.tag !== 'samples/generated') return [entry];
      const random = createRandom(entry.step + 5);
      return [
        entry,
        ...weights.map((w, k) => ({
          step: entry.step,
          values: [samples(`samples/generator_${k}`, ring(random, 100, w), 2)],
        })),
      ];
    });

  it('names two that cover the same modes', () => {
    const half = without(0, 1, 2, 3);
    const findings = judged(run([half, without(4, 5, 6, 7), half]));
    expect(warnings(findings)).toEqual(['redundant-generators']);
    expect(measured(findings[0], 'generator-one')).toBe(0);
    expect(measured(findings[0], 'generator-two')).toBe(2);
    expect(measured(findings[0], 'generators-overlap')).toBeGreaterThan(0.8);
  });

  it('is silent where each has its own', () => {
    expect(warnings(judged(run([without(0, 1, 2, 3), without(4, 5, 6, 7)])))).toEqual([]);
  });
});

describe('stalled', () => {
  const record = (wallTime: number, step: number) => ({ ...eventOf({ step, values: [] }), wallTime });
  /** Ten records a second apart, seen live. */
  function live(): StallWatch {
    const watch = new StallWatch();
    for (let i = 0; i < 10; i++) watch.note(record(1000 + i, 10 * i), 5000 + i);
    return watch;
  }

  it('is found after many usual intervals, by the watcher’s clock', () => {
    const watch = live();
    expect(watch.at(5009 + 29)).toBeUndefined();
    expect(watch.at(5009 + 31)).toMatchObject({ step: 90 });
    expect(watch.at(5009 + 31, 60)).toBeUndefined();
    watch.note(record(1050, 100), 5050);
    expect(watch.at(5060)).toBeUndefined();
  });

  it('waits for slow logs as many of their own intervals', () => {
    const watch = new StallWatch();
    for (let i = 0; i < 10; i++) watch.note(record(60 * i, i), 60 * i);
    expect(watch.at(540 + 19 * 60)).toBeUndefined();
    expect(watch.at(540 + 21 * 60)).toBeDefined();
  });

  it('is never found in a log that has always lain there', () => {
    const watch = new StallWatch();
    for (let i = 0; i < 10; i++) watch.note(record(1000 + i, i), undefined);
    expect(watch.at(1e9)).toBeUndefined();
  });

  it('is a finding while it lasts, unless switched off', () => {
    const stall = live().at(6000)!;
    const monitor = new RunMonitor({ run: 'r' });
    expect(monitor.setStall(stall)).toBe(true);
    expect(monitor.setStall(stall)).toBe(false);
    expect(monitor.findings).toMatchObject([{ rule: 'stalled', severity: 'information', raised: 90, to: null }]);
    expect(monitor.setStall(undefined)).toBe(true);
    expect(monitor.findings).toEqual([]);
    const silent = new RunMonitor({ run: 'r', config: { rules: { stalled: { level: 'off' } } } });
    silent.setStall(stall);
    expect(silent.findings).toEqual([]);
  });
});
