/** Logs made elsewhere: what tags are by a person's word, what a log lacks, and which logs there are. */
import { describe, expect, it } from 'vitest';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FollowedRun, RunMonitor, TagList, watchOnce } from '../../../src/monitor/index.ts';
import { LogSearch, mostFollowed } from '../../../src/monitor/log-search.ts';
import { lackingWords } from '../../../src/prose/index.ts';
import { findMapping } from '../../../src/runs/index.ts';
import { eventOf, ring, ringRun, scalar, temporaryFolder, without, writeLog, type Entry } from './helpers.ts';

/** A log that drops a mode, with tags that nobody would recognise. */
const strange: Entry[] = ringRun({ snapshots: 5, generated: (_, random) => ring(random, 300, without(1)) }).map(
  ({ step, values }) => ({
    step,
    values: values.map((value) => ({ ...value, tag: `zz ${value.tag.replaceAll(/[aeiou]/g, '')}` })),
  }),
);
const tags = { 'zz smpls/rl': 'samples-real', 'zz smpls/gnrtd': 'samples' };

describe('a mapping file', () => {
  it('makes samples of tags with any name, in the log that it lies beside and in those below', () => {
    const dir = temporaryFolder();
    writeLog(join(dir, 'a/b'), strange);
    expect(watchOnce(dir).findings).toEqual([]);
    writeFileSync(join(dir, 'modescope.json'), JSON.stringify({ tags }));
    expect(watchOnce(dir).findings).toMatchObject([{ run: 'a/b', rule: 'mode-dropping', severity: 'warning' }]);
    expect(findMapping(join(dir, 'a/b'), dir)).toBe(join(dir, 'modescope.json'));
    // Beyond the folder that is watched nothing is looked at.
    expect(findMapping(join(dir, 'a/b'), join(dir, 'a'))).toBeUndefined();
  });

  it('sets levels, and the nearest one counts', () => {
    const dir = temporaryFolder();
    writeLog(join(dir, 'a'), strange);
    writeFileSync(join(dir, 'modescope.json'), JSON.stringify({ tags }));
    const rules = { 'mode-dropping': { level: 'error' } };
    writeFileSync(join(dir, 'a/modescope.json'), JSON.stringify({ tags, rules }));
    expect(watchOnce(dir).findings).toMatchObject([{ rule: 'mode-dropping', severity: 'error' }]);
  });

  it('with a mistake is told with the place, and the log is read without it', () => {
    const dir = temporaryFolder();
    writeLog(dir, strange);
    writeFileSync(join(dir, 'modescope.json'), '{\n "tags": { "x": "y" } }');
    const { problems } = watchOnce(dir);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.message).toMatch(/modescope\.json:2:\d+ "tags" > "x": /);
  });

  it('that changes has the log judged anew', () => {
    const dir = temporaryFolder();
    writeLog(dir, strange);
    const run = new FollowedRun(dir, '');
    run.read();
    expect(run.findings).toEqual([]);
    writeFileSync(join(dir, 'modescope.json'), JSON.stringify({ tags }));
    expect(run.read().findingsChanged).toBe(true);
    expect(run.findings).toMatchObject([{ rule: 'mode-dropping' }]);
    rmSync(join(dir, 'modescope.json'));
    run.read();
    expect(run.findings).toEqual([]);
  });
});

describe('what a log lacks', () => {
  const lackingOf = (entries: readonly Entry[], rules = {}) => {
    const monitor = new RunMonitor({ run: '', mapping: { rules } });
    for (const entry of entries) monitor.feed(eventOf(entry));
    return monitor.lacking;
  };

  it('is named once, with the rules that lack it together', () => {
    const losses = [{ step: 1, values: [scalar('d_loss', 1), scalar('g_loss', 1)] }];
    const lacking = lackingOf(losses);
    const ofSamples = lacking.find(({ rules }) => rules.includes('mode-dropping'));
    expect(ofSamples).toEqual({
      signals: ['samples/generated', 'samples/real'],
      rules: [
        'no-overlap',
        'mode-hopping',
        'mode-collapse',
        'memorisation',
        'mode-dropping',
        'latent-ignored',
        'duplicate-samples',
        'discriminator-too-weak',
      ],
    });
    const sampled = lackingOf([...losses, ...ringRun({ snapshots: 1, generated: (_, random) => ring(random, 50) })]);
    expect(sampled.find(({ rules }) => rules.includes('memorisation'))).toEqual({
      signals: ['samples/holdout'],
      rules: ['memorisation'],
    });
    expect(lacking.flatMap(({ rules }) => rules)).not.toContain('loss-correlation');
    expect(lackingWords(ofSamples!)).toMatch(
      /^No overlap, mode hopping, .* and .* cannot be judged by this log\. To have it judged, log generated samples.* and real samples/i,
    );
  });

  it('is no matter to rules that are switched off, and none to those of special systems', () => {
    const without = lackingOf([], { 'latent-ignored': { level: 'off' } }).flatMap(({ rules }) => rules);
    expect(without).not.toContain('latent-ignored');
    expect(without).not.toContain('redundant-generators');
    expect(lackingOf([]).flatMap(({ rules }) => rules)).toContain('latent-ignored');
  });
});

describe('whether a log is that of a GAN', () => {
  const isGan = (...named: (readonly [string, 'scalar' | 'tensor' | 'image'])[]) => {
    const list = new TagList();
    for (const [tag, kind] of named) list.note({ tag, kind });
    return list.isGan;
  };

  it('is told by two players, by fakes, or by real samples beside generated ones', () => {
    expect(isGan(['errD', 'scalar'], ['errG', 'scalar'])).toBe(true);
    expect(isGan(['fake_images', 'image'])).toBe(true);
    expect(isGan(['samples/real', 'tensor'], ['samples/generated', 'tensor'])).toBe(true);
    expect(isGan(['train/loss', 'scalar'], ['val/loss', 'scalar'], ['inputs', 'image'])).toBe(false);
    expect(isGan(['reconstructions', 'image'], ['elbo', 'scalar'])).toBe(false);
  });
});

describe('the search for logs', () => {
  it('tells what there is, and again only when that changes', () => {
    const dir = temporaryFolder();
    const search = new LogSearch(dir);
    expect(search.look(0)).toEqual({ folders: [], left: 0 });
    writeLog(join(dir, 'a'), []);
    expect(search.look(100)).toBeUndefined();
    expect(search.look(1e6)).toEqual({ folders: ['a'], left: 0 });
    expect(search.look(2e6)).toBeUndefined();
    rmSync(dir, { recursive: true });
    expect(search.look(3e6)).toEqual({ folders: [], left: 0 });
  });

  it('takes no more than can be followed', () => {
    const dir = temporaryFolder();
    for (let i = 0; i < mostFollowed + 3; i++) {
      mkdirSync(join(dir, String(i)));
      writeFileSync(join(dir, String(i), 'events.out.tfevents.1'), '');
    }
    const found = new LogSearch(dir).look(0);
    expect(found).toMatchObject({ left: 3 });
    expect(found?.folders).toHaveLength(mostFollowed);
  });
});
