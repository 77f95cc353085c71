import { describe, expect, it } from 'vitest';
import { mostWaiting, Outbox } from '../../../src/host/outbox.ts';
import type { RunStatus, ScalarUpdate, ToPage } from '../../../src/protocol/index.ts';

const run = '/runs/a';
const scalars = (from: number, to: number, reset = false, tag = 'loss/generator'): ScalarUpdate => {
  const steps = Float64Array.from({ length: to - from }, (_, i) => from + i);
  return {
    type: 'scalars',
    run,
    reset,
    series: [{ tag, steps, values: Float32Array.from(steps, (step) => step / 2) }],
  };
};
const status = (step: number): RunStatus => ({
  type: 'status',
  run,
  name: 'a',
  state: 'running',
  step,
  steps: 100,
  stepsPerSecond: null,
  secondsLeft: null,
  engine: null,
  configFile: null,
});

/** A page that takes a message only when told to. */
function slowPage() {
  const sent: ToPage[] = [];
  let arrive: (() => void)[] = [];
  const outbox = new Outbox((message) => {
    sent.push(message);
    return new Promise<void>((resolve) => arrive.push(resolve));
  });
  return {
    sent,
    outbox,
    arrived: async () => {
      const waiting = arrive;
      arrive = [];
      for (const resolve of waiting) resolve();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('the outbox', () => {
  it('sends at once while nothing is on the way', async () => {
    const { sent, outbox, arrived } = slowPage();
    outbox.post(status(1));
    expect(sent).toEqual([status(1)]);
    await arrived();
    outbox.post(status(2));
    expect(sent).toEqual([status(1), status(2)]);
  });

  it('keeps of a long wait the extremes, and no more points than it has room for', async () => {
    const { sent, outbox, arrived } = slowPage();
    outbox.post(scalars(0, 1, true));
    const atOnce = 10_000;
    for (let from = 0; from < 300_000; from += atOnce) {
      const { series, ...rest } = scalars(from, from + atOnce);
      const [{ tag, steps }] = series as [(typeof series)[number]];
      const values = Float32Array.from(steps, (step) => (step === 232_101 ? 99 : step === 123_456 ? -99 : step % 2));
      outbox.post({ ...rest, series: [{ tag, steps, values }] });
    }
    await arrived();
    const { steps, values } = (sent[1] as ScalarUpdate).series[0]!;
    expect(steps.length).toBeLessThanOrEqual(mostWaiting);
    expect(steps.length).toBe(values.length);
    expect(steps.every((step, i) => i === 0 || step > steps[i - 1]!)).toBe(true);
    expect(values[steps.indexOf(232_101)]).toBe(99);
    expect(values[steps.indexOf(123_456)]).toBe(-99);
    expect(steps.at(-1)).toBeGreaterThan(299_990);
  });

  it('does not join what is void with what is not', async () => {
    const { sent, outbox, arrived } = slowPage();
    outbox.post(scalars(0, 1, true));
    outbox.post(scalars(1, 10));
    outbox.post({ ...scalars(5, 6), voidFrom: 5 });
    outbox.post(scalars(6, 8));
    await arrived();
    expect(sent.slice(1)).toEqual([scalars(1, 10), { ...scalars(5, 8), voidFrom: 5 }]);
  });

  it('keeps images of real data beside generated ones', async () => {
    const { sent, outbox, arrived } = slowPage();
    const mosaic = (shows: 'generated' | 'real', step: number) =>
      ({ type: 'mosaic', run, shows, step, png: Uint8Array.of(step) }) as const;
    outbox.post(status(1));
    for (const each of [mosaic('real', 0), mosaic('generated', 1), mosaic('generated', 2)]) outbox.post(each);
    await arrived();
    expect(sent.slice(1)).toEqual([mosaic('real', 0), mosaic('generated', 2)]);
  });

  it('keeps the last state of what came meanwhile', async () => {
    const { sent, outbox, arrived } = slowPage();
    for (let step = 1; step <= 5; step++) outbox.post(status(step));
    await arrived();
    expect(sent).toEqual([status(1), status(5)]);
  });

  it('loses no point of a curve, of whichever tag', async () => {
    const { sent, outbox, arrived } = slowPage();
    outbox.post(scalars(0, 10, true));
    outbox.post(scalars(10, 20));
    outbox.post(scalars(0, 5, false, 'score/real'));
    outbox.post(scalars(20, 30));
    await arrived();
    expect(sent).toHaveLength(2);
    const { series } = sent[1] as ScalarUpdate;
    expect(series.map(({ tag }) => tag)).toEqual(['loss/generator', 'score/real']);
    expect(series[0]).toEqual(scalars(10, 30).series[0]);
    expect(series[1]).toEqual(scalars(0, 5, false, 'score/real').series[0]);
  });

  it('keeps curves that begin anew apart from what was before', async () => {
    const { sent, outbox, arrived } = slowPage();
    outbox.post(status(1));
    outbox.post(scalars(0, 10));
    outbox.post(scalars(0, 5, true));
    outbox.post(scalars(5, 8));
    await arrived();
    expect(sent.slice(1)).toEqual([scalars(0, 10), scalars(0, 8, true)]);
  });

  it('keeps the real samples, which come once, with the newest generated ones', async () => {
    const { sent, outbox, arrived } = slowPage();
    const cloud = (x: number) => ({ count: 1, xy: Float32Array.of(x, x) });
    const samples = { type: 'samples', run, projection: 'identity' } as const;
    outbox.post(status(1));
    outbox.post({ ...samples, step: 1, generated: cloud(1), real: cloud(7) });
    outbox.post({ ...samples, step: 2, generated: cloud(2) });
    await arrived();
    expect(sent.slice(1)).toEqual([{ ...samples, step: 2, generated: cloud(2), real: cloud(7) }]);
  });

  it('joins what comes of the past, until it begins anew', async () => {
    const { sent, outbox, arrived } = slowPage();
    const history = (reset: boolean, ...steps: number[]) =>
      ({ type: 'history', run, reset, steps: Float64Array.from(steps) }) as const;
    const shares = (reset: boolean, ...steps: number[]) =>
      ({
        type: 'shares',
        run,
        reset,
        modes: 2,
        steps: Float64Array.from(steps),
        shares: Float32Array.from(steps.flatMap((step) => [step, -step])),
      }) as const;
    outbox.post(status(1));
    for (const each of [history(true, 0), history(false, 1), history(true, 5, 6), history(false, 7)]) outbox.post(each);
    for (const each of [shares(true, 0, 1), shares(false, 2)]) outbox.post(each);
    await arrived();
    expect(sent.slice(1)).toEqual([history(true, 5, 6, 7), shares(true, 0, 1, 2)]);
  });

  it('forgets what was meant for the run before', async () => {
    const { sent, outbox, arrived } = slowPage();
    outbox.post(status(1));
    outbox.post(scalars(0, 10));
    outbox.post({ type: 'show', version: 1, run: '/runs/b', name: 'b' });
    await arrived();
    expect(sent.map(({ type }) => type)).toEqual(['status', 'show']);
  });

  it('goes on after a page that takes nothing', async () => {
    const sent: ToPage[] = [];
    const outbox = new Outbox((message) => {
      sent.push(message);
      return Promise.reject(new Error('disposed'));
    });
    outbox.post(status(1));
    await new Promise((resolve) => setImmediate(resolve));
    outbox.post(status(2));
    expect(sent).toEqual([status(1), status(2)]);
  });
});
