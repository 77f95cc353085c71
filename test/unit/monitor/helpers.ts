/** Logs made for the tests: their events as the monitor gets them, and on disk. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createEventWriter, type EventValue, type LogEvent, type ValueToWrite } from '../../../src/events/index.ts';
import { RunMonitor } from '../../../src/monitor/index.ts';
import type { Finding, RuleId } from '../../../src/protocol/index.ts';
import { createRandom, type Random } from '../../../src/random/index.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'modescope-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** One record of a log. */
export interface Entry {
  readonly step: number;
  readonly values: readonly ValueToWrite[];
}

export function scalar(tag: string, number: number): ValueToWrite {
  return { tag, scalar: number };
}

export function samples(tag: string, data: Float32Array, dimensions: number): ValueToWrite {
  return { tag, tensor: data, shape: [data.length / dimensions, dimensions] };
}

export function eventOf({ step, values }: Entry): LogEvent {
  return {
    type: 'event',
    file: 'events.out.tfevents.1',
    offset: 0,
    wallTime: 0,
    step,
    sessionStart: false,
    values: values.map(valueOf),
  };
}

function valueOf(value: ValueToWrite): EventValue {
  const refused = (): never => {
    throw new Error(`${value.tag} is of another kind`);
  };
  const base = { tag: value.tag, plugin: '', scalar: refused, tensor: refused, image: refused, histogram: refused };
  if ('scalar' in value) return { ...base, kind: 'scalar', scalar: () => value.scalar };
  if (!('tensor' in value)) throw new Error('no images here');
  const { tensor, shape } = value;
  return { ...base, kind: 'tensor', tensor: () => ({ dtype: 'float32', shape, data: tensor, strings: [] }) };
}

/** What the monitor finds in a log. */
export function judged(entries: readonly Entry[], config?: unknown): readonly Finding[] {
  const monitor = new RunMonitor({ run: 'r', ...(config === undefined ? {} : { config }) });
  for (const entry of entries) monitor.feed(eventOf(entry));
  return monitor.findings;
}

/** Findings of one rule. */
export function of(rule: RuleId, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.rule === rule);
}

/** Findings of warning level or above. */
export function warnings(findings: readonly Finding[]): readonly RuleId[] {
  return findings.filter(({ severity }) => severity === 'warning' || severity === 'error').map(({ rule }) => rule);
}

export function measured(finding: Finding | undefined, name: string): number {
  return finding?.evidence.measurements.find((measurement) => measurement.name === name)?.value ?? Number.NaN;
}

export function writeLog(folder: string, entries: readonly Entry[]): void {
  const writer = createEventWriter(folder);
  for (const { step, values } of entries) writer.write(step, values);
  writer.close();
}

/** `count` points on modes of a ring of radius 2, with weights. */
export function ring(
  random: Random,
  count: number,
  weights: readonly number[] = Array<number>(8).fill(1),
  deviation = 0.02,
): Float32Array {
  const total = weights.reduce((a, b) => a + b, 0);
  const data = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    let left = random.uniform() * total;
    let mode = 0;
    while (mode < weights.length - 1 && left >= weights[mode]!) left -= weights[mode++]!;
    const angle = (2 * Math.PI * mode) / weights.length;
    data[2 * i] = 2 * Math.cos(angle) + deviation * random.normal();
    data[2 * i + 1] = 2 * Math.sin(angle) + deviation * random.normal();
  }
  return data;
}

/** Where mode `i` of `n` of the ring lies. */
export function placeOf(i: number, n = 8): readonly [number, number] {
  return [2 * Math.cos((2 * Math.PI * i) / n), 2 * Math.sin((2 * Math.PI * i) / n)];
}

export function cloud(random: Random, count: number, centre: readonly number[], deviation: number): Float32Array {
  return Float32Array.from(
    { length: count * centre.length },
    (_, i) => centre[i % centre.length]! + deviation * random.normal(),
  );
}

export interface RingRun {
  readonly snapshots: number;
  /** The samples of snapshot i (from 1; 0 is the untrained network's cloud). */
  readonly generated: (i: number, random: Random) => Float32Array;
  readonly every?: number;
  readonly seed?: number;
  readonly real?: Float32Array;
  readonly holdout?: Float32Array;
  readonly scalars?: (step: number, random: Random) => readonly ValueToWrite[];
}

/** A log of a run on the ring of 8 modes: real data, an untrained snapshot, then what the run makes. */
export function ringRun(run: RingRun): Entry[] {
  const { snapshots, generated, every = 100, seed = 1 } = run;
  const random = createRandom(seed);
  const quiet = (): readonly ValueToWrite[] => [
    scalar('loss/discriminator', 1.3 + 0.05 * random.normal()),
    scalar('loss/generator', 0.8 + 0.05 * random.normal()),
  ];
  const scalarsAt = run.scalars ?? quiet;
  const entries: Entry[] = [
    { step: 0, values: [samples('samples/real', run.real ?? ring(random.split('real'), 800), 2)] },
    ...(run.holdout === undefined ? [] : [{ step: 0, values: [samples('samples/holdout', run.holdout, 2)] }]),
    { step: 0, values: [samples('samples/generated', cloud(random, 300, [0.1, 0], 0.05), 2)] },
  ];
  for (let i = 1; i <= snapshots; i++) {
    for (let s = 10; s <= every; s += 10) {
      const step = (i - 1) * every + s;
      entries.push({ step, values: scalarsAt(step, random) });
    }
    entries.push({ step: i * every, values: [samples('samples/generated', generated(i, random), 2)] });
  }
  return entries;
}

export const even = Array<number>(8).fill(1);
/** Weights of the ring's modes without those named. */
export function without(...modes: readonly number[]): number[] {
  return even.map((weight, i) => (modes.includes(i) ? 0 : weight));
}
