import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createRun,
  listRunsOf,
  purgeForgotten,
  purgeRun,
  readLabel,
  restoreRun,
  trashRun,
  writeLabel,
  type NewRun,
} from '../../../src/runs/index.ts';
import { temporaryFolder } from './helpers.ts';

const plan = {
  config: {},
  seed: 1,
  steps: 10,
  engine: { name: 'reference', version: '1', threads: 1, device: 'cpu' },
  versions: {},
};

function finishedRun(configFile: string): NewRun {
  const run = createRun({ ...plan, configFile });
  run.update({ state: 'finished' });
  return run;
}

const foldersOf = (configFile: string): string[] => listRunsOf(configFile).runs.map(({ folder }) => folder);

describe("a run's label", () => {
  it('is what was written, on one line, and gone when it is empty', () => {
    const { folder } = finishedRun(join(temporaryFolder(), 'ring.gan.json'));
    expect(readLabel(folder)).toBeUndefined();
    writeLabel(folder, '  with\nfive   updates ');
    expect(readLabel(folder)).toBe('with five updates');
    writeLabel(folder, 'x'.repeat(200));
    expect(readLabel(folder)).toHaveLength(80);
    writeLabel(folder, ' ');
    expect(readLabel(folder)).toBeUndefined();
    expect(existsSync(join(folder, 'label'))).toBe(false);
    writeLabel(folder, '');
  });
});

describe('a run that is deleted', () => {
  it('is out of the list, and back in it when that is undone', () => {
    const config = join(temporaryFolder(), 'ring.gan.json');
    const [first, second] = [finishedRun(config), finishedRun(config)];
    writeFileSync(join(first.folder, 'mine.txt'), 'kept');
    const deleted = trashRun(first.folder);
    expect(foldersOf(config)).toEqual([second.folder]);
    restoreRun(deleted);
    expect(foldersOf(config).toSorted()).toEqual([first.folder, second.folder].toSorted());
    expect(existsSync(join(first.folder, 'mine.txt'))).toBe(true);
  });

  it('leaves nothing when it is gone for good', async () => {
    const config = join(temporaryFolder(), 'ring.gan.json');
    const deleted = trashRun(finishedRun(config).folder);
    await purgeRun(deleted);
    expect(existsSync(deleted.trash)).toBe(false);
    expect(readdirSync(join(dirname(config), 'runs'))).not.toContain('.trash');
    await purgeRun(deleted);
  });

  it('was not live', () => {
    const { folder } = createRun({ ...plan, configFile: join(temporaryFolder(), 'ring.gan.json') });
    expect(() => trashRun(folder)).toThrow(expect.objectContaining({ code: 'still-running' }));
    expect(existsSync(folder)).toBe(true);
  });

  it('goes for good when a window has left it, but not while it may still be wanted', async () => {
    const config = join(temporaryFolder(), 'ring.gan.json');
    await purgeForgotten(config);
    const [old, fresh] = [trashRun(finishedRun(config).folder), trashRun(finishedRun(config).folder)];
    const before = new Date(Date.now() - 2 * 3_600_000);
    utimesSync(old.trash, before, before);
    await purgeForgotten(config);
    expect(existsSync(old.trash)).toBe(false);
    expect(existsSync(fresh.trash)).toBe(true);
  });
});
