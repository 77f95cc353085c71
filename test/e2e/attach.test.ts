/**
 * Someone trains elsewhere, with a script that logs for TensorBoard: the log's folder is attached to, watched while it
 * grows, and found again after a reload.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { createEventWriter, type EventWriter } from '../../src/events/index.ts';
import { createRandom } from '../../src/random/index.ts';
import { RunPage } from './panel.ts';
import { ringCentres, until } from './run-on-disk.ts';
import { emptyFolder, openWindow, type TestWindow } from './window.ts';

const random = createRandom(5);
const centres = ringCentres(8, 2);

/** Points on some modes of a ring. @returns [n, 2] */
function ring(count: number, missing: readonly number[]): Float32Array {
  const modes = centres.filter((_, i) => !missing.includes(i));
  return Float32Array.from(
    Array.from({ length: count }).flatMap((_, i) => modes[i % modes.length]!.map((x) => x + 0.02 * random.normal())),
  );
}

describe('a log that a script elsewhere writes', () => {
  let window: TestWindow;
  let page: RunPage;
  let writer: EventWriter;
  let folder: string;
  let step = 0;

  const log = (tag: string, tensor: Float32Array): void =>
    writer.write(step, [{ tag, tensor, shape: [tensor.length / 2, 2] }]);

  /** What the script does meanwhile. */
  const train = (steps: number, missing: readonly number[]): void => {
    for (const end = step + steps; step < end;) {
      step += 20;
      writer.write(step, [
        { tag: 'Loss/D', scalar: 1.3 + 0.05 * random.normal() },
        { tag: 'Loss/G', scalar: 0.8 + 0.05 * random.normal() },
      ]);
      if (step % 100 === 0) log('fake/points', ring(500, missing));
    }
  };

  beforeAll(async () => {
    folder = emptyFolder();
    mkdirSync(join(folder, 'logs'));
    writer = createEventWriter(join(folder, 'logs', 'gan'));
    log('real/points', ring(2000, []));
    log(
      'fake/points',
      Float32Array.from({ length: 1000 }, () => 0.1 * random.normal()),
    );
    train(500, []);
    window = await openWindow(folder);
    page = new RunPage(window.workbench.panel);
  });

  afterAll(async () => {
    writer.close();
    await window.close();
  });

  const it_ = (name: string, body: () => Promise<void>): void => {
    it(name, async () => {
      onTestFailed(() => window.picture(`failed-${name.replaceAll(/\W+/g, '-').slice(0, 60)}`));
      await body();
    });
  };

  it_('is attached to by its folder and shown in the panel', async () => {
    const { workbench } = window;
    await workbench.run('Modescope: Attach to Log Folder');
    await workbench.input.fill(join(folder, 'logs'));
    await window.page.keyboard.press('Enter');
    await page.title.waitFor();
    expect(await page.title.textContent()).toContain('gan');
    expect(await page.state.textContent()).toBe('Attached');
    await until('the samples', async () => ((await page.samplesThere()) ? true : undefined));
    await until('all that was logged', async () =>
      (await page.losses()).includes('step 500') || (await page.samples()).includes('500') ? true : undefined,
    );
  });

  it_('is warned of while it grows, in the Problems panel and in the panel of the run', async () => {
    const { workbench } = window;
    await workbench.showProblems();
    expect(await workbench.problems.count()).toBe(0);
    train(1500, [2, 5]);
    const warning = workbench.problems.filter({ hasText: /Mode dropping since step/ });
    await warning.waitFor();
    expect(await warning.textContent()).toContain('2 of 8 modes missing');
    await page.findings.getByText('Mode dropping').first().waitFor();
    // Below, as a run of one's own would be, and in the list.
    await workbench.statusItem.filter({ hasText: 'gan step 2,000' }).waitFor();
    expect(await workbench.statusItem.getAttribute('class')).toContain('warning-kind');
    await workbench.showRuns();
    await workbench.runs.filter({ hasText: 'Mode dropping' }).waitFor();
    await window.picture('attached');
  });

  it_('has its tags written down in a file, and what was found stands there', async () => {
    const { workbench } = window;
    await workbench.run('Modescope: Correct Tags of Log Folder');
    await workbench.tab('modescope.json').waitFor();
    await workbench.showProblems();
    await workbench.problems.filter({ hasText: /Mode dropping/ }).waitFor();
    await window.picture('attached-mapping');
  });

  it_('is followed again after a reload, until it is detached', async () => {
    const { workbench } = window;
    await window.reload();
    await workbench.showProblems();
    const warning = workbench.problems.filter({ hasText: /Mode dropping/ });
    await warning.waitFor();
    await workbench.run('Modescope: Detach from Log Folder');
    await warning.waitFor({ state: 'detached' });
  });
});
