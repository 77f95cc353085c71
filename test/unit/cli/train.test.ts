import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newestRun, readFindings, writeControl } from '../../../src/runs/index.ts';
import { fakeTrainer, run, start, temporaryFolder, until, writeConfig } from './helpers.ts';

const folder = temporaryFolder();
const trainer = fakeTrainer();

describe('train', () => {
  it('ends with the run: a summary, and exit status 0', async () => {
    const file = writeConfig(folder, 'healthy');
    const { status, out, err } = await run(['train', file], { trainer });
    expect(err).toBe('');
    expect(status).toBe(0);
    expect(out).toContain('finished after 100 steps');
    expect(out).toContain('(500 steps/s), engine reference');
    expect(out).toMatch(/^covers 8 of 8 modes; (99|100) % of the samples near the data$/m);
    expect(out).toContain('verdict: no warnings\n');
    expect(out).toContain(`run folder: ${newestRun(file)!.folder}`);
  });

  it('names the mode that is missing, keeps the finding beside the log, and with --strict exits with 2', async () => {
    const file = writeConfig(folder, 'dropping');
    const { status, out } = await run(['train', file, '--strict'], { trainer });
    expect(status).toBe(2);
    expect(out).toMatch(/⚠ warning Mode dropping since step \d+: 1 of 8 modes missing .* \[mode-dropping\]\n/);
    expect(out).toMatch(
      /covers 7 of 8 modes, missing near \((1\.9|2\.0)\d, -?0\.0\d\); \d+ % of the samples near the data\n/,
    );
    expect(out).toContain('verdict: mode dropping\n');
    expect(readFindings(newestRun(file)!.folder)).toMatchObject([{ run: '', rule: 'mode-dropping', to: null }]);
    expect((await run(['train', file], { trainer })).status).toBe(0);
  });

  it('hands over steps, seed and engine', async () => {
    const file = writeConfig(folder, 'handed');
    await run(['train', file, '--steps', '20', '--seed', '7', '--engine', 'portable'], { trainer });
    expect(newestRun(file)!.manifest).toMatchObject({ steps: 20, step: 20, seed: 7, engine: { name: 'portable' } });
  });

  it.each([
    ['slower', /^warning: the engine "native" cannot be loaded \(no such library\); training with "portable", .*\n$/],
    ['slower-bare', /^training with the engine "portable": no such library; .*`npm install onnxruntime-node`.*\n$/],
  ])('says in one line why the engine is not the fastest: %s', async (name, line) => {
    const { status, err } = await run(['train', writeConfig(folder, name, { steps: 20 })], { trainer });
    expect(status).toBe(0);
    expect(err).toMatch(line);
    expect(err).toContain('Modescope: Install Faster Engine');
  });

  it('shows progress in one line on a screen', async () => {
    const file = writeConfig(folder, 'screen', { steps: 300 });
    const { out } = await run(['train', file], { trainer, screen: true });
    expect(out).toMatch(/\nstep \d+ of 300 · \d+ % · 500 steps\/s · \d s left\r/);
    expect(out).toContain('\r\u001b[2K\nfinished after 300 steps');
  });

  it('stops the run when interrupted', async () => {
    const file = writeConfig(folder, 'endless');
    const session = start(['train', file], { trainer });
    await until(() => (newestRun(file)?.manifest.step ?? 0) > 50);
    session.interrupt();
    const { status, out } = await session.ending;
    expect(status).toBe(0);
    expect(out).toContain('stopping after this step');
    expect(out).toContain('stopped after');
    expect(newestRun(file)!.state).toBe('stopped');
  });

  it('kills the run when interrupted again', async () => {
    const file = writeConfig(folder, 'deaf');
    const session = start(['train', file], { trainer });
    await until(() => (newestRun(file)?.manifest.step ?? 0) > 50);
    session.interrupt();
    session.kill();
    const { status, err } = await session.ending;
    expect(status).toBe(1);
    expect(err).toBe(`${file}:1:1 the run was killed\n`);
    expect(newestRun(file)!.state).toBe('crashed');
  });

  it('ends when someone else stops the run', async () => {
    const file = writeConfig(folder, 'endless-too');
    const session = start(['train', file], { trainer });
    await until(() => (newestRun(file)?.manifest.step ?? 0) > 20);
    writeControl(newestRun(file)!.folder, 'stop');
    expect((await session.ending).status).toBe(0);
  });
});

describe('train that goes wrong is one line', () => {
  it.each([
    ['a missing config', join(folder, 'none.gan.json'), ':1:1 there is no such file'],
    ['a folder', folder, ':1:1 is a folder, not a config file'],
  ])('%s', async (_, file, message) => {
    expect(await run(['train', file], { trainer })).toEqual({ status: 1, out: '', err: `${file}${message}\n` });
  });

  it('a config with mistakes, without leaving a run folder', async () => {
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    const file = writeConfig(inner, 'wrong', { steps: -1, sed: 1 });
    const { status, out, err } = await run(['train', file], { trainer });
    expect({ status, out }).toEqual({ status: 1, out: '' });
    const lines = err.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/wrong\.gan\.json:\d+:\d+ training\.steps: Value is below the minimum of 1\.$/);
    expect(lines[1]).toMatch(/wrong\.gan\.json:\d+:\d+ Unknown key "sed"; did you mean "seed"\?$/);
    expect(readdirSync(inner)).toEqual(['wrong.gan.json']);
  });

  it('a data file with a text cell, both files named', async () => {
    const file = join(folder, 'points.gan.json');
    writeFileSync(join(folder, 'p.csv'), '1,2\n3,x\n');
    const valid = JSON.parse(readFileSync(writeConfig(folder, 'valid'), 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...valid, data: { type: 'points', file: 'p.csv' } }, null, 2));
    const { status, err } = await run(['train', file], { trainer });
    expect(status).toBe(1);
    expect(err).toMatch(/points\.gan\.json:4:13 .*p\.csv: row 2, column 2: "x" is not a number; .*\n$/);
  });

  it('a trainer that refuses, ends at once, fails or crashes', async () => {
    const ending = async (name: string) => {
      const file = writeConfig(folder, name);
      const { status, err } = await run(['train', file], { trainer });
      expect(status).toBe(1);
      return err.replace(file, 'FILE');
    };
    expect(await ending('refused')).toBe('FILE:3:7 This machine is too small.\n');
    expect(await ending('mute')).toBe('the trainer ended before it began: no such library\n');
    expect(await ending('failing')).toBe('FILE:1:1 the run failed: no room left on the disk\n');
    expect(await ending('crashing')).toBe('FILE:1:1 the run ended unexpectedly: out of memory\n');
    expect(await ending('throwing')).toBe('FILE:1:1 the run ended unexpectedly: Error: out of memory\n');
    expect((await run(['train', writeConfig(folder, 'unbuilt')])).err).toMatch(/is missing; run `npm run build`\n$/);
  });

  it.skipIf(process.platform === 'win32')(
    'an engine that faults: goes on with the portable one, and says so',
    async () => {
      const file = writeConfig(folder, 'faulting');
      const { status, out, err } = await run(['train', file, '--steps', '80'], { trainer });
      expect({ status, err }).toEqual({ status: 0, err: '' });
      expect(out).toContain(
        'the engine "reference" broke off (SIGSEGV); going on from the last checkpoint with "portable"',
      );
      expect(out).toContain('finished after 80 steps');
      expect(newestRun(file)).toMatchObject({
        state: 'finished',
        manifest: { step: 80, engine: { name: 'portable' } },
      });
    },
  );

  it('a folder that is removed meanwhile: no summary of nothing', async () => {
    const file = writeConfig(folder, 'vanishing');
    const { status, out, err } = await run(['train', file], { trainer });
    expect(status).toBe(1);
    expect(out).not.toContain('verdict');
    expect(err).toContain(`${file}:1:1 the run ended unexpectedly: the folder was removed\n`);
  });

  it.each([
    ['--steps', '0'],
    ['--steps', '1e99'],
    ['--steps', 'many'],
    ['--steps', '99999999999999999999'],
    ['--seed', '-1'],
    ['--seed', '4294967296'],
    ['--engine', 'cuda'],
  ])('%s %s', async (option, value) => {
    const { status, out, err } = await run(['train', writeConfig(folder, 'options'), option, value], { trainer });
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toMatch(
      new RegExp(`^modescope: option '${option} <.*>' argument '.*' is invalid\\. It must be .*\\n$`),
    );
  });
});

describe('resume', () => {
  it('goes on with a stopped run, and does not tell old findings again', async () => {
    const file = writeConfig(folder, 'endless-dropping');
    const session = start(['train', file], { trainer });
    await until(() => session.sofar().includes('[mode-dropping]'));
    session.interrupt();
    await session.ending;
    const { folder: stopped, manifest } = newestRun(file)!;
    const again = start(['resume', stopped], { trainer });
    await until(() => newestRun(file)!.manifest.step > manifest.step + 50 && newestRun(file)!.state === 'running');
    const refused = await run(['resume', stopped], { trainer });
    expect(refused).toMatchObject({ status: 1, out: '' });
    expect(refused.err).toMatch(/: the run is running \(process \d+\); stop it first\n$/);
    writeControl(stopped, 'stop');
    const { status, out } = await again.ending;
    expect(status).toBe(0);
    expect(out).not.toContain('[mode-dropping]');
    expect(out).toContain('verdict: mode dropping');
    // The break between is none of the run's time.
    expect(out).toMatch(/^stopped after [\d,]+ steps, the last [\d,]+ in [^(]+ \(500 steps\/s\)/m);
  });

  it('of a finished run changes nothing', async () => {
    const file = writeConfig(folder, 'over', { steps: 20 });
    await run(['train', file], { trainer });
    const { folder: finished } = newestRun(file)!;
    const before = readFileSync(join(finished, 'manifest.json'), 'utf8');
    const { status, out, err } = await run(['resume', finished], { trainer });
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('finished after 20 steps');
    expect(readFileSync(join(finished, 'manifest.json'), 'utf8')).toBe(before);
  });

  it('of what is no run is one line', async () => {
    const { status, err } = await run(['resume', folder], { trainer });
    expect(status).toBe(1);
    expect(err).toMatch(/: is no run \(it has no manifest\.json\)\n$/);
    expect(existsSync(join(folder, 'manifest.json'))).toBe(false);
  });
});

describe('follow', () => {
  it('shows runs that begin after it, one after the other, and leaves when told', async () => {
    const own = temporaryFolder();
    const before = writeConfig(own, 'before', { steps: 20 });
    await run(['train', before], { trainer });
    const since = String(Date.now());
    const session = start(['follow', join(own, 'runs'), '--since', since]);
    await run(['train', writeConfig(own, 'dropping', { steps: 100 })], { trainer });
    await until(() => session.sofar().includes('run folder:'));
    await run(['train', writeConfig(own, 'second', { steps: 20 })], { trainer });
    await until(() => session.sofar().includes('finished after 20 steps'));
    session.interrupt();
    const { status, out, err } = await session.ending;
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('dropping.gan.json began');
    expect(out).toContain('[mode-dropping]');
    expect(out).toContain('second.gan.json began');
    expect(out).not.toContain('before.gan.json');
  });
});
