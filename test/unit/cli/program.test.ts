import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEventWriter } from '../../../src/events/index.ts';
import { run, start, temporaryFolder, until, writeConfig } from './helpers.ts';

const folder = temporaryFolder();

describe('modescope', () => {
  it('without arguments, with --help and with help shows what there is', async () => {
    for (const args of [[], ['--help'], ['help']]) {
      const { status, out, err } = await run(args);
      expect({ status, err }).toEqual({ status: 0, err: '' });
      for (const command of ['train', 'resume', 'check', 'watch', 'tags'])
        expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
      expect(out).not.toContain('follow');
    }
    expect((await run(['train', '--help'])).out).toContain('--strict');
  });

  it('--version', async () => {
    expect(await run(['--version'])).toEqual({ status: 0, out: '1.2.3\n', err: '' });
  });

  it('refuses what it does not know', async () => {
    expect(await run(['trian'])).toEqual({
      status: 1,
      out: '',
      err: "modescope: unknown command 'trian'\n(Did you mean train?)\n",
    });
    expect((await run(['check'])).err).toBe("modescope: missing required argument 'file'\n");
    expect((await run(['check', '--jason', 'a'])).err).toContain("unknown option '--jason'");
    expect((await run(['watch', 'a', 'b'])).status).toBe(1);
  });

  it('shows where an error comes from only with --debug', async () => {
    const none = join(folder, 'none');
    expect(await run(['watch', '--once', none])).toEqual({
      status: 1,
      out: '',
      err: `${none}: there is no such folder\n`,
    });
    expect((await run(['watch', '--once', none, '--debug'])).err).toContain('    at ');
  });
});

describe('check', () => {
  it('says that nothing is wrong', async () => {
    const file = writeConfig(folder, 'good');
    expect(await run(['check', file])).toEqual({ status: 0, out: `${file}: no problems\n`, err: '' });
    expect(await run(['check', file, '--json'])).toEqual({ status: 0, out: '[]\n', err: '' });
  });

  it('names file, line and column, one line a problem', async () => {
    const file = writeConfig(folder, 'bad', { stepss: 3, batch: 0 });
    const { status, out } = await run(['check', file]);
    expect(status).toBe(1);
    expect(out.trimEnd().split('\n')).toEqual([
      `${file}:32:5 Unknown key "stepss"; did you mean "steps"?`,
      `${file}:33:14 training.batch: Value is below the minimum of 1.`,
    ]);
  });

  it('of several files tells of all, also where one cannot be read', async () => {
    const [good, bad, none] = [writeConfig(folder, 'one'), writeConfig(folder, 'two', { batch: 0 }), 'none.gan.json'];
    const text = await run(['check', none, good, bad]);
    expect(text).toEqual({
      status: 1,
      out: `${good}: no problems\n${bad}:32:14 training.batch: Value is below the minimum of 1.\n`,
      err: 'none.gan.json:1:1 there is no such file\n',
    });
    const json = await run(['check', none, good, '--json']);
    expect(json).toEqual({ status: 1, out: '[]\n', err: 'none.gan.json:1:1 there is no such file\n' });
  });

  it('as JSON gives the same with ends, paths and fixes', async () => {
    const file = writeConfig(folder, 'json', { stepss: 3 });
    const { status, out } = await run(['check', file, '--json']);
    expect(status).toBe(1);
    expect(JSON.parse(out)).toEqual([
      {
        file,
        line: 32,
        column: 5,
        endLine: 32,
        endColumn: 13,
        severity: 'error',
        code: 'unknown-key',
        path: 'training.stepss',
        message: 'Unknown key "stepss"; did you mean "steps"?',
        fix: { title: 'Change to "steps"', edits: [{ kind: 'rename', path: 'training.stepss', key: 'steps' }] },
      },
    ]);
  });

  it('of a config with something missing says where', async () => {
    const file = join(folder, 'incomplete.gan.json');
    writeFileSync(file, '{ "data": { "type": "ring" } }');
    expect((await run(['check', file])).out.trimEnd().split('\n')).toEqual([
      `${file}:1:1 Missing keys "latent", "generator", "discriminator".`,
      `${file}:1:3 data: Missing keys "modes", "radius", "std".`,
    ]);
  });

  it('is fine with warnings', async () => {
    const file = writeConfig(folder, 'warned', { optimizer: { type: 'sgd', nesterov: true } });
    const { status, out } = await run(['check', file]);
    expect(status).toBe(0);
    expect(out).toContain('"nesterov" changes nothing');
  });

  it.each([
    ['empty', '', /empty\.gan\.json:1:1 The file is empty/],
    ['prose', 'hello there', /prose\.gan\.json:1:1 Not valid JSON: invalid symbol\.$/m],
    ['binary', '\u0000\u0001\u0002', /binary\.gan\.json:1:\d+ /],
    ['deep', '['.repeat(100_000), /deep\.gan\.json:1:65 Nested too deeply/],
    ['large', `"${'x'.repeat(5_000_000)}"`, /large\.gan\.json:1:1 The file is too long/],
  ])('of a file that is %s is one line', async (name, content, line) => {
    const file = join(folder, `${name}.gan.json`);
    writeFileSync(file, content);
    const { status, out } = await run(['check', file]);
    expect(status).toBe(1);
    expect(out).toMatch(line);
    expect(out.trimEnd()).not.toContain('\n');
  });
});

describe('watch and tags', () => {
  it.each(['watch', 'tags'])('%s: of no folder and of one without logs', async (command) => {
    const file = writeConfig(folder, 'file');
    const once = command === 'watch' ? ['--once'] : [];
    expect((await run([command, file, ...once])).err).toBe(`${file}: is a file, not a folder\n`);
    expect((await run([command, `${folder}/none`, ...once])).err).toBe(`${folder}/none: there is no such folder\n`);
    const { status, out, err } = await run([command, temporaryFolderAt('no-logs'), ...once, '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toEqual(command === 'watch' ? [] : { isGan: false, tags: {} });
    expect(err).toMatch(/no-logs: has no TensorBoard logs in it\n$/);
  });
});

function temporaryFolderAt(name: string): string {
  mkdirSync(join(folder, name), { recursive: true });
  return join(folder, name);
}

/** A log with a NaN at step 2, in a folder of this name. */
function brokenLog(root: string, name: string): string {
  const log = createEventWriter(join(root, name));
  for (let step = 0; step < 3; step++)
    log.write(step, [{ tag: 'loss/generator', scalar: step === 2 ? Number.NaN : 1 }]);
  log.close();
  return join(root, name);
}

describe('watch', () => {
  it('once: findings of all logs below a folder', async () => {
    const root = temporaryFolder();
    brokenLog(root, 'runs/a');
    const { status, out, err } = await run(['watch', root, '--once']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(
      out.startsWith('runs/a:\n✖ error Not a number since step 2: loss/generator is not finite  [non-finite]\n'),
    ).toBe(true);
  });

  it('once, as JSON: an array in the form of findings.jsonl', async () => {
    const root = temporaryFolder();
    brokenLog(root, 'a');
    const { out } = await run(['watch', root, '--once', '--json']);
    expect(JSON.parse(out)).toEqual([
      {
        run: 'a',
        rule: 'non-finite',
        severity: 'error',
        from: 2,
        raised: 2,
        to: null,
        evidence: { measurements: [], tag: 'loss/generator' },
        configPaths: [],
      },
    ]);
  });

  it('live: tells what comes, and leaves when told', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'empty'));
    const session = start(['watch', root]);
    await until(() => session.sofar().includes('has no TensorBoard logs in it'));
    brokenLog(root, 'later');
    await until(() => session.sofar().includes('[non-finite]'));
    session.interrupt();
    expect((await session.ending).status).toBe(0);
  });

  it('live, as JSON: one array a line', async () => {
    const root = temporaryFolder();
    brokenLog(root, 'a');
    const session = start(['watch', root, '--json']);
    await until(() => session.sofar().includes('non-finite'));
    session.interrupt();
    const { out } = await session.ending;
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject([{ rule: 'non-finite' }]);
  });
});

describe('watch, of logs made elsewhere', () => {
  const written = (...tags: readonly string[]): string => {
    const root = temporaryFolder();
    const log = createEventWriter(root);
    log.write(
      1,
      tags.map((tag) => ({ tag, scalar: 1 })),
    );
    log.close();
    return root;
  };

  it('says once what rules lack', async () => {
    const { out } = await run(['watch', written('loss_G', 'loss_D'), '--once']);
    const hints = out.split('\n').filter((line) => line.startsWith('· hint: '));
    expect(hints.filter((line) => line.includes('mode dropping'))).toHaveLength(1);
    expect(hints.find((line) => line.includes('mode dropping'))).toContain('log generated samples');
    expect(new Set(hints).size).toBe(hints.length);
  });

  it('says of what is no GAN that it is none, and nothing else', async () => {
    const { out } = await run(['watch', written('train/loss'), '--once']);
    expect(out).toMatch(/^\.: nothing found\n· hint: This is not the log of a GAN: [^\n]+\n$/);
  });
});

describe('tags', () => {
  it('says what each is taken for', async () => {
    const root = temporaryFolder();
    const log = createEventWriter(join(root, 'a'));
    const scalars = ['loss_G', 'loss_D', 'loss_D_real', 'loss_D/fake', 'G/gp_loss', 'D(x)', 'd_g_z1', 'epoch'];
    log.write(
      1,
      scalars.map((tag) => ({ tag, scalar: 1 })),
    );
    log.write(1, [{ tag: 'samples/generated', tensor: new Float32Array(4), shape: [2, 2] }]);
    log.close();
    const { status, out } = await run(['tags', root, '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toEqual({
      isGan: true,
      tags: {
        loss_G: 'generator-loss',
        loss_D: 'discriminator-loss',
        loss_D_real: 'discriminator-loss-part',
        'loss_D/fake': 'discriminator-loss-part',
        'G/gp_loss': 'generator-loss-part',
        'D(x)': 'score-real',
        d_g_z1: 'score-fake',
        epoch: 'other',
        'samples/generated': 'samples',
      },
    });
  });

  it('of what is no GAN', async () => {
    const root = temporaryFolder();
    const log = createEventWriter(root);
    log.write(1, [
      { tag: 'train/loss', scalar: 1 },
      { tag: 'val/accuracy', scalar: 1 },
    ]);
    log.close();
    expect(JSON.parse((await run(['tags', root, '--json'])).out)).toEqual({
      isGan: false,
      tags: { 'train/loss': 'other', 'val/accuracy': 'other' },
    });
  });
});
