/**
 * What a key costs in a config of 500 lines: CPU time of the extension host, with all that the extension does while one
 * types, less that of the same keys in a window without it. Keys come slower than the pause after which a text is
 * checked, so that each pays for all checks.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { it } from 'vitest';
import { emptyFolder } from '../e2e/window.ts';
import { openProbedWindow, type ProbedWindow } from './probed-window.ts';

const out = process.env['MODESCOPE_BENCH_OUT']!;
/** Each layer takes four lines. */
const layersEach = 60;
/** Behind the last layer's width but one of the generator. */
const place = ':248:20';
const between = 250;
/** Until what the last key began is over. */
const settling = 2000;

/** Layers of many widths, so that a changed one changes the shapes of its neighbours. */
function layers(last: number, activation: string): object[] {
  const hidden = Array.from({ length: layersEach }, (_, i) => ({ dense: 16 + (i % 48), activation }));
  return [...hidden, { dense: last }];
}

function longConfig(): string {
  const config = {
    data: { type: 'ring', modes: 8, radius: 2, std: 0.02 },
    latent: 64,
    generator: { layers: layers(2, 'relu') },
    discriminator: { layers: layers(1, 'leaky-relu') },
    objective: 'non-saturating',
    training: { steps: 20000, batch: 256, optimizer: { type: 'adam', learningRate: 0.001, beta1: 0.5 } },
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

/** Numbers that change shapes, a comment, and a key with its value, which is no JSON until it is whole. */
const keys = [
  ...Array.from({ length: 10 }, () => ['1', 'Backspace']).flat(),
  ...['End', ...Array.from(' // wide enough'), 'Enter'],
  ...[...Array.from('"bias": '), 'End', ...Array.from('true,')],
];

/** Seconds for each key. */
async function secondsPerKey(probed: ProbedWindow): Promise<number> {
  const { page, workbench } = probed.window;
  await workbench.open('long.gan.json');
  await page.keyboard.press('Control+g');
  await workbench.input.fill(place);
  await workbench.input.press('Enter');
  await page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
  await setTimeout(settling);
  const { cpu: begin } = await probed.host();
  for (const key of keys) {
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    await setTimeout(between);
  }
  await setTimeout(settling);
  const { cpu: end } = await probed.host();
  await probed.window.picture('typing');
  return (end.before - begin.after) / keys.length;
}

it('typing', async () => {
  const text = longConfig();
  const measured: number[] = [];
  for (const extended of [true, false]) {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'long.gan.json'), text);
    const probed = await openProbedWindow(folder, extended);
    try {
      measured.push(await secondsPerKey(probed));
    } finally {
      await probed.close();
    }
  }
  const [ours, bare] = measured;
  const lines = text.split('\n').length - 1;
  writeFileSync(join(out, 'typing.json'), JSON.stringify({ ours, bare, keys: keys.length, lines }));
});
