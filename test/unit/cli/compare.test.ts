import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { ticksTo } from '../../../src/report/svg.ts';
import { difference, estimate, measuresFor, ruleShares } from '../../../src/cli/compare/statistics.ts';
import type { SeedResult } from '../../../src/cli/compare/results.ts';
import { listRuns } from '../../../src/runs/index.ts';
import { fakeTrainer, run, start, temporaryFolder, until, writeConfig } from './helpers.ts';

const folder = temporaryFolder();
const trainer = fakeTrainer();

function result(seed: number, covered: number, more: Partial<SeedResult> = {}): SeedResult {
  return {
    config: 'a',
    hash: 'h',
    seed,
    state: 'finished',
    step: 100,
    engine: 'native',
    seconds: 2,
    modes: 8,
    covered,
    touched: 8,
    highQuality: 0.5,
    reverseKl: 1,
    samples: 512,
    collapsed: false,
    findings: [],
    course: [],
    points: [],
    ...more,
  };
}

describe('the statistics of a comparison', () => {
  const measure = (id: string) => measuresFor(8).find((each) => each.id === id)!;

  it('take means over seeds, and shares of seeds', () => {
    const results = [result(1, 8), result(2, 6), result(3, 0)];
    expect(estimate(measure('covered'), results)).toMatchObject({ value: 14 / 3, n: 3 });
    expect(estimate(measure('all'), results)).toMatchObject({ value: 1 / 3, k: 1, n: 3 });
    expect(estimate(measure('none'), results)).toMatchObject({ k: 1, n: 3 });
  });

  it('leave out a wall time that was interrupted', () => {
    const results = [result(1, 8, { seconds: null }), result(2, 8)];
    expect(estimate(measure('seconds'), results)).toMatchObject({ value: 2, n: 1 });
  });

  it('compare means by seed', () => {
    // The seeds differ by much, the configs by exactly 1 in each: nothing is left to chance.
    const reference = [result(1, 1), result(2, 4), result(3, 7)];
    const others = [result(3, 8), result(1, 2), result(2, 5), result(4, 0)];
    expect(difference(measure('covered'), others, reference)).toMatchObject({ value: 1, n: 3 });
    const shares = difference(measure('all'), [result(1, 8), result(2, 8)], [result(1, 0), result(2, 0)]);
    expect(shares.value).toBe(1);
    expect(shares.interval[0]).toBeLessThan(0.4);
  });

  it('count the seeds in which a rule spoke, and those in which it still did at the end', () => {
    const spoke = (open: boolean) => ({ findings: [{ rule: 'mode-dropping' as const, open }] });
    const [share] = ruleShares([[result(1, 8, spoke(true)), result(2, 8, spoke(false)), result(3, 8)], [result(1, 8)]]);
    expect(share?.rule).toBe('mode-dropping');
    expect(share?.raised.map(({ k }) => k)).toEqual([2, 0]);
    expect(share?.open.map(({ k }) => k)).toEqual([1, 0]);
  });

  it('have axes with round numbers', () => {
    expect(ticksTo(8)).toEqual([0, 2, 4, 6, 8]);
    expect(ticksTo(1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticksTo(0)).toEqual([0]);
  });
});

describe('compare', () => {
  it('trains each config over the seeds and reports what differs', async () => {
    const files = [writeConfig(folder, 'healthy'), writeConfig(folder, 'dropping')];
    const out = join(folder, 'first');
    const said = await run(['compare', ...files, '--seeds', '3', '--out', out], { trainer });
    expect(said.err).toBe('');
    expect(said.status).toBe(0);
    expect(said.out).toContain('dropping seed 3: covers 7 of 8 modes');
    expect(said.out).toContain('| modes covered, of 8 | 8 (all seeds) | 7 (all seeds) | -1 (all seeds) |');
    const report = readFileSync(join(out, 'report.md'), 'utf8');
    expect(report).toContain('# Comparison of healthy and dropping');
    expect(report).toMatch(/\| all modes covered: seeds \| 100 % \(3\/3\) \[43\.9 %, 100 %\] \| 0 % \(0\/3\)/);
    expect(report).toMatch(/\| Mode dropping \(mode-dropping\) \| 0 % \(0\/3\).* \| 100 % \(3\/3\)/);
    expect(report).toContain('A mode is covered when it has at least 25 %');
    expect(readdirSync(join(out, 'healthy'))).toHaveLength(3);
    // The list of runs is not filled with them.
    expect(listRuns(folder).runs).toEqual([]);
  });

  it('writes a page that needs nothing but itself, under the policy that it sets', () => {
    const page = readFileSync(join(folder, 'first', 'report.html'), 'utf8');
    expect(page).not.toMatch(/<script|<link|<img|src=|href=|url\(|@import|https?:|style="/);
    const style = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(style).toContain('prefers-color-scheme: dark');
    expect(page.match(/<svg/g)!.length).toBeGreaterThan(8);
    expect(page).not.toContain('NaN');
  });

  it('with more seeds and --resume trains only those that are missing', async () => {
    const files = [join(folder, 'healthy.gan.json'), join(folder, 'dropping.gan.json')];
    const out = join(folder, 'first');
    const before = readdirSync(join(out, 'healthy'));
    const said = await run(['compare', ...files, '--seeds', '4', '--out', out, '--resume'], { trainer });
    expect(said.status).toBe(0);
    expect(said.out).toContain('6 of 8 runs are finished already');
    expect(readdirSync(join(out, 'healthy'))).toEqual(expect.arrayContaining(before));
    expect(readdirSync(join(out, 'healthy'))).toHaveLength(4);
  });

  it('stops in good order, and goes on with unfinished runs where they were', async () => {
    const file = writeConfig(folder, 'interrupted', { steps: 400 });
    const session = start(['compare', file, '--seeds', '2', '--jobs', '1'], { trainer });
    await until(() => session.sofar().includes('interrupted seed 1: covers'));
    session.interrupt();
    const ending = await session.ending;
    expect(ending.status).toBe(1);
    expect(ending.err).toMatch(/stopped, 1 of 2 runs are finished; go on with --resume\n$/);
    const [name] = readdirSync(join(folder, 'runs', 'compare'));
    const comparison = join(folder, 'runs', 'compare', name!);
    const runs = readdirSync(join(comparison, 'interrupted')).length;
    // A line that was cut short counts for nothing.
    const results = join(comparison, 'results.jsonl');
    writeFileSync(results, `${readFileSync(results, 'utf8')}\n{"config":"interr`);
    const said = await run(['compare', file, '--seeds', '2', '--resume'], { trainer });
    expect(said.status).toBe(0);
    expect(said.out).toContain('1 of 2 runs are finished already');
    expect(readdirSync(join(comparison, 'interrupted')).length).toBe(Math.max(2, runs));
    expect(existsSync(join(comparison, 'report.html'))).toBe(true);
  });

  it('measures a run that was finished but not measured, without training it again', async () => {
    const file = writeConfig(folder, 'unmeasured');
    const out = join(folder, 'unmeasured');
    await run(['compare', file, '--seeds', '1', '--out', out], { trainer });
    rmSync(join(out, 'results.jsonl'));
    const [before] = readdirSync(join(out, 'unmeasured'));
    const time = statSync(join(out, 'unmeasured', before!, 'manifest.json')).mtimeMs;
    const said = await run(['compare', file, '--seeds', '1', '--out', out, '--resume'], { trainer });
    expect(said.status).toBe(0);
    expect(readdirSync(join(out, 'unmeasured'))).toEqual([before]);
    expect(statSync(join(out, 'unmeasured', before!, 'manifest.json')).mtimeMs).toBe(time);
  });
});

describe('compare refuses', () => {
  const good = writeConfig(folder, 'good');

  it.each([
    ['no seeds', [good], /required option '--seeds <n>'/],
    ['a strange number of seeds', [good, '--seeds', '0'], /whole number from 1/],
    ['a config twice', [good, good, '--seeds', '1'], /good\.gan\.json:1:1 is given twice/],
    [
      'a file that is not there',
      [`${folder}/none.gan.json`, '--seeds', '1'],
      /none\.gan\.json:1:1 there is no such file/,
    ],
  ])('%s', async (_, args, message) => {
    const { status, err } = await run(['compare', ...args], { trainer });
    expect(status).toBe(1);
    expect(err).toMatch(message);
  });

  it('what the editor calls an error, of all configs at once', async () => {
    const bad = [writeConfig(folder, 'bad-1', { batch: 0 }), writeConfig(folder, 'bad-2', { steps: 0 })];
    const { status, err } = await run(['compare', ...bad, '--seeds', '1'], { trainer });
    expect(status).toBe(1);
    expect(err.trimEnd().split('\n')).toHaveLength(2);
  });

  it('a folder with something in it, a comparison of others, and a config that was changed', async () => {
    const out = join(folder, 'taken');
    mkdirSync(out);
    writeFileSync(join(out, 'mine.txt'), 'mine');
    const args = ['--seeds', '1', '--out', out];
    expect((await run(['compare', good, ...args], { trainer })).err).toMatch(/is not empty; go on with --resume/);
    rmSync(join(out, 'mine.txt'));
    await run(['compare', good, ...args], { trainer });
    const other = writeConfig(folder, 'other');
    expect((await run(['compare', other, ...args, '--resume'], { trainer })).err).toMatch(
      /compares good; name another/,
    );
    const changed = await run(['compare', good, ...args, '--resume', '--steps', '50'], { trainer });
    expect(changed.err).toMatch(/good\.gan\.json:1:1 is not what .* began with .* compare without --resume/);
  });

  it('to call a run that broke off a result', async () => {
    const file = writeConfig(folder, 'failing');
    const { status, err } = await run(['compare', file, '--seeds', '1'], { trainer });
    expect(status).toBe(1);
    expect(err).toMatch(
      /failing\.gan\.json:1:1 the run of seed 1 failed: no room left on the disk; go on with --resume/,
    );
  });
});
