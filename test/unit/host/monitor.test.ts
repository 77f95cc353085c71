import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Monitor } from '../../../src/host/monitor.ts';
import { Processes } from '../../../src/host/processes.ts';

/** Echoes each request as a log problem, so that what reached the process can be seen; `die` ends it. */
const echo = `
process.on('message', (request) => {
  if (request.run === '/die') { console.error('out of luck'); process.exit(3); }
  process.send({ type: 'log-problem', run: request.run, message: request.type });
});
process.on('disconnect', () => process.exit());
`;

function monitor() {
  const folder = mkdtempSync(join(tmpdir(), 'modescope-'));
  const script = join(folder, 'monitor.mjs');
  writeFileSync(script, echo);
  const heard: string[] = [];
  const deaths: [string, boolean][] = [];
  const made = new Monitor({
    script,
    processes: new Processes(() => true),
    onMessage: (message) => heard.push(`${message.type === 'log-problem' ? message.message : '?'} ${message.run}`),
    onDeath: (reason, again) => deaths.push([reason, again]),
  });
  onTestFinished(() => {
    made.dispose();
    rmSync(folder, { recursive: true, force: true });
  });
  return { made, heard, deaths };
}

describe('the monitor of a window', () => {
  it('is told what to watch and what to draw, once each', async () => {
    const { made, heard } = monitor();
    made.watch('/a');
    made.watch('/a');
    made.hydrate('/b');
    await vi.waitFor(() => expect(heard).toEqual(['watch /a', 'watch /b', 'hydrate /b']), { timeout: 10_000 });
  });

  it('keeps a run that is still watched, or still drawn, when the other ends', async () => {
    const { made, heard } = monitor();
    made.watch('/a');
    await vi.waitFor(() => expect(heard).toEqual(['watch /a']), { timeout: 10_000 });
    made.hydrate('/a');
    made.unwatch('/a');
    made.dehydrate('/a');
    made.watch('/a');
    made.hydrate('/a');
    made.dehydrate('/a');
    await vi.waitFor(() =>
      expect(heard.slice(1)).toEqual([
        'watch /a',
        'hydrate /a',
        'unwatch /a',
        'watch /a',
        'watch /a',
        'hydrate /a',
        'dehydrate /a',
      ]),
    );
  });

  it('draws a run for as long as one panel shows it', async () => {
    const { made, heard } = monitor();
    made.watch('/a');
    made.hydrate('/a');
    made.hydrate('/a');
    made.dehydrate('/a');
    made.ask({ type: 'look-at', run: '/a', step: 5 });
    made.dehydrate('/a');
    made.dehydrate('/a');
    made.ask({ type: 'look-at', run: '/a', step: 6 });
    made.watch('/end');
    const both = ['watch /a', 'hydrate /a'];
    await vi.waitFor(
      () => expect(heard).toEqual(['watch /a', ...both, ...both, 'look-at /a', 'dehydrate /a', 'watch /end']),
      { timeout: 10_000 },
    );
  });

  it('is started again once when it dies, with all it knew, and then only when it is asked for', async () => {
    const { made, heard, deaths } = monitor();
    made.watch('/a');
    await vi.waitFor(() => expect(heard).toEqual(['watch /a']), { timeout: 10_000 });
    made.watch('/die');
    await vi.waitFor(() => expect(deaths.at(-1)).toEqual(['out of luck', false]), { timeout: 10_000 });
    // The second life began with the same two runs, of which one kills.
    expect(deaths).toEqual([
      ['out of luck', true],
      ['out of luck', false],
    ]);
    const before = heard.length;
    made.unwatch('/die');
    made.watch('/b');
    await vi.waitFor(() => expect(heard.slice(before)).toEqual(['watch /a', 'watch /b']), { timeout: 10_000 });
  });
});
