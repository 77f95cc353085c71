import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEventWriter, listEventFiles } from '../../../src/events/index.ts';
import { MonitorProcess, watchLive, watchOnce, type WatchResult } from '../../../src/monitor/index.ts';
import type { MonitorMessage } from '../../../src/protocol/index.ts';
import { createRun, readFindings } from '../../../src/runs/index.ts';
import { ring, ringRun, scalar, temporaryFolder, without, writeLog, type Entry } from './helpers.ts';

const dropping: Entry[] = ringRun({ snapshots: 5, generated: (_, random) => ring(random, 300, without(1)) });
const healthy: Entry[] = ringRun({ snapshots: 5, generated: (_, random) => ring(random, 300) });

/** A monitor whose messages are kept, closed when the test ends. */
function monitored(): { monitor: MonitorProcess; messages: MonitorMessage[] } {
  const messages: MonitorMessage[] = [];
  const monitor = new MonitorProcess((message) => messages.push(message));
  onTestFinished(() => monitor.close());
  return { monitor, messages };
}

function last<T extends MonitorMessage['type']>(messages: readonly MonitorMessage[], type: T) {
  return messages.findLast((message): message is Extract<MonitorMessage, { type: T }> => message.type === type);
}

async function until<T>(see: () => T | undefined): Promise<T> {
  return vi.waitFor(
    () => {
      const seen = see();
      if (seen === undefined) throw new Error('not yet');
      return seen;
    },
    { timeout: 10_000, interval: 20 },
  );
}

function damage(folder: string): void {
  const file = join(folder, listEventFiles(folder)[0]!);
  const bytes = readFileSync(file);
  // A byte of the first sample tensor, far from any record's header.
  bytes[5000]! ^= 0xff;
  writeFileSync(file, bytes);
}

describe('watchOnce', () => {
  it('gives each run below the folder, with findings in the form that is fixed', () => {
    const dir = temporaryFolder();
    writeLog(join(dir, 'a'), healthy);
    writeLog(join(dir, 'deep/b'), dropping);
    mkdirSync(join(dir, 'empty'));
    const { runs, findings, problems } = watchOnce(dir);
    expect([...runs].sort()).toEqual(['a', 'deep/b']);
    expect(problems).toEqual([]);
    const [finding] = JSON.parse(JSON.stringify(findings)) as Record<string, unknown>[];
    expect(Object.keys(finding!)).toEqual([
      'run',
      'rule',
      'severity',
      'from',
      'raised',
      'to',
      'evidence',
      'configPaths',
    ]);
    expect(finding).toMatchObject({ run: 'deep/b', rule: 'mode-dropping', severity: 'warning', to: null });
  });

  it('names the folder itself by nothing', () => {
    const dir = temporaryFolder();
    writeLog(dir, dropping);
    expect(watchOnce(dir).findings[0]!.run).toBe('');
  });

  it('leaves damaged records out and says so once, with the place', () => {
    const dir = temporaryFolder();
    writeLog(dir, dropping);
    damage(dir);
    const { problems } = watchOnce(dir);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.message).toMatch(/^The log is damaged \(.+\) at byte \d+ of events\.out/);
  });

  it('refuses a folder that is not there', () => {
    expect(() => watchOnce(join(temporaryFolder(), 'none'))).toThrow(/none/);
  });
});

describe('watchLive', () => {
  it('tells of what there is, of what comes, and ends when told', async () => {
    const dir = temporaryFolder();
    writeLog(join(dir, 'a'), healthy);
    const told: WatchResult[] = [];
    const controller = new AbortController();
    onTestFinished(() => controller.abort());
    const watching = watchLive(dir, (result) => told.push(result), controller.signal);
    await until(() => told[0]);
    expect(told[0]).toMatchObject({ runs: ['a'], findings: [], problems: [] });
    writeLog(join(dir, 'b'), dropping);
    const result = await until(() => told.find(({ findings }) => findings.length > 0));
    expect(result.findings[0]).toMatchObject({ run: 'b', rule: 'mode-dropping' });
    controller.abort();
    await watching;
  });
});

describe('the monitor process', () => {
  it('follows a folder that grows: status, findings, caught up', async () => {
    const folder = join(temporaryFolder(), 'run');
    const { monitor, messages } = monitored();
    monitor.handle({ type: 'watch', run: folder, label: 'mine' });
    await until(() => last(messages, 'caught-up'));
    expect(last(messages, 'status')).toMatchObject({ state: 'foreign', step: 0, run: folder });
    expect(last(messages, 'findings')).toMatchObject({ findings: [] });

    const writer = createEventWriter(folder);
    for (const { step, values } of dropping) writer.write(step, values);
    monitor.handle({ type: 'read-now', run: folder });
    const { findings } = await until(() => {
      const message = last(messages, 'findings');
      return message?.findings.length === 1 ? message : undefined;
    });
    expect(findings[0]).toMatchObject({ run: 'mine', rule: 'mode-dropping', to: null });
    writer.close();
  });

  it('sends curves and samples only to who asked, everything first and then what is new', async () => {
    const folder = temporaryFolder();
    writeLog(folder, healthy);
    const { monitor, messages } = monitored();
    monitor.handle({ type: 'watch', run: folder, label: '' });
    await until(() => last(messages, 'caught-up'));
    expect(last(messages, 'scalars')).toBeUndefined();
    expect(last(messages, 'samples')).toBeUndefined();

    monitor.handle({ type: 'hydrate', run: folder });
    const all = await until(() => last(messages, 'scalars'));
    const losses = all.series.find(({ tag }) => tag === 'loss/generator')!;
    expect(all.reset).toBe(true);
    expect([...losses.steps].slice(0, 3)).toEqual([10, 20, 30]);
    expect(losses.values).toHaveLength(50);
    const samples = await until(() => last(messages, 'samples'));
    expect(samples).toMatchObject({ step: 500, projection: 'identity' });
    expect(samples.generated.count).toBe(300);
    expect(samples.real!.count).toBe(800);
    expect(samples.modes).toHaveLength(8);

    const writer = createEventWriter(folder);
    writer.write(510, [scalar('loss/generator', 7)]);
    const news = await until(() => {
      const message = last(messages, 'scalars');
      return message?.reset === false ? message : undefined;
    });
    expect(news.series).toEqual([{ tag: 'loss/generator', steps: Float64Array.of(510), values: Float32Array.of(7) }]);

    monitor.handle({ type: 'dehydrate', run: folder });
    const before = messages.length;
    writer.write(520, [scalar('loss/generator', 8)]);
    await until(() => (last(messages, 'status')!.step === 520 ? true : undefined));
    expect(messages.slice(before).some(({ type }) => type === 'scalars')).toBe(false);
    writer.close();
  });

  it('gives every snapshot of the past that it is asked for, with the shares of the modes at that time', async () => {
    const folder = temporaryFolder();
    writeLog(folder, dropping);
    const { monitor, messages } = monitored();
    monitor.handle({ type: 'hydrate', run: folder });
    const { steps } = await until(() => last(messages, 'history'));
    await until(() => last(messages, 'caught-up'));
    const shares = last(messages, 'shares')!;
    expect(shares).toMatchObject({ reset: true, modes: 8, steps });
    expect(steps.length).toBeGreaterThanOrEqual(5);
    const final = shares.shares.subarray(-8);
    expect(final.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 1);

    monitor.handle({ type: 'look-at', run: folder, step: steps[1]! + 1 });
    const { samples, asked } = last(messages, 'snapshot')!;
    expect(asked).toBe(steps[1]! + 1);
    expect(samples).toMatchObject({ step: steps[1], projection: 'identity' });
    expect(samples!.real).toBeUndefined();
    const generated = Float32Array.from(samples!.modes!, ({ generatedShare }) => generatedShare);
    expect(generated).toEqual(shares.shares.slice(8, 16));
    expect(generated[last(messages, 'findings')!.findings[0]!.evidence.modes![0]!.mode]).toBeLessThan(0.01);
  });

  it('lays samples out in the plane when asked, and the log is looked at meanwhile', async () => {
    const folder = temporaryFolder();
    writeLog(folder, dropping);
    const { monitor, messages } = monitored();
    monitor.handle({ type: 'project', run: folder, step: 0, method: 'pca', ages: false });
    monitor.handle({ type: 'hydrate', run: folder });
    await until(() => last(messages, 'caught-up'));
    expect(last(messages, 'projection')).toBeUndefined();
    const { steps } = last(messages, 'history')!;
    const wish = { step: steps[1]!, method: 'identity', ages: false } as const;
    monitor.handle({ type: 'project', run: folder, ...wish });
    expect(last(messages, 'projection')).toMatchObject({
      run: folder,
      asked: wish,
      done: true,
      dimensions: 2,
      modes: 8,
    });
    expect(new Set(last(messages, 'projection')!.steps)).toEqual(new Set([steps[1]]));

    monitor.handle({ type: 'project', run: folder, step: steps.at(-1)!, method: 'tsne', ages: true });
    await until(() => (last(messages, 'projection')?.asked.method === 'tsne' ? true : undefined));
    expect(last(messages, 'projection')!.done).toBe(false);
    expect([...new Set(last(messages, 'projection')!.steps)]).toEqual([...steps].slice(-5));
    monitor.handle({ type: 'dehydrate', run: folder });
    const before = messages.length;
    await new Promise((resolve) => setImmediate(resolve));
    expect(messages.slice(before).some(({ type }) => type === 'projection')).toBe(false);
  });

  it('says what a sample is like when asked, which are nearly the same, and what became of fixed latents', async () => {
    const folder = temporaryFolder();
    writeLog(folder, dropping);
    const writer = createEventWriter(folder);
    const tensor = Float32Array.of(2, 0, 2, 0, -2, 0);
    const tags = ['samples/generated', 'samples/fixed'];
    writer.write(
      9000,
      tags.map((tag) => ({ tag, tensor, shape: [3, 2] })),
    );
    writer.close();
    const { monitor, messages } = monitored();
    monitor.handle({ type: 'hydrate', run: folder });
    await until(() => last(messages, 'caught-up'));
    const samples = last(messages, 'samples')!;
    expect(samples).toMatchObject({ step: 9000, fixed: { count: 3, xy: tensor } });
    expect([...samples.duplicates!]).toEqual([0, 1]);
    monitor.handle({ type: 'inspect', run: folder, step: 9000, of: 'samples', sample: 2 });
    expect(last(messages, 'inspection')).toMatchObject({
      run: folder,
      asked: { step: 9000, of: 'samples', sample: 2 },
      found: { place: [-2, 0], modes: 8, twins: 0 },
    });
    for (const [step, sample] of [
      [8999, 0],
      [9000, 3],
    ] as const) {
      monitor.handle({ type: 'inspect', run: folder, step, of: 'samples', sample });
      expect(last(messages, 'inspection')!.found).toBeNull();
    }
  });

  it('sends images, the real ones apart from the latest generated ones', async () => {
    const folder = temporaryFolder();
    const image = (tag: string, byte: number) => ({ tag, png: Uint8Array.of(byte), width: 1, height: 1, channels: 4 });
    const writer = createEventWriter(folder);
    writer.write(0, [image('mosaic/real', 7), image('mosaic/generated', 1)]);
    writer.write(100, [image('mosaic/generated', 2)]);
    writer.close();
    const { monitor, messages } = monitored();
    monitor.handle({ type: 'hydrate', run: folder });
    await until(() => last(messages, 'caught-up'));
    expect(messages.filter(({ type }) => type === 'mosaic')).toEqual([
      { type: 'mosaic', run: folder, shows: 'real', step: 0, png: Uint8Array.of(7) },
      { type: 'mosaic', run: folder, shows: 'generated', step: 100, png: Uint8Array.of(2) },
    ]);
  });

  it('says that a log is gone, and reads the one that takes its place', async () => {
    const folder = join(temporaryFolder(), 'run');
    writeLog(folder, dropping);
    const { monitor, messages } = monitored();
    monitor.handle({ type: 'watch', run: folder, label: '' });
    await until(() => (last(messages, 'findings')?.findings.length === 1 ? true : undefined));
    rmSync(folder, { recursive: true });
    expect((await until(() => last(messages, 'log-problem'))).message).toMatch(/deleted or moved/);
    mkdirSync(folder);
    writeLog(folder, healthy);
    await until(() => (last(messages, 'findings')?.findings.length === 0 ? true : undefined));
  });

  it('goes on past damage, and says where it is', async () => {
    const folder = temporaryFolder();
    writeLog(folder, dropping);
    damage(folder);
    const { monitor, messages } = monitored();
    monitor.handle({ type: 'watch', run: folder, label: '' });
    expect((await until(() => last(messages, 'log-problem'))).message).toMatch(/damaged .* at byte \d+/);
    appendFileSync(join(folder, 'notes.txt'), 'no event file');
    expect((await until(() => last(messages, 'status'))).step).toBe(500);
    expect(messages.filter(({ type }) => type === 'log-problem')).toHaveLength(1);
  });

  it('knows a run of our own by its manifest, keeps its findings beside it, and heeds its rules', async () => {
    const dir = temporaryFolder();
    const run = createRun({
      configFile: join(dir, 'ring.gan.json'),
      config: { training: { order: 'generator-first' }, rules: { 'mode-dropping': { level: 'error' } } },
      seed: 1,
      steps: 1000,
      engine: { name: 'reference', version: '1', threads: 1, device: 'cpu' },
      versions: {},
    });
    writeLog(run.folder, dropping);
    const { monitor, messages } = monitored();
    monitor.handle({ type: 'watch', run: run.folder, label: 'ring' });
    await until(() => (last(messages, 'findings')?.findings.length === 1 ? true : undefined));
    expect(last(messages, 'status')).toMatchObject({ state: 'running', steps: 1000, step: 500, engine: 'reference' });
    expect(readFindings(run.folder)).toMatchObject([{ rule: 'mode-dropping', severity: 'error' }]);
    expect(readFindings(run.folder)[0]!.configPaths[0]).toBe('training.order');
    run.update({ state: 'failed', reason: 'the disk is full' });
    await until(() => (last(messages, 'status')!.state === 'failed' ? true : undefined));
    expect(last(messages, 'status')!.reason).toBe('the disk is full');
  });

  it('is silent about a run that is not watched any more', async () => {
    const folder = temporaryFolder();
    writeLog(folder, healthy);
    const { monitor, messages } = monitored();
    monitor.handle({ type: 'watch', run: folder, label: '' });
    await until(() => last(messages, 'caught-up'));
    monitor.handle({ type: 'unwatch', run: folder });
    const before = messages.length;
    const writer = createEventWriter(folder);
    writer.write(600, [scalar('loss/generator', 1)]);
    writer.close();
    monitor.handle({ type: 'read-now', run: folder });
    // Another run is caught up with meanwhile, so that there was time.
    const other = temporaryFolder();
    writeLog(other, healthy);
    monitor.handle({ type: 'watch', run: other, label: '' });
    await until(() => messages.slice(before).find(({ type, run }) => type === 'caught-up' && run === other));
    expect(messages.slice(before).filter(({ run }) => run === folder)).toEqual([]);
  });
});
