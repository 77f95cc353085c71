/** What is said of logs that other people's training scripts wrote: see ORIGIN.md there. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FollowedRun } from '../../../src/monitor/follow.ts';
import { watchOnce } from '../../../src/monitor/watch.ts';

const logs = join(import.meta.dirname, '../../data/public-logs');

describe('logs of public training scripts', () => {
  const { runs, findings, problems, readings } = watchOnce(logs);

  it('are all found and taken for GANs, without a problem', () => {
    expect(runs.toSorted()).toEqual(['dcgan', 'fc-gan', 'pytorch-wgan']);
    expect(problems).toEqual([]);
    expect(readings.map(({ run, isGan }) => [run, isGan]).toSorted()).toEqual([
      ['dcgan', true],
      ['fc-gan', true],
      ['pytorch-wgan', true],
    ]);
  });

  it('of nothing but grids show a collapse: one blur for every latent', () => {
    const found = findings.filter(({ run }) => run === 'fc-gan');
    expect(found.map(({ rule, severity, to }) => ({ rule, severity, to }))).toEqual([
      { rule: 'mode-collapse', severity: 'warning', to: null },
    ]);
    const { measurements, modes } = found[0]!.evidence;
    expect(measurements.find(({ name }) => name === 'spread-ratio')?.value).toBeLessThan(0.15);
    expect(modes).toHaveLength(1);
    expect(modes![0]!.generatedShare).toBeGreaterThan(0.9);
  });

  it('cut into tiles are samples, those in files too', () => {
    const read = (run: string) => {
      const followed = new FollowedRun(join(logs, run), run);
      do followed.read();
      while (followed.behind);
      return followed.monitor.samples;
    };
    expect(read('fc-gan').latest).toMatchObject({ count: 32, dimensions: 28 * 28 });
    expect(read('fc-gan').snapshots).toHaveLength(9);
    expect(read('dcgan').latest).toMatchObject({ count: 32, dimensions: 32 * 32 });
  });

  it('that have hardly begun are told nothing, but what to log', () => {
    expect(findings.filter(({ run }) => run !== 'fc-gan')).toEqual([]);
    for (const { lacking } of readings) expect(lacking.length).toBeGreaterThan(0);
  });
});
