import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environment, Processes, UntrustedError } from '../../../src/host/processes.ts';
import { startTrainer } from '../../../src/host/trainer.ts';
import { Monitor } from '../../../src/host/monitor.ts';

const untrusted = new Processes(() => false);
const nothing = { script: '/nowhere.mjs', args: [], cwd: '/', detached: false, stdio: 'ignore' } as const;

describe('the guard of untrusted folders', () => {
  it('starts no process', async () => {
    expect(() => untrusted.spawn(nothing)).toThrow(UntrustedError);
    expect(() => untrusted.fork('/nowhere.mjs')).toThrow(UntrustedError);
    await expect(untrusted.run('npm', [], '/')).rejects.toThrow(UntrustedError);
  });

  it('stops a trainer before anything is written', async () => {
    const logFolder = '/proc/no-such-place'; // could not be made
    const request = { config: '/a.gan.json', root: '/', engine: undefined };
    const trainer = startTrainer(request, true, { script: '/nowhere.mjs', logFolder, processes: untrusted });
    await expect(trainer).rejects.toThrow(UntrustedError);
  });

  it('stops the monitor, also from being remembered', () => {
    const deaths: string[] = [];
    const options = { script: '/nowhere.mjs', onMessage: () => undefined, onDeath: (why: string) => deaths.push(why) };
    const monitor = new Monitor({ ...options, processes: untrusted });
    expect(() => monitor.watch('/run')).toThrow(UntrustedError);
    expect(() => monitor.hydrate('/run')).toThrow(UntrustedError);
    expect(monitor.isWatched('/run')).toBe(false);
    expect(deaths).toEqual([]);
  });

  it('asks anew each time', () => {
    let trusted = false;
    const processes = new Processes(() => trusted);
    expect(() => processes.guard()).toThrow(UntrustedError);
    trusted = true;
    expect(() => processes.guard()).not.toThrow();
  });

  it('cannot be passed by: no other file of the host starts processes', () => {
    const folder = join(import.meta.dirname, '../../../src/host');
    const starters = readdirSync(folder).filter((name) =>
      /import (?!type)[^;]*'node:(child_process|worker_threads|cluster)'/.test(
        readFileSync(join(folder, name), 'utf8'),
      ),
    );
    expect(starters).toEqual(['processes.ts']);
  });
});

describe('the environment of processes', () => {
  it('makes Node of Electron and leaves out what is for a debugger', () => {
    const own = { PATH: '/bin', NODE_OPTIONS: '--inspect', VSCODE_INSPECTOR_OPTIONS: '{}' };
    expect(environment(own)).toEqual({ PATH: '/bin', ELECTRON_RUN_AS_NODE: '1' });
    expect(environment(own, '/engines')).toMatchObject({ PATH: '/bin', MODESCOPE_ENGINES: '/engines' });
  });
});

describe('a program that is run to its end', () => {
  const trusted = new Processes(() => true, '/later');
  const node = (code: string, signal?: AbortSignal) => trusted.run(process.execPath, ['-e', code], '/', signal);

  it('gives its exit code and all that it printed', async () => {
    const code = 'console.log(process.env.MODESCOPE_ENGINES, process.cwd()); console.error("no"); process.exitCode = 3';
    const { status, output } = await node(code);
    expect(status).toBe(3);
    expect(output.split('\n').sort()).toEqual(['', '/later /', 'no']);
  });

  it('that is not there is said to be missing', async () => {
    expect(await trusted.run('no-such-program-anywhere', [], '/')).toEqual({ status: 'missing', output: '' });
  });

  it('ends when it is not wanted any more', async () => {
    const ended = await node('setInterval(() => {}, 1000)', AbortSignal.timeout(200));
    expect(ended.status).toBe(null);
  });
});
