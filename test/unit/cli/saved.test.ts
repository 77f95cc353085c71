/** What is made of a checkpoint: samples and a model. */
import { decode } from 'fast-png';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { freshLatents, wayThrough } from '../../../src/cli/sample/latents.ts';
import { tilesPng } from '../../../src/report/tiles.ts';
import { writeNpy } from '../../../src/data/index.ts';
import { readNpy } from '../../../src/data/npy.ts';
import { createRandom } from '../../../src/random/index.ts';
import { readCheckpoint, listCheckpoints, newestRun, writeCheckpoint } from '../../../src/runs/index.ts';
import { beginRun } from '../../../src/trainer/begin.ts';
import { train } from '../../../src/trainer/train.ts';
import { run, temporaryFolder, writeConfig } from './helpers.ts';

const folder = temporaryFolder();

/** Trains a config of this name a few steps, here; gives the run's folder. */
async function trained(file: string): Promise<string> {
  const { training, ...options } = await beginRun(file, undefined, { steps: 4, engine: 'reference' });
  await train(training, { ...options, signal: new AbortController().signal });
  await training.dispose();
  return newestRun(file)!.folder;
}

function npy(file: string) {
  return readNpy(readFileSync(file), file);
}

let ring: string;
beforeAll(async () => {
  ring = await trained(writeConfig(folder, 'ring', { checkpointEvery: 2 }));
});

describe('sample', () => {
  it('writes as many as were asked for, the same for the same seed', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => join(folder, `${name}.npy`));
    const said = await run(['sample', ring, '--count', '5000', '--out', a!]);
    expect(said).toEqual({ status: 0, out: `${a}: 5,000 samples [5000, 2] of step 4, seed 1\n`, err: '' });
    await run(['sample', ring, '--count', '5000', '--out', b!]);
    await run(['sample', ring, '--count', '5000', '--out', c!, '--seed', '2']);
    expect(readFileSync(b!)).toEqual(readFileSync(a!));
    expect(readFileSync(c!)).not.toEqual(readFileSync(a!));
    expect(npy(a!).values).toHaveLength(10_000);
  });

  it('takes the checkpoint that is asked for', async () => {
    const [last, second] = [join(folder, 'last.npy'), join(folder, 'second.npy')];
    await run(['sample', ring, '--count', '5', '--out', last]);
    const { out } = await run(['sample', ring, '--count', '5', '--out', second, '--step', '2']);
    expect(out).toContain('of step 2');
    expect(npy(second).values).not.toEqual(npy(last).values);
    const none = await run(['sample', ring, '--count', '5', '--out', last, '--step', '3']);
    expect(none.err).toBe(`${ring}: has no checkpoint of step 3; there are 0, 2, 4\n`);
  });

  it('goes from each latent to the next, through the samples of both', async () => {
    const [ends, way] = [join(folder, 'ends.npy'), join(folder, 'way.npy')];
    await run(['sample', ring, '--count', '3', '--out', ends]);
    await run(['sample', ring, '--count', '3', '--out', way, '--interpolate', '4']);
    const [atEnds, onWay] = [npy(ends).values, npy(way).values];
    expect(onWay).toHaveLength(2 * 9);
    for (const i of [0, 1, 2]) {
      for (const k of [0, 1]) expect(onWay[8 * i + k]).toBeCloseTo(atEnds[2 * i + k]!, 5);
    }
  });

  it('gives points back in the units of their file', async () => {
    writeFileSync(join(folder, 'far.csv'), '1000,5\n1010,5\n990,5\n1000,5\n'.repeat(8));
    const file = writeConfig(folder, 'far');
    const config = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...config, data: { type: 'points', file: 'far.csv', standardize: true } }));
    const out = join(folder, 'far.npy');
    expect((await run(['sample', await trained(file), '--count', '50', '--out', out])).status).toBe(0);
    const { values } = npy(out);
    const x = values.filter((_, i) => i % 2 === 0);
    // The network's own numbers are near 0.
    expect(x.every((value) => value > 900 && value < 1100)).toBe(true);
  });

  it('makes samples of a class, or of all by turns, where the generator is told one', async () => {
    const file = writeConfig(folder, 'conditional');
    const config = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...config, condition: { type: 'concatenation', embedding: 2 } }));
    const conditional = await trained(file);
    const [all, third] = [join(folder, 'all.npy'), join(folder, 'third.npy')];
    expect((await run(['sample', conditional, '--count', '16', '--out', all])).out).toContain('8 classes by turns');
    const { out } = await run(['sample', conditional, '--count', '16', '--out', third, '--class', '3']);
    expect(out).toBe(`${third}: 16 samples [16, 2] of step 4, seed 1, class 3\n`);
    const [byTurns, ofThird] = [npy(all).values, npy(third).values];
    const same = Array.from({ length: 16 }, (_, i) => byTurns[2 * i] === ofThird[2 * i]);
    expect(same).toEqual(Array.from({ length: 16 }, (_, i) => i % 8 === 3));
    const refused = async (...args: string[]) => (await run(['sample', ...args, '--count', '4', '--out', all])).err;
    expect(await refused(conditional, '--class', '8')).toBe(
      `${conditional}: has no class "8"; there are 0, 1, 2, 3, 4, 5, 6, 7\n`,
    );
    expect(await refused(conditional, '--interpolate', '2')).toMatch(/say which by --class\n$/);
    expect(await refused(ring, '--class', '1')).toMatch(/its generator is told no class/);
  });

  it('refuses what it cannot write or read', async () => {
    const sample = async (...args: string[]) => (await run(['sample', ...args])).err;
    expect(await sample(ring, '--count', '5', '--out', 'a.gif')).toBe('a.gif: --out must end in .npy or .png\n');
    expect(await sample(ring, '--count', '5', '--out', 'a.png')).toMatch(/^a\.png: points are no pictures/);
    expect(await sample(ring, '--count', '1', '--out', 'a.npy', '--interpolate', '3')).toMatch(/--count must be 2/);
    expect(await sample(ring, '--count', '2', '--out', `${folder}/no/a.npy`)).toMatch(/its folder is not there\n$/);
    expect(await sample(folder, '--count', '2', '--out', 'a.npy')).toMatch(/is no run/);
  });

  it('refuses a checkpoint of another config', async () => {
    const other = await trained(writeConfig(folder, 'other'));
    const checkpoint = readCheckpoint(listCheckpoints(other)[0]!.path);
    writeCheckpoint(other, { ...checkpoint, step: 9, configHash: 'another' });
    const { status, err } = await run(['sample', other, '--count', '2', '--out', join(folder, 'x.npy')]);
    expect(status).toBe(1);
    expect(err).toMatch(/the checkpoint of step 9 cannot be used: it was made with another config/);
  });
});

describe('the way between latents', () => {
  it('keeps their length and goes evenly', () => {
    // From one axis to the other: a quarter of a circle.
    const way = wayThrough(Float32Array.of(2, 0, 0, 2), 2, 3);
    const angles = [0, 1, 2, 3].map((i) => Math.atan2(way[2 * i + 1]!, way[2 * i]!));
    for (const i of [0, 1, 2, 3]) {
      expect(Math.hypot(way[2 * i]!, way[2 * i + 1]!)).toBeCloseTo(2, 5);
      expect(angles[i]).toBeCloseTo((i * Math.PI) / 6, 5);
    }
  });

  it('is straight between equal and opposite ones', () => {
    expect([...wayThrough(Float32Array.of(1, 0, -1, 0), 2, 2)].map((each) => each + 0)).toEqual([1, 0, 0, 0, -1, 0]);
    expect([...wayThrough(Float32Array.of(1, 1, 1, 1), 2, 1)]).toEqual([1, 1, 1, 1]);
  });

  it('begins with normal numbers', () => {
    const latents = freshLatents(1000, 4, createRandom(3));
    const mean = latents.reduce((sum, each) => sum + each, 0) / latents.length;
    const square = latents.reduce((sum, each) => sum + each * each, 0) / latents.length;
    expect(Math.abs(mean)).toBeLessThan(0.06);
    expect(square).toBeCloseTo(1, 0.9);
  });
});

describe('files', () => {
  it('.npy are those that numpy.save writes', () => {
    // numpy 2.4: numpy.save of numpy.array([[1, 2, 3]], dtype='float32')
    const expected =
      '934e554d5059010076007b276465736372273a20273c6634272c2027666f727472616e5f6f72646572273a2046616c73652c20277368617065273a2028312c2033292c207d';
    const bytes = Buffer.from(writeNpy(Float32Array.of(1, 2, 3), [1, 3]));
    expect(bytes.toString('hex').startsWith(expected)).toBe(true);
    expect(bytes).toHaveLength(128 + 12);
    expect([...readNpy(bytes, 'a.npy').values]).toEqual([1, 2, 3]);
  });

  it('.png are images side by side', () => {
    // Two images of 1 x 2 pixels in colour: red and green; blue and white.
    const images = Float32Array.of(1, -1, -1, 1, -1, -1, -1, 1, -1, 1, 1, 1);
    const { width, height, data, channels } = decode(tilesPng(images, [3, 1, 2], 2));
    expect({ width, height, channels }).toEqual({ width: 6, height: 1, channels: 3 });
    const pixel = (x: number) => [...data.subarray(3 * x, 3 * x + 3)];
    expect([0, 1, 2, 3, 4, 5].map(pixel)).toEqual([
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 255],
      [255, 255, 255],
    ]);
    const grey = decode(tilesPng(Float32Array.of(-1, 0, 1), [1, 1, 1], 2));
    expect([grey.width, grey.height, grey.data[0], grey.data[3], grey.data[12]]).toEqual([4, 4, 0, 128, 255]);
  });
});

const ort = await import('onnxruntime-node').catch(() => undefined);

describe('export', () => {
  it('says how the model is used, and how it cannot be written', async () => {
    const file = join(folder, 'said.onnx');
    const { status, out } = await run(['export', ring, '--onnx', file]);
    expect(status).toBe(0);
    expect(out).toContain('  input  latent   float32 [batch, 8], standard normal numbers');
    expect(out).toContain('  output samples  float32 [batch, 2]');
    expect(out).toContain('session.run(["samples"], {"latent": latent})');
    expect((await run(['export', ring, '--onnx', 'a.pb'])).err).toBe('a.pb: --onnx must end in .onnx\n');
  });

  it.skipIf(ort === undefined)('is a model that makes the same samples, in any number', async () => {
    const [model, samples] = [join(folder, 'ring.onnx'), join(folder, 'same.npy')];
    await run(['export', ring, '--onnx', model]);
    await run(['sample', ring, '--count', '37', '--out', samples, '--engine', 'reference']);
    const session = await ort!.InferenceSession.create(model);
    const latents = freshLatents(37, 8, createRandom(1).split('sample'));
    for (const rows of [1, 37]) {
      const latent = new ort!.Tensor('float32', latents.slice(0, 8 * rows), [rows, 8]);
      const made = (await session.run({ latent }))['samples']!;
      expect(made.dims).toEqual([rows, 2]);
      const expected = npy(samples).values;
      for (const [i, value] of (made.data as Float32Array).entries()) expect(value).toBeCloseTo(expected[i]!, 5);
    }
    await session.release();
  });

  it.skipIf(ort === undefined)('of generators that share a batch has a fixed number of rows', async () => {
    const file = writeConfig(folder, 'several');
    const config = JSON.parse(readFileSync(file, 'utf8')) as object;
    const mechanisms = [{ type: 'mad-gan', generators: 4, cosine: 0.5, identify: false }];
    writeFileSync(file, JSON.stringify({ ...config, mechanisms }));
    const several = await trained(file);
    const [model, samples] = [join(folder, 'several.onnx'), join(folder, 'several.npy')];
    const { out } = await run(['export', several, '--onnx', model, '--batch', '8']);
    expect(out).toContain('float32 [8, 8]');
    expect(out).toContain('The number of rows is fixed');
    await run(['sample', several, '--count', '8', '--out', samples]);
    const session = await ort!.InferenceSession.create(model);
    const latent = new ort!.Tensor('float32', freshLatents(8, 8, createRandom(1).split('sample')), [8, 8]);
    const made = (await session.run({ latent }))['samples']!;
    const expected = npy(samples).values;
    for (const [i, value] of (made.data as Float32Array).entries()) expect(value).toBeCloseTo(expected[i]!, 5);
    await session.release();
  });
});
