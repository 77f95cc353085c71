import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  configName,
  createRun,
  listRuns,
  listRunsOf,
  lookAtRun,
  newestRun,
  readControl,
  readManifest,
  reopenRun,
  RunError,
  writeControl,
} from '../../../src/runs/index.ts';
import { planIn, temporaryFolder } from './helpers.ts';

/** A process number that was in use and is no more. */
function deadProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('a new run', () => {
  it('has its folder beside the config, hidden from git, with a manifest', () => {
    const folder = temporaryFolder();
    const run = createRun(planIn(folder), new Date(2026, 10, 24, 9, 3, 8));
    expect(dirname(run.folder)).toBe(join(folder, 'runs', 'ring'));
    expect(basename(run.folder)).toMatch(/^20261124-090308-[0-9a-f]{6}$/);
    expect(readFileSync(join(folder, 'runs', '.gitignore'), 'utf8')).toBe('*\n');
    const manifest = readManifest(run.folder);
    expect(manifest).toEqual(run.manifest);
    expect(manifest).toEqual({
      format: 1,
      state: 'running',
      pid: process.pid,
      step: 0,
      ...planIn(folder),
      started: new Date(2026, 10, 24, 9, 3, 8).toISOString(),
    });
    expect(readdirSync(run.folder)).toEqual(['manifest.json']);
  });

  it('is made in another folder where one is given', () => {
    const folder = temporaryFolder();
    const run = createRun(planIn(folder), new Date(), join(folder, 'a', 'b'));
    expect(dirname(run.folder)).toBe(join(folder, 'a', 'b'));
    expect(existsSync(join(folder, 'runs'))).toBe(false);
  });

  it('leaves a .gitignore of the user alone', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'runs'));
    createRun(planIn(folder));
    expect(existsSync(join(folder, 'runs', '.gitignore'))).toBe(false);
  });

  it('goes without a trace when the start fails', () => {
    const folder = temporaryFolder();
    const run = createRun(planIn(folder));
    writeFileSync(join(run.folder, 'events.out.tfevents.1'), 'x');
    run.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that is discarded leaves other runs and what was there before', () => {
    const folder = temporaryFolder();
    const first = createRun(planIn(folder));
    createRun(planIn(folder)).discard();
    createRun(planIn(folder, 'grid.gan.json')).discard();
    expect(readdirSync(join(folder, 'runs')).sort()).toEqual(['.gitignore', 'ring']);
    expect(readdirSync(join(folder, 'runs', 'ring'))).toEqual([basename(first.folder)]);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'in a read-only folder is an error, one line',
    () => {
      const folder = temporaryFolder();
      chmodSync(folder, 0o500);
      expect(() => createRun(planIn(folder))).toThrow(expect.objectContaining({ code: 'write-failed' }) as Error);
      chmodSync(folder, 0o700);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('where a file is in the way is an error, and the file stays', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'runs'), 'mine');
    expect(() => createRun(planIn(folder))).toThrow(RunError);
    expect(readFileSync(join(folder, 'runs'), 'utf8')).toBe('mine');
  });

  it('is updated as a whole, leaving no other file', () => {
    const run = createRun(planIn(temporaryFolder()));
    run.update({ step: 50 });
    run.update({ state: 'failed', reason: 'out of memory', ended: '2026-11-24T00:00:00Z' });
    expect(readManifest(run.folder)).toMatchObject({ step: 50, state: 'failed', reason: 'out of memory' });
    expect(readdirSync(run.folder)).toEqual(['manifest.json']);
  });
});

it.each([
  ['/a/ring.gan.json', 'ring'],
  ['/a/my.ring.gan.json', 'my.ring'],
  ['/a/other.json', 'other'],
  ['/a/.gan.json', 'config'],
])('the name of %s is %s', (file, name) => {
  expect(configName(file)).toBe(name);
});

describe('a manifest', () => {
  it('that was cut, at any byte, is an error and not a guess', () => {
    const { folder } = createRun(planIn(temporaryFolder()));
    const path = join(folder, 'manifest.json');
    for (let size = statSync(path).size - 2; size >= 0; size -= 5) {
      truncateSync(path, size);
      expect(() => readManifest(folder)).toThrow(expect.objectContaining({ code: 'malformed' }) as Error);
    }
  });

  it.each([
    [{ state: 'sleeping' }, 'malformed', '/state'],
    [{ step: -1 }, 'malformed', '/step'],
    [{ engine: 'native' }, 'malformed', '/engine'],
    [{ classes: [0, 1] }, 'malformed', '/classes'],
    [{ format: 2 }, 'newer-version', 'newer version'],
  ])('with %j is refused', (change, code, words) => {
    const { folder, manifest } = createRun(planIn(temporaryFolder()));
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, ...change }));
    expect(() => readManifest(folder)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(words) as string }) as Error,
    );
  });

  it('has the names of the classes, where they have some', () => {
    const classes = ['cat', 'dog'];
    const { folder } = createRun({ ...planIn(temporaryFolder()), classes });
    expect(readManifest(folder).classes).toEqual(classes);
    expect(reopenRun(folder, 0).manifest.classes).toEqual(classes);
    expect(readManifest(createRun(planIn(temporaryFolder())).folder)).not.toHaveProperty('classes');
  });

  it('is missing where there is no run', () => {
    expect(() => readManifest(temporaryFolder())).toThrow(expect.objectContaining({ code: 'no-run' }) as Error);
  });
});

describe('the state seen from outside', () => {
  it("is the manifest's while the process lives", () => {
    const run = createRun(planIn(temporaryFolder()));
    expect(lookAtRun(run.folder).state).toBe('running');
    run.update({ state: 'paused' });
    expect(lookAtRun(run.folder).state).toBe('paused');
  });

  it.each(['running', 'paused'] as const)('of a %s run without a process is crashed', (state) => {
    const run = createRun(planIn(temporaryFolder()));
    run.update({ state, pid: deadProcess() });
    expect(lookAtRun(run.folder).state).toBe('crashed');
  });

  it.each(['finished', 'stopped', 'failed'] as const)('of a %s run without a process is that', (state) => {
    const run = createRun(planIn(temporaryFolder()));
    run.update({ state, pid: deadProcess() });
    expect(lookAtRun(run.folder).state).toBe(state);
  });

  it.runIf(process.platform === 'linux')('is crashed when another process got its number later', () => {
    const run = createRun(planIn(temporaryFolder()));
    const dayAgo = new Date(Date.now() - 86_400_000);
    utimesSync(join(run.folder, 'manifest.json'), dayAgo, dayAgo); // written before this process began
    expect(lookAtRun(run.folder).state).toBe('crashed');
  });
});

describe('taking up a run again', () => {
  it("makes it this process's own", () => {
    const run = createRun(planIn(temporaryFolder()));
    run.update({ state: 'failed', reason: 'disk full', ended: 'then', step: 70, pid: deadProcess() });
    const again = reopenRun(run.folder, 60, new Date(0));
    expect(readManifest(run.folder)).toEqual(again.manifest);
    expect(again.manifest).toMatchObject({ state: 'running', pid: process.pid, step: 70 });
    expect(again.manifest.resumed).toEqual({ step: 60, at: '1970-01-01T00:00:00.000Z' });
    expect(again.manifest).not.toHaveProperty('reason');
    expect(again.manifest).not.toHaveProperty('ended');
  });

  it('is refused while its process lives', () => {
    const run = createRun(planIn(temporaryFolder()));
    run.update({ pid: process.ppid });
    expect(() => reopenRun(run.folder, 0)).toThrow(expect.objectContaining({ code: 'still-running' }) as Error);
    expect(readManifest(run.folder).pid).toBe(process.ppid);
  });
});

describe('the list of runs', () => {
  it('has the newest first, of all configs or of one', () => {
    const folder = temporaryFolder();
    const at = (second: number): Date => new Date(2026, 0, 1, 0, 0, second);
    const old = createRun(planIn(folder), at(1));
    const newest = createRun(planIn(folder), at(3));
    const other = createRun(planIn(folder, 'grid.gan.json'), at(2));
    expect(listRuns(folder).runs.map((run) => run.folder)).toEqual([newest.folder, other.folder, old.folder]);
    expect(listRunsOf(join(folder, 'ring.gan.json')).runs.map((run) => run.folder)).toEqual([
      newest.folder,
      old.folder,
    ]);
    expect(newestRun(join(folder, 'ring.gan.json'))?.folder).toBe(newest.folder);
    expect(newestRun(join(folder, 'none.gan.json'))).toBeUndefined();
  });

  it('is empty where there are none, and names what cannot be read', () => {
    const folder = temporaryFolder();
    expect(listRuns(folder)).toEqual({ runs: [], problems: [] });
    const run = createRun(planIn(folder));
    mkdirSync(join(folder, 'runs', 'ring', 'notes'));
    mkdirSync(join(folder, 'runs', 'ring', 'broken'));
    writeFileSync(join(folder, 'runs', 'ring', 'broken', 'manifest.json'), '{');
    const { runs, problems } = listRuns(folder);
    expect(runs.map(({ folder: path }) => path)).toEqual([run.folder]);
    expect(problems.map(({ code }) => code)).toEqual(['malformed']);
  });
});

describe('the control file', () => {
  it('says what was last asked for, and to run when nothing was', () => {
    const folder = temporaryFolder();
    expect(readControl(folder).word).toBe('run');
    for (const word of ['pause', 'run', 'stop'] as const) {
      writeControl(folder, word);
      expect(readControl(folder)).toEqual({ word, token: '' });
    }
    // Each asking for a phase is another one.
    const tokens = [1, 2].map(() => {
      writeControl(folder, 'step');
      const { word, token } = readControl(folder);
      expect(word).toBe('step');
      return token;
    });
    expect(new Set(tokens).size).toBe(2);
    expect(readdirSync(folder)).toEqual(['control']);
    writeFileSync(join(folder, 'control'), 'pau');
    expect(readControl(folder).word).toBe('run');
  });

  it('of a folder that is gone is an error', () => {
    expect(() => writeControl(join(temporaryFolder(), 'gone'), 'stop')).toThrow(RunError);
  });
});
