/** Writing configs: a new one, mistakes in one, and one that trains on a file of one's own. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { newConfigText } from '../../src/config/index.ts';
import { RunPage } from './panel.ts';
import { manifestOf, reaches, runsOf, samplesOf, stop, until, usualDistance } from './run-on-disk.ts';
import { emptyFolder, openWindow, repository, type TestWindow } from './window.ts';

const good = newConfigText();

/** One mistake each, by what its message must name. */
const mistakes: readonly {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly says: RegExp;
}[] = [
  { name: 'unknown-key', from: '"latent"', to: '"latnet"', says: /latent/ },
  { name: 'wrong-type', from: '"latent": 16', to: '"latent": "many"', says: /number|integer|type/i },
  {
    name: 'unknown-objective',
    from: '"objective": "non-saturating"',
    to: '"objective": "non-saturated"',
    says: /non-saturating/,
  },
  { name: 'shapes', from: '{ "dense": 2 }', to: '{ "dense": 3 }', says: /3/ },
  {
    name: 'missing-file',
    from: '{ "type": "ring", "modes": 8, "radius": 2, "std": 0.2 }',
    to: '{ "type": "points", "file": "gone.csv" }',
    says: /gone\.csv/,
  },
  { name: 'not-json', from: '"latent": 16,', to: '"latent": ,', says: /value/i },
];

describe('writing configs', () => {
  let window: TestWindow;
  let folder: string;

  beforeAll(async () => {
    folder = emptyFolder();
    for (const { name, from, to } of mistakes) {
      expect(good).toContain(from);
      writeFileSync(join(folder, `${name}.gan.json`), good.replace(from, to));
    }
    window = await openWindow(folder);
  });

  afterAll(() => window.close());

  it.each(mistakes)('a mistake is said once: $name', async ({ name, says }) => {
    onTestFailed(() => window.picture(`failed-mistake-${name}`));
    const { page, workbench } = window;
    await workbench.open(`${name}.gan.json`);
    await workbench.showProblems();
    const ofFile = page.locator(`.markers-panel .monaco-list-row[aria-label*="${name}.gan.json"]`);
    await ofFile.waitFor();
    // Both services have had their say when nothing changes any more.
    await page.waitForTimeout(1500);
    expect(await ofFile.getAttribute('aria-label')).toMatch(/^1 problem/);
    expect(await page.locator('.markers-panel').textContent()).toMatch(says);
  });

  it('a new config is asked a name for, has no problems, and trains', async () => {
    onTestFailed(() => window.picture('failed-new-config'));
    const { page, workbench } = window;
    await workbench.run('Modescope: New Config');
    await workbench.input.waitFor();
    await workbench.input.fill('mine');
    await workbench.input.press('Enter');
    const config = join(folder, 'mine.gan.json');
    await until('the file', () => (existsSync(config) ? true : undefined));
    await workbench.tab('mine.gan.json').waitFor();
    await workbench.showProblems();
    // Both services have had their say when nothing changes any more.
    await page.waitForTimeout(1500);
    expect(await page.locator('.markers-panel .monaco-list-row[aria-label*="mine.gan.json"]').count()).toBe(0);
    await workbench.run('Modescope: Start Run');
    const run = await until('the run', () => runsOf(config)[0]);
    await new RunPage(workbench.panel).title.waitFor();
    await stop(run, workbench);
  });

  it('the CSV file that comes with the examples is trained on', async () => {
    onTestFailed(() => window.picture('failed-examples-csv'));
    const { workbench } = window;
    for (const name of ['points.gan.json', 'points.csv']) {
      copyFileSync(join(repository, 'examples', name), join(folder, name));
    }
    const config = join(folder, 'points.gan.json');
    await workbench.open('points.gan.json');
    await workbench.run('Modescope: Start Run');
    const run = await until('the run', () => runsOf(config)[0]);
    await until('a thousand steps', () => (manifestOf(run).step >= 1000 ? true : undefined), 240_000);
    await stop(run, workbench);
    // The samples have come near to the data.
    const real = samplesOf(run, 'samples/real').at(-1)!.points;
    const generated = samplesOf(run);
    const before = usualDistance(generated[0]!.points, real);
    expect(usualDistance(generated.at(-1)!.points, real)).toBeLessThan(before / 2);
  });

  it('a CSV file of one’s own is trained on', async () => {
    onTestFailed(() => window.picture('failed-csv'));
    const { workbench } = window;
    // Three clouds of three columns, far from where an untrained generator puts its samples.
    const rows = Array.from({ length: 600 }, (_, i) => {
      const at = 4 + 2 * (i % 3);
      return [at + 0.1 * Math.sin(i), at + 0.1 * Math.cos(3 * i), -at].join(',');
    });
    writeFileSync(join(folder, 'mine.csv'), `a,b,c\n${rows.join('\n')}\n`);
    const text = good
      .replace('{ "type": "ring", "modes": 8, "radius": 2, "std": 0.2 }', '{ "type": "points", "file": "mine.csv" }')
      .replace('{ "dense": 2 }', '{ "dense": 3 }')
      .replace('"steps": 5000', '"steps": 1500');
    const config = join(folder, 'csv.gan.json');
    writeFileSync(config, text);
    await workbench.open('csv.gan.json');
    await workbench.run('Modescope: Start Run');
    const run = await until('the run', () => runsOf(config)[0]);
    await reaches(run, 'finished');
    const { step, points } = samplesOf(run).at(-1)!;
    expect(step).toBe(1500);
    expect(points[0]).toHaveLength(3);
    const mean = (column: number): number => points.reduce((sum, point) => sum + point[column]!, 0) / points.length;
    expect(mean(0)).toBeGreaterThan(2);
    expect(mean(2)).toBeLessThan(-2);
    expect(readFileSync(config, 'utf8')).toBe(text);
    // More than two dimensions are drawn by their principal components, and it says so.
    expect(await workbench.panel.locator('section.samples').textContent()).toContain('first two principal components');
  });
});
