/** The command line as it is installed: bin/modescope.mjs with what the build put into dist. */
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { newConfigText } from '../../../src/config/index.ts';
import { newestRun } from '../../../src/runs/index.ts';
import { temporaryFolder, until, writeConfig } from './helpers.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const program = join(root, 'bin', 'modescope.mjs');
const folder = temporaryFolder();

/** Starts the program as a shell does; `closeAfter`: the reader of its output leaves after so many lines. */
function start(args: readonly string[], options: { closeAfter?: number } = {}) {
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (options.closeAfter !== undefined && out.split('\n').length > options.closeAfter) child.stdout.destroy();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ending = new Promise<{ status: number | null; out: string; err: string }>((done) => {
    child.once('close', (status) => done({ status, out, err }));
  });
  return { child, ending };
}

const run = (...args: string[]) => start(args).ending;

describe('bin/modescope.mjs', () => {
  beforeAll(() => {
    if (existsSync(join(root, 'dist', 'cli.mjs'))) return;
    throw new Error('dist/cli.mjs is missing: these tests run the built program, so run `npm run build` first');
  });

  it('can be run', () => {
    expect(() => accessSync(program, constants.R_OK)).not.toThrow();
    if (process.platform !== 'win32') expect(statSync(program).mode & 0o111).toBe(0o111);
  });

  it('says which version it is', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(await run('--version')).toEqual({ status: 0, out: `${version}\n`, err: '' });
  });

  it('checks configs', async () => {
    writeFileSync(join(folder, 'new.gan.json'), newConfigText());
    expect(await run('check', 'new.gan.json')).toEqual({ status: 0, out: 'new.gan.json: no problems\n', err: '' });
    writeConfig(folder, 'wrong', { stepss: 1 });
    const { status, out } = await run('check', 'wrong.gan.json');
    expect(status).toBe(1);
    expect(out).toBe('wrong.gan.json:32:5 Unknown key "stepss"; did you mean "steps"?\n');
  });

  it.skipIf(process.platform === 'win32')('killed, it leaves no trainer behind', async () => {
    const file = writeConfig(folder, 'orphan', { steps: 1e9 });
    const { child, ending } = start(['train', 'orphan.gan.json']);
    await until(() => newestRun(file)?.state === 'running');
    child.kill('SIGKILL');
    await ending;
    await until(() => newestRun(file)?.state === 'stopped');
  });

  it.skipIf(process.platform === 'win32')('goes on with the portable engine where the engine faults', async () => {
    const file = writeConfig(folder, 'faulty', { steps: 1e9 });
    const { child, ending } = start(['train', 'faulty.gan.json', '--engine', 'reference']);
    await until(() => (newestRun(file)?.manifest.step ?? 0) > 0 || child.exitCode !== null);
    const { manifest } = newestRun(file)!;
    process.kill(manifest.pid, 'SIGSEGV');
    await until(() => newestRun(file)?.manifest.engine.name === 'portable' || child.exitCode !== null);
    const resumed = newestRun(file)!.manifest;
    expect(resumed).toMatchObject({ state: 'running', engine: { name: 'portable' } });
    expect(resumed.resumed?.step).toBeGreaterThanOrEqual(manifest.step);
    child.kill('SIGINT');
    const { status, out } = await ending;
    expect(out).toContain('the engine "reference" broke off (SIGSEGV)');
    expect(status).toBe(0);
    expect(newestRun(file)?.state).toBe('stopped');
  });

  it('trains, and what it trained can be watched', async () => {
    const file = writeConfig(folder, 'short', { steps: 20 });
    const { status, out, err } = await run('train', 'short.gan.json', '--seed', '5');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('finished after 20 steps');
    expect(newestRun(file)).toMatchObject({ state: 'finished', manifest: { seed: 5, step: 20 } });
    const watched = await run('watch', 'runs', '--once', '--json');
    expect(Array.isArray(JSON.parse(watched.out))).toBe(true);
  });

  it.skipIf(process.platform === 'win32')('compares, is killed, and trains only what is missing', async () => {
    writeConfig(folder, 'one', { steps: 20 });
    writeConfig(folder, 'two', { steps: 20, order: 'generator-first' });
    const args = ['compare', 'one.gan.json', 'two.gan.json', '--seeds', '2', '--out', 'compared'];
    const { child, ending } = start([...args, '--jobs', '1']);
    const results = join(folder, 'compared', 'results.jsonl');
    await until(() => existsSync(results) || child.exitCode !== null);
    child.kill('SIGKILL');
    await ending;
    const finished = readFileSync(results, 'utf8').trim().split('\n').length;
    const { status, out, err } = await run(...args, '--resume');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain(`${finished} of 4 runs are finished already`);
    for (const label of ['one', 'two']) expect(readdirSync(join(folder, 'compared', label))).toHaveLength(2);
    expect(readFileSync(join(folder, 'compared', 'report.md'), 'utf8')).toContain('two less one');
  });

  it.skipIf(process.platform === 'win32')('stops cleanly on Ctrl+C', async () => {
    const file = writeConfig(folder, 'long', { steps: 1_000_000_000 });
    const { child, ending } = start(['train', 'long.gan.json']);
    await until(() => (newestRun(file)?.manifest.step ?? 0) > 0 || child.exitCode !== null);
    child.kill('SIGINT');
    const { status, out, err } = await ending;
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('stopped after');
    expect(newestRun(file)?.state).toBe('stopped');
  });

  it('leaves without a word when nobody reads it any more', async () => {
    const keys = Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`key-${i}`, 'x'.repeat(2000)]));
    writeFileSync(join(folder, 'many.gan.json'), JSON.stringify(keys));
    const args = ['check', ...Array.from({ length: 40 }, () => 'many.gan.json')];
    expect((await start(args, { closeAfter: 1 }).ending).err).toBe('');
  });
});
