import { describe, expect, it } from 'vitest';
import { RunMonitor } from '../../../src/monitor/index.ts';
import { messageOf } from '../../../src/prose/index.ts';
import { createRandom, type Random } from '../../../src/random/index.ts';
import { eventOf, judged, measured, of, placeOf, samples, warnings, type Entry } from './helpers.ts';

const classes = 8;
const deviation = 0.05;

const labels = (tag: string, count: number) => ({
  tag,
  tensor: Float32Array.from({ length: count }, (_, i) => i % classes),
  shape: [count],
});

/** Sample i is of class i mod 8: at its own mode of the ring, or at another place, with another spread. */
function ofClasses(
  random: Random,
  count: number,
  placed: (label: number) => readonly [mode: number, spread: number] = (label) => [label, 1],
): Float32Array {
  return Float32Array.from({ length: 2 * count }, (_, at) => {
    const [mode, spread] = placed(Math.floor(at / 2) % classes);
    return placeOf(mode)[at % 2]! + spread * deviation * random.normal();
  });
}

/** A log of a conditional run, in which something is made of each class from snapshot 1 on. */
function run(made: (snapshot: number, random: Random) => Float32Array, snapshots = 8): Entry[] {
  const random = createRandom(4);
  const entries: Entry[] = [
    { step: 0, values: [labels('labels/real', 800), samples('samples/real', ofClasses(random, 800), 2)] },
  ];
  for (let i = 0; i <= snapshots; i++) {
    const data = made(i, random);
    entries.push({
      step: 100 * i,
      values: [labels('labels/generated', data.length / 2), samples('samples/generated', data, 2)],
    });
  }
  return entries;
}

describe('class-collapse', () => {
  it('is silent where every class is made', () => {
    expect(warnings(judged(run((_, random) => ofClasses(random, 256))))).toEqual([]);
  });

  it('names the classes in whose place something else is made, though no mode is missing', () => {
    // 2 and 5 are made of each other
    const swapped = (label: number): readonly [number, number] => [label === 2 ? 5 : label === 5 ? 2 : label, 1];
    const findings = judged(run((_, random) => ofClasses(random, 256, swapped)));
    expect(of('mode-dropping', findings)).toEqual([]);
    const [finding] = of('class-collapse', findings);
    expect(finding).toMatchObject({ severity: 'warning', to: null, from: 100, raised: 200 });
    expect(finding!.evidence.modes!.map(({ label }) => label)).toEqual(['2', '5']);
    expect(measured(finding, 'classes-missing')).toBe(2);
    expect(measured(finding, 'class-upper-bound')).toBeLessThan(0.25);
    expect(messageOf(finding!)).toContain('2 of 8 classes are not made, or hardly vary — near class 2, class 5');
  });

  it('calls the classes by the names that the run has for them', () => {
    const names = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse'];
    const swapped = (label: number): readonly [number, number] => [label === 2 ? 5 : label === 5 ? 2 : label, 1];
    const monitor = new RunMonitor({ run: 'r', classes: names });
    const entries = run((_, random) => ofClasses(random, 256, swapped));
    for (const entry of entries) monitor.feed(eventOf(entry));
    const [finding] = of('class-collapse', monitor.findings);
    expect(messageOf(finding!)).toContain('near class bird, class dog');
    // The log begins anew: the names stay.
    monitor.feed({ type: 'reset' });
    for (const entry of entries) monitor.feed(eventOf(entry));
    expect(of('class-collapse', monitor.findings)[0]!.evidence.modes!.map(({ label }) => label)).toEqual([
      'bird',
      'dog',
    ]);
  });

  it('names a mode that nothing is made in by its class', () => {
    const monitor = new RunMonitor({ run: 'r' });
    monitor.configure(undefined, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
    const dropped = run((_, random) => ofClasses(random, 256, (label) => [label === 3 ? 4 : label, 1]));
    for (const entry of dropped) monitor.feed(eventOf(entry));
    expect(of('mode-dropping', monitor.findings)[0]!.evidence.modes!.map(({ label }) => label)).toEqual(['d']);
  });

  it('names a class of which all samples are the same', () => {
    const constant = (label: number): readonly [number, number] => [label, label === 3 ? 0.01 : 1];
    const [finding] = of('class-collapse', judged(run((_, random) => ofClasses(random, 256, constant))));
    expect(finding!.evidence.modes!.map(({ label }) => label)).toEqual(['3']);
    expect(measured(finding, 'classes-constant')).toBe(1);
    expect(measured(finding, 'class-spread')).toBeCloseTo(0.01, 2);
  });

  it('closes when the class comes back', () => {
    const [finding] = of(
      'class-collapse',
      judged(run((i, random) => ofClasses(random, 256, (label) => [i < 6 && label === 1 ? 4 : label, 1]), 16)),
    );
    expect(finding!.to).toBeGreaterThan(500);
  });

  it('says nothing of few samples, or without labels', () => {
    const few = run((_, random) => ofClasses(random, 16, () => [0, 1]), 3);
    expect(of('class-collapse', judged(few))).toEqual([]);
    const unlabelled = run((_, random) => ofClasses(random, 256, (label) => [(label + 1) % 8, 1])).map((entry) => ({
      ...entry,
      values: entry.values.filter(({ tag }) => !tag.startsWith('labels/')),
    }));
    expect(of('class-collapse', judged(unlabelled))).toEqual([]);
  });
});

describe('latents of a generator that is told classes', () => {
  /** Where a sample lies in its mode is its latent, or not. */
  const withLatents = (follows: boolean): Entry[] =>
    run((_, random) => ofClasses(random, 256)).map((entry) => ({
      ...entry,
      values: entry.values.flatMap((value) => {
        if (value.tag !== 'samples/generated' || !('tensor' in value)) return [value];
        const stream = createRandom(entry.step + 1);
        const latents = Float32Array.from(value.tensor, (x, at) =>
          follows ? x - placeOf(Math.floor(at / 2) % classes)[at % 2]! : stream.normal(),
        );
        return [samples('latents/generated', latents, 2), value];
      }),
    }));

  it('are compared within each class', () => {
    expect(of('latent-ignored', judged(withLatents(true)))).toEqual([]);
    expect(of('latent-ignored', judged(withLatents(false)))).toHaveLength(1);
  });
});

describe('modes of data with labels', () => {
  it('are named by their class', () => {
    const findings = judged(run((_, random) => ofClasses(random, 256, (label) => [label === 6 ? 0 : label, 1])));
    const [finding] = of('mode-dropping', findings);
    expect(finding!.evidence.modes!.map(({ label }) => label)).toEqual(['6']);
  });
});
