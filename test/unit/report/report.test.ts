/** What is written of a run: a report that stands alone, its curves, its samples. */
import { decode } from 'fast-png';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import { readNpy } from '../../../src/data/npy.ts';
import { createEventWriter } from '../../../src/events/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { newestRun } from '../../../src/runs/index.ts';
import { beginRun } from '../../../src/trainer/begin.ts';
import { train } from '../../../src/trainer/train.ts';
import { run, temporaryFolder, writeConfig } from '../cli/helpers.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

/** A log with these numbers in it, made elsewhere. */
function logOf(name: string, write: (writer: ReturnType<typeof createEventWriter>) => void): string {
  const writer = createEventWriter(at(name));
  write(writer);
  writer.close();
  return at(name);
}

let ring: string;
let log: string;
beforeAll(async () => {
  const file = writeConfig(folder, 'ring', { logEvery: 10, sampleEvery: 20 });
  const { training, ...options } = await beginRun(file, undefined, { steps: 40, engine: 'reference' });
  await train(training, { ...options, signal: new AbortController().signal });
  await training.dispose();
  ring = newestRun(file)!.folder;
  log = logOf('log', (writer) => {
    writer.write(1, [{ tag: 'loss/discriminator', scalar: 1.5 }]);
    writer.write(2, [
      { tag: 'loss/discriminator', scalar: 0.5 },
      { tag: 'loss/generator', scalar: Number.NaN },
    ]);
    writer.write(3, [
      { tag: 'say "a, b"', scalar: -2 },
      { tag: 'loss/generator', scalar: 0.25 },
    ]);
  });
});

describe('curves', () => {
  it('are a table: a row for each step, a column for each tag, empty where nothing was logged', async () => {
    const out = at('curves.csv');
    const { status, err } = await run(['export', log, '--curves', out]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(parse(readFileSync(out, 'utf8'))).toEqual([
      ['step', 'loss/discriminator', 'loss/generator', 'say "a, b"'],
      ['1', '1.5', '', ''],
      ['2', '0.5', 'NaN', ''],
      ['3', '', '0.25', '-2'],
    ]);
  });

  it('leave out what a run that was taken up again has voided', async () => {
    const again = logOf('again', (writer) => {
      for (const step of [1, 2, 3]) writer.write(step, [{ tag: 'loss', scalar: step }]);
    });
    const later = createEventWriter(again, { resumeAt: 2 });
    later.write(2, [{ tag: 'loss', scalar: 20 }]);
    later.close();
    await run(['export', again, '--curves', at('again.csv')]);
    expect(readFileSync(at('again.csv'), 'utf8')).toBe('step,loss\n1,1\n2,20\n');
  });

  it('are a picture, as SVG and as PNG, with all extremes in it', async () => {
    const spike = logOf('spike', (writer) => {
      for (let step = 1; step <= 5000; step++) {
        writer.write(step, [{ tag: 'loss/generator', scalar: step === 2501 ? 9 : 1 }]);
      }
    });
    await run(['export', spike, '--curves', at('spike.svg')]);
    const svg = readFileSync(at('spike.svg'), 'utf8');
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*><style>/);
    const drawn = [...svg.matchAll(/class="line c0" points="([^"]+)"/g)].map(([, each]) => each!.split(' '));
    const curve = drawn.find((each) => each.length > 10)!.map((pair) => pair.split(',').map(Number));
    // Thinned to the pixels that there are, and the one step of 9 still stands out: the scale leaves 4 % above it.
    expect(curve.length).toBeLessThan(4 * 2 * 720);
    const heights = curve.map(([, y]) => y!);
    expect(Math.min(...heights)).toBeLessThan(35);
    expect(heights.filter((y) => y < 100)).toHaveLength(1);

    await run(['export', spike, '--curves', at('spike.png')]);
    const { width, height, data, channels } = decode(readFileSync(at('spike.png')));
    expect([width, height, channels]).toEqual([1440, 400, 3]);
    const isBlue = (x: number, y: number): boolean => {
      const [red, , blue] = data.subarray(3 * (y * width + x), 3 * (y * width + x) + 3);
      return blue! - red! > 60;
    };
    // Twice as large: the spike is half-way along, and most of the curve runs along the bottom.
    const columns = Array.from({ length: width }, (_, x) => x).filter((x) => isBlue(x, 140));
    expect(columns.length).toBeGreaterThan(0);
    expect(columns.length).toBeLessThan(8);
    expect(columns.every((x) => Math.abs(x - (64 + (720 - 64 - 28) * (2501 / 5000)) * 2) < 8)).toBe(true);
  });
});

describe('samples', () => {
  it('are those that were logged last, or at the step that is asked for', async () => {
    await run(['export', ring, '--samples', at('last.npy')]);
    await run(['export', ring, '--samples', at('twenty.npy'), '--step', '39']);
    const [last, twenty] = [at('last.npy'), at('twenty.npy')].map((file) => readNpy(readFileSync(file), file));
    expect(last!.values).toHaveLength(512 * 2);
    expect(twenty!.values).not.toEqual(last!.values);
    await run(['export', ring, '--samples', at('twenty-too.npy'), '--step', '20']);
    expect(readFileSync(at('twenty-too.npy'))).toEqual(readFileSync(at('twenty.npy')));
  });

  it('are a picture: of images a sheet of them, whichever axis has the channels', async () => {
    // Two images of 2 × 2 pixels: black with one white pixel, and all red.
    const last = [
      1,
      1,
      1,
      -1,
      -1,
      -1,
      -1,
      -1,
      -1,
      -1,
      -1,
      -1,
      ...[1, -1, -1],
      ...[1, -1, -1],
      ...[1, -1, -1],
      ...[1, -1, -1],
    ];
    const first = [
      1,
      -1,
      -1,
      -1,
      1,
      -1,
      -1,
      -1,
      1,
      -1,
      -1,
      -1,
      ...[1, 1, 1, 1],
      ...[-1, -1, -1, -1],
      ...[-1, -1, -1, -1],
    ];
    const pictures: Uint8Array[] = [];
    for (const [name, values, shape] of [
      ['last', last, [2, 2, 2, 3]],
      ['first', first, [2, 3, 2, 2]],
    ] as const) {
      const images = logOf(`images-${name}`, (writer) => {
        writer.write(1, [{ tag: 'samples/generated', tensor: Float32Array.from(values), shape }]);
      });
      await run(['export', images, '--samples', at(`${name}.png`)]);
      const { width, height, data } = decode(readFileSync(at(`${name}.png`)));
      expect([width, height]).toEqual([6, 2]);
      expect([...data.subarray(0, 6)]).toEqual([255, 255, 255, 0, 0, 0]);
      expect([...data.subarray(3 * 4, 3 * 6)]).toEqual([255, 0, 0, 255, 0, 0]);
      pictures.push(Uint8Array.from(data));
    }
    expect(pictures[1]).toEqual(pictures[0]);
  });

  it('are not there where none were logged', async () => {
    expect(await run(['export', log, '--samples', at('none.npy')])).toEqual({
      status: 1,
      out: '',
      err: `${log}: logged no samples as numbers\n`,
    });
  });
});

describe('report', () => {
  it('is one page that asks for nothing else, in the language that is wanted', async () => {
    expect((await run(['report', ring, '--out', at('ring.html')])).status).toBe(0);
    const page = readFileSync(at('ring.html'), 'utf8');
    expect(page).not.toMatch(/<script|<link|href=|url\(|@import|https?:|style="/);
    const hash = createHash('sha256')
      .update(/<style>([^]*?)<\/style>/.exec(page)![1]!)
      .digest('base64');
    expect(page).toContain(`style-src 'sha256-${hash}'; img-src data:`);
    expect(page).toContain('name="viewport"');
    expect(page).toContain('prefers-color-scheme: dark');
    expect(page).toContain('finished, step 40 of 40');
    expect(page).toContain('&quot;modes&quot;: 8');
    expect(page.match(/<svg /g)).toHaveLength(2 + 4);
    // Eight modes at the radius 2, all of them missing after so few steps; the first is at (2, 0).
    expect(page.match(/<td>\(-?\d\.\d\d, -?\d\.\d\d\)<\/td>/g)).toHaveLength(8);
    expect(page).toContain('<td>modes covered</td>');

    await run(['report', ring, '--out', at('ring-zh.html'), '--language', 'zh-cn']);
    const chinese = readFileSync(at('ring-zh.html'), 'utf8');
    expect(chinese).toContain('<html lang="zh-cn">');
    expect(chinese).toContain('已完成，第 40 步 / 共 40 步');
    expect(chinese).not.toContain('What to try');
  });

  it('says what was found, how it is known and what to try', async () => {
    const collapsed = logOf('collapsed', (writer) => {
      const random = createRandom(1);
      const ringOf = (count: number, modes: number): Float32Array => {
        const points = new Float32Array(2 * count);
        random.fillNormal(points);
        return points.map((noise, i) => {
          const angle = (2 * Math.PI * (Math.floor(i / 2) % modes)) / 8;
          return 2 * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle)) + 0.03 * noise;
        });
      };
      writer.write(0, [{ tag: 'samples/real', tensor: ringOf(800, 8), shape: [800, 2] }]);
      for (let step = 0; step <= 4000; step += 100) {
        const modes = step < 1000 || (step > 2000 && step <= 3000) ? 8 : 1;
        writer.write(step, [{ tag: 'samples/generated', tensor: ringOf(400, modes), shape: [400, 2] }]);
      }
    });
    await run(['report', collapsed, '--out', at('collapsed.html')]);
    const page = readFileSync(at('collapsed.html'), 'utf8');
    expect(page).toContain('<p class="verdict loud">Verdict: Mode collapse</p>');
    expect(page).toContain('<p>Covers 1 of 8 modes; 100 % of the samples near the data.</p>');
    expect(page.match(/<h3[^>]*>/g)).toEqual(['<h3 class="loud">']);
    expect(page).toMatch(/<h3 class="loud">Mode collapse since step 3,\d00: /);
    // What is over comes after it, folded.
    expect(page).toMatch(/<h3[^]*<details><summary>Mode collapse from step 1,\d00 to 2,\d00: [^]*\(over\)/);
    expect(page).toContain('effective number of modes');
    expect(page).toContain('What to try');
    expect(page.match(/<span class="loud">missing<\/span>/g)).toHaveLength(7);
    expect(page).toContain('1 / 8');
    expect(page).toContain('a log made elsewhere');
  });

  it('writes no other kind of file, and says which it does', async () => {
    expect((await run(['report', ring, '--out', at('ring.pdf')])).err).toBe(
      `${at('ring.pdf')}: its name must end in .html\n`,
    );
    expect((await run(['report', at('nowhere'), '--out', at('x.html')])).err).toBe(
      `${at('nowhere')}: holds no log of a run\n`,
    );
  });
});
