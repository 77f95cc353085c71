/** A run is stopped, paused and taken up again from the palette and by the panel's buttons. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { RunPage } from './panel.ts';
import { manifestOf, reaches, runsOf, until } from './run-on-disk.ts';
import { emptyFolder, openWindow, type TestWindow } from './window.ts';
import { newConfigText } from '../../src/config/index.ts';

describe('steering a run', () => {
  let window: TestWindow;
  let page: RunPage;
  let config: string;

  beforeAll(async () => {
    const folder = emptyFolder();
    config = join(folder, 'long.gan.json');
    writeFileSync(config, newConfigText().replace('"steps": 5000', '"steps": 100000000'));
    window = await openWindow(folder);
    page = new RunPage(window.workbench.panel);
  });

  afterAll(() => window.close());

  const shows = (state: string): Promise<true> =>
    until(`the panel to say ${state}`, async () => ((await page.state.textContent()) === state ? true : undefined));

  it('by the palette: pause, resume, stop, resume, stop', async () => {
    onTestFailed(() => window.picture('failed-steering'));
    const { workbench } = window;
    await workbench.open('long.gan.json');
    expect(await workbench.offered('Modescope: Pause')).not.toContainEqual(expect.stringContaining('Pause Run'));
    await workbench.run('Modescope: Start Run');
    const run = await until('the run', () => runsOf(config)[0]);
    await shows('Running');

    await workbench.run('Modescope: Pause Run');
    const { step } = await reaches(run, 'paused');
    await shows('Paused');
    expect(await workbench.offered('Modescope: Pause')).not.toContainEqual(expect.stringContaining('Pause Run'));
    expect(manifestOf(run).step).toBe(step);

    await workbench.run('Modescope: Resume Run');
    await reaches(run, 'running');
    await shows('Running');
    await until('more steps', async () => ((await page.step()) > step ? true : undefined));

    await workbench.run('Modescope: Stop Run');
    const stopped = await reaches(run, 'stopped');
    await shows('Stopped');

    // From its last checkpoint, in the same folder.
    await workbench.run('Modescope: Resume Run');
    await reaches(run, 'running');
    expect(runsOf(config)).toEqual([run]);
    await until('more steps', async () => ((await page.step()) > stopped.step ? true : undefined));
    await workbench.run('Modescope: Stop Run');
    await reaches(run, 'stopped');
  });

  it("by the panel's buttons", async () => {
    onTestFailed(() => window.picture('failed-buttons'));
    const { workbench } = window;
    const [first] = runsOf(config);
    await page.button('Start again').click();
    const run = await until('another run', () => runsOf(config).find((folder) => folder !== first));
    await shows('Running');
    await page.button('Pause').click();
    const { step } = await reaches(run, 'paused');

    // By hand, one update of a network at a time.
    const next = (words: string): Promise<void> => page.fact(`next: ${words}`).waitFor();
    await next("the discriminator's update 1");
    await page.button('Step one phase').click();
    await next("the generator's update 1");
    expect(manifestOf(run).step).toBe(step);
    await window.picture('stepping');
    await page.button('Step one phase').click();
    await next("the discriminator's update 1");
    expect(manifestOf(run)).toMatchObject({ state: 'paused', step: step + 1 });
    expect(await page.step()).toBe(step + 1);
    await page.button('Step one phase').click();
    await next("the generator's update 1");

    await page.button('Resume').click();
    await reaches(run, 'running');
    await page.button('Stop').click();
    await reaches(run, 'stopped');
    await shows('Stopped');
    expect(await workbench.notifications.count()).toBe(0);
  });
});
