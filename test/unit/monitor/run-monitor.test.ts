import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEventWriter, listEventFiles, readRecords, tailEvents } from '../../../src/events/index.ts';
import { RunMonitor } from '../../../src/monitor/index.ts';
import { watchOnce } from '../../../src/monitor/watch.ts';
import type { Finding } from '../../../src/protocol/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import {
  cloud,
  even,
  eventOf,
  judged,
  ring,
  ringRun,
  scalar,
  temporaryFolder,
  warnings,
  without,
  writeLog,
  type Entry,
} from './helpers.ts';

/** What counts of a finding once it was raised: what it says may be brought up to date, and it may end. */
function raisedBy(findings: readonly Finding[], most = Infinity) {
  return findings
    .filter(({ raised }) => raised <= most)
    .map(({ run, rule, severity, from, raised }) => ({ run, rule, severity, from, raised }));
}

/** A run with something of everything: healthy, dropping, collapsed, hopping, not finite. */
function eventful(seed = 1): Entry[] {
  return ringRun({
    snapshots: 34,
    every: 50,
    seed,
    generated(i, random) {
      if (i < 3) return cloud(random, 200, [0.2 * i, 0], 0.1);
      if (i < 8) return ring(random, 200);
      if (i < 14) return ring(random, 200, without(2, 5));
      if (i < 18) return ring(random, 200);
      if (i < 22) return ring(random, 200, [0, 0, 1, 0, 0, 0, 0, 0]);
      if (i < 29)
        return ring(
          random,
          200,
          even.map((_, mode) => (mode === (3 * i) % 8 ? 1 : 0)),
        );
      return i < 33 ? ring(random, 200) : ring(random, 200).map(() => Number.NaN);
    },
    scalars: (step, random) => [
      scalar('loss/generator', 4 - step / 1000 + 0.05 * random.normal()),
      scalar('loss/discriminator', 1.3 + 0.01 * random.normal()),
    ],
  });
}

describe('live and after the fact', () => {
  const log = eventful();
  const whole = judged(log);

  it('the run that is cut has something of everything', () => {
    expect(new Set(whole.map(({ rule }) => rule))).toEqual(
      new Set(['mode-dropping', 'mode-collapse', 'mode-hopping', 'loss-correlation', 'non-finite']),
    );
  });

  it('a log cut at any record gives exactly the findings of the whole that were raised by then', () => {
    const monitor = new RunMonitor({ run: 'r' });
    let raised = 0;
    for (const [at, entry] of log.entries()) {
      monitor.feed(eventOf(entry));
      // Records of one step are several: count those whose record has been read.
      const soFar = raisedBy(monitor.findings);
      expect(soFar.length).toBeGreaterThanOrEqual(raised);
      raised = soFar.length;
      expect(soFar).toEqual(raisedBy(whole).slice(0, raised));
      const next = log[at + 1]?.step ?? Infinity;
      if (next > entry.step) expect(soFar).toEqual(raisedBy(whole, entry.step));
    }
    expect(raised).toBe(whole.length);
  });

  it('a finding that has ended by the cut has the same end', () => {
    const cut = 1400;
    const partly = judged(log.filter(({ step }) => step <= cut));
    const ended = (findings: readonly Finding[]) =>
      findings.filter(({ to }) => to !== null && to <= cut).map(({ rule, from, to }) => ({ rule, from, to }));
    expect(ended(partly)).toEqual(ended(whole));
    expect(ended(partly).length).toBeGreaterThan(0);
  });

  it('read from disk in pieces of any size, at any pace, the findings are the same', () => {
    const folder = temporaryFolder();
    const target = temporaryFolder();
    writeLog(folder, log);
    const expected = JSON.stringify(watchOnce(folder).findings);
    const name = listEventFiles(folder)[0]!;
    const { size } = statSync(join(folder, name));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: size }), { maxLength: 6 }), fc.nat(5), (cuts, seed) => {
        const bytes = readFileSync(join(folder, name));
        const grown = join(target, `events.out.tfevents.${1_000_000_000 + seed}.host`);
        const monitor = new RunMonitor({ run: '' });
        const tail = tailEvents(grown);
        for (const cut of [...cuts.sort((a, b) => a - b), size]) {
          writeFileSync(grown, bytes.subarray(0, cut));
          const budget = 1000 + seed * 100_000;
          do for (const event of tail.poll(budget)) monitor.feed(event);
          while (tail.behind);
        }
        truncateSync(grown, 0);
        expect(JSON.stringify(monitor.findings)).toBe(expected);
      }),
      { numRuns: 8, seed: 1 },
    );
  }, 60_000);

  it('feeding one value a record or several together is the same', () => {
    const apart = log.flatMap(({ step, values }) => values.map((value) => ({ step, values: [value] })));
    expect(judged(apart)).toEqual(whole);
  });
});

describe('restarts', () => {
  it('voids what came after the checkpoint: findings, series and samples', () => {
    const random = createRandom(3);
    const folder = temporaryFolder();
    const log = ringRun({ snapshots: 10, generated: (i, r) => ring(r, 300, i <= 5 ? even : without(1)) });
    writeLog(folder, log);
    expect(warnings(watchOnce(folder).findings)).toEqual(['mode-dropping']);
    const writer = createEventWriter(folder, { resumeAt: 500 });
    for (let i = 5; i <= 12; i++) {
      writer.write(i * 100, [{ tag: 'samples/generated', tensor: ring(random, 300), shape: [300, 2] }]);
    }
    writer.close();
    expect(warnings(watchOnce(folder).findings)).toEqual([]);
    expect([...readRecords(join(folder, listEventFiles(folder)[1]!))].length).toBeGreaterThan(8);
  });
});

describe('settings of rules', () => {
  const log = ringRun({ snapshots: 6, generated: (_, random) => ring(random, 300, without(1)) });

  it('set the level', () => {
    const at = (level: string) => judged(log, { rules: { 'mode-dropping': { level } } });
    expect(at('off')).toEqual([]);
    expect(at('information').map(({ severity }) => severity)).toEqual(['information']);
    expect(at('error').map(({ severity }) => severity)).toEqual(['error']);
  });

  it('a rule that is off explains nothing away', () => {
    const collapsed = ringRun({
      snapshots: 16,
      generated: (i, random) =>
        i < 4
          ? ring(random, 300)
          : ring(
              random,
              300,
              even.map((_, mode) => (mode === (3 * i) % 8 ? 1 : 0)),
            ),
    });
    const open = (config: unknown) =>
      judged(collapsed, config)
        .filter(({ to, severity }) => to === null && severity === 'warning')
        .map(({ rule }) => rule);
    expect(open({})).toEqual(['mode-hopping']);
    expect(open({ rules: { 'mode-hopping': { level: 'off' } } })).toEqual(['mode-collapse']);
  });

  it('place the finding on the likeliest cause', () => {
    const paths = (training: object) =>
      judged(log, { objective: 'non-saturating', training, generator: {}, discriminator: {} })[0]!.configPaths;
    expect(paths({ order: 'generator-first', generatorSteps: 5, discriminatorSteps: 1 })[0]).toBe('training.order');
    expect(paths({ order: 'simultaneous', generatorSteps: 5, discriminatorSteps: 1 })[0]).toBe(
      'training.generatorSteps',
    );
    expect(judged(log)[0]!.configPaths).toEqual([]);
  });
});
