/** Logs that are no event files, and those in two folders. */
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEventWriter, type EventValue } from '../../../src/events/index.ts';
import { findLogs, FollowedRun, tailLog, watchOnce } from '../../../src/monitor/index.ts';
import { temporaryFolder } from './helpers.ts';

const grid = resolve(import.meta.dirname, '../../data/grids/torchvision_digits_8x4_pad2.png');

/** Everything in a log: [step, tag, number or the kind of a value that is none]. */
function contents(folder: string, tail = tailLog(folder)): (readonly [number, string, unknown])[] {
  const all: (readonly [number, string, unknown])[] = [];
  do {
    for (const event of tail.poll()) {
      if (event.type === 'event') for (const value of event.values) all.push([event.step, value.tag, shown(value)]);
      else all.push([-1, event.type, '']);
    }
  } while (tail.behind);
  return all;
}

function shown(value: EventValue): unknown {
  return value.kind === 'scalar' ? value.scalar() : value.kind;
}

describe('loss_log.txt', () => {
  const lines = [
    '================ Training Loss (Tue Nov 24 20:00:00 2026) ================',
    '(epoch: 1, iters: 100, time: 0.123, data: 0.045) D_A: 0.250 G_A: 0.500 cycle_A: 1.250 ',
    '(epoch: 1, iters: 200, time: 0.123, data: 0.045) D_A: 0.240 G_A: nan cycle_A: 1.150 ',
    '(epoch: 2, iters: 100, time: 0.123, data: 0.045) D_A: 0.230 G_A: 0.520 cycle_A: 1.050 ',
    '',
  ].join('\n');

  it('is read line by line, with steps that count on over epochs', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'loss_log.txt'), lines);
    expect(contents(folder)).toEqual([
      [100, 'loss/D_A', 0.25],
      [100, 'loss/G_A', 0.5],
      [100, 'loss/cycle_A', 1.25],
      [200, 'loss/D_A', 0.24],
      [200, 'loss/G_A', Number.NaN],
      [200, 'loss/cycle_A', 1.15],
      [300, 'loss/D_A', 0.23],
      [300, 'loss/G_A', 0.52],
      [300, 'loss/cycle_A', 1.05],
    ]);
    expect(watchOnce(folder).findings).toMatchObject([{ rule: 'non-finite', raised: 200 }]);
    expect(watchOnce(folder).readings).toMatchObject([{ isGan: true }]);
  });

  it('is the same in pieces of any size, and begins anew when it was cut', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'loss_log.txt');
    writeFileSync(file, '');
    const tail = tailLog(folder);
    const all = [];
    for (let i = 0; i < lines.length; i += 37) {
      appendFileSync(file, lines.slice(i, i + 37));
      all.push(...contents(folder, tail));
    }
    expect(all).toEqual(contents(folder));
    writeFileSync(file, lines.slice(0, 170));
    expect(contents(folder, tail)[0]).toEqual([-1, 'reset', '']);
  });
});

describe('stats.jsonl', () => {
  const line = (kimg: number, loss: number): string =>
    `${JSON.stringify({
      'Loss/G/loss': { num: 64, mean: loss, std: 0.1 },
      'Loss/D/loss': { num: 64, mean: 1.2, std: 0.1 },
      'Progress/kimg': { num: 1, mean: kimg, std: 0 },
      timestamp: 1700000000,
    })}\n`;

  it('gives means by the thousand images that were shown', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'stats.jsonl'), `${line(0, 0.9)}${line(4, 0.8)}{"Loss/G/loss": {"num`);
    expect(contents(folder).filter(([, tag]) => tag === 'Loss/G/loss')).toEqual([
      [0, 'Loss/G/loss', 0.9],
      [4, 'Loss/G/loss', 0.8],
    ]);
    expect(watchOnce(folder).readings).toMatchObject([{ isGan: true }]);
  });

  it('is passed over where event files say the same', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'stats.jsonl'), line(0, 0.9));
    const writer = createEventWriter(folder);
    writer.write(1, [{ tag: 'Loss/G/loss', scalar: 0.7 }]);
    writer.close();
    expect(contents(folder).map(([step]) => step)).toEqual([1]);
  });
});

describe('a CSV file', () => {
  it('is a log where its head names a step and a loss of a GAN', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a'));
    mkdirSync(join(folder, 'b'));
    writeFileSync(join(folder, 'a/metrics.csv'), 'epoch,"g_loss",d_loss,note\n0,0.5,1.5,x\n1,,1.25,y\n2,inf,1,z\n');
    writeFileSync(join(folder, 'b/points.csv'), 'x,y\n0,1\n2,3\n');
    expect(findLogs(folder)).toEqual(['a']);
    expect(contents(join(folder, 'a'))).toEqual([
      [0, 'g_loss', 0.5],
      [0, 'd_loss', 1.5],
      [1, 'd_loss', 1.25],
      [2, 'g_loss', Infinity],
      [2, 'd_loss', 1],
    ]);
  });
});

describe('a folder of grids', () => {
  it.each([
    ['reals.png', 'fakes000200.png', 'fakes_init.png'],
    ['real_samples.png', 'fake_samples_epoch_200.png', 'fake_samples_epoch_000.png'],
  ])('as %s and %s: real ones first, then by the number in the name', (real, later, first) => {
    const folder = temporaryFolder();
    for (const name of [later, real, first, 'notes.txt']) copyFileSync(grid, join(folder, name));
    expect(findLogs(folder)).toEqual(['']);
    expect(contents(folder)).toEqual([
      [0, 'reals', 'image'],
      [0, 'fakes', 'image'],
      [200, 'fakes', 'image'],
    ]);
    const run = new FollowedRun(folder, '');
    run.read();
    expect(run.monitor.samples.latest).toMatchObject({ count: 32, dimensions: 784 });
    expect(run.monitor.tags.isGan).toBe(true);
  });

  it('waits for a file that is still being written', () => {
    const folder = temporaryFolder();
    copyFileSync(grid, join(folder, 'reals.png'));
    const bytes = readFileSync(grid);
    writeFileSync(join(folder, 'fakes000000.png'), bytes.subarray(0, 1000));
    const tail = tailLog(folder);
    expect(contents(folder, tail)).toEqual([[0, 'reals', 'image']]);
    writeFileSync(join(folder, 'fakes000000.png'), bytes);
    expect(contents(folder, tail)).toEqual([[0, 'fakes', 'image']]);
  });
});

describe('two folders, for real and for fake', () => {
  it('are one log', () => {
    const root = temporaryFolder();
    for (const kind of ['real', 'fake']) {
      const writer = createEventWriter(join(root, 'logs', kind));
      writer.write(1, [{ tag: `Mnist ${kind} Images`, png: readFileSync(grid), width: 242, height: 122, channels: 3 }]);
      writer.close();
    }
    expect(findLogs(root)).toEqual(['logs']);
    expect(contents(join(root, 'logs'))).toEqual([
      [1, 'Mnist real Images', 'image'],
      [1, 'Mnist fake Images', 'image'],
    ]);
    const { findings, readings } = watchOnce(root);
    expect(findings).toEqual([]);
    expect(readings).toMatchObject([{ run: 'logs', isGan: true }]);
  });

  it('are two where there is only one of them beside others', () => {
    const root = temporaryFolder();
    for (const kind of ['real', 'train']) createEventWriter(join(root, kind)).close();
    expect(findLogs(root)).toEqual(['real', 'train']);
  });
});
