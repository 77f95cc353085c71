import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { StepDescription } from '../../../src/cli/explain/describe.ts';
import { run, temporaryFolder, writeConfig } from './helpers.ts';

const folder = temporaryFolder();
const file = writeConfig(folder, 'step', { batch: 32, optimizer: { type: 'adam' } });

async function explained(...args: string[]): Promise<StepDescription> {
  const { status, out } = await run(['explain', ...args, '--json']);
  expect(status).toBe(0);
  return JSON.parse(out) as StepDescription;
}

describe('explain', () => {
  it('counts parameters, and the memory that follows from them', async () => {
    const { sample, batch, networks, memory, feeds } = await explained(file);
    expect({ sample, batch }).toEqual({ sample: [2], batch: 32 });
    // 8 x 16 + 16 + 16 x 2 + 2, and 2 x 16 + 16 + 16 + 1
    expect(networks.map(({ name, parameters }) => [name, parameters])).toEqual([
      ['generator', 178],
      ['discriminator', 65],
    ]);
    expect(networks[0]!.tensors[0]).toEqual({ name: 'layers[0].weight', shape: [8, 16], size: 128 });
    // Adam: parameters, two moments each, and the step's powers or count; all of it twice, four bytes each.
    expect(memory.state).toBeGreaterThanOrEqual(2 * 4 * 3 * (178 + 65));
    expect(memory.state).toBeLessThan(2 * 4 * (3 * (178 + 65) + 10));
    // Two turns with latents of 8, one with a batch of the data.
    expect(memory.inputs).toBe(4 * 32 * (8 + 2 + 8));
    expect(feeds.filter(({ kind }) => kind === 'real').map(({ shape }) => shape)).toEqual([[32, 2]]);
  });

  it('names the phases in their order; together they are the step', async () => {
    const order = { order: 'generator-first', batch: 32 };
    const first = await explained(writeConfig(folder, 'generator-first', order));
    expect(first.phases.map(({ name }) => name.replace(/\W.*/, ''))).toEqual(['generator', 'discriminator']);
    expect(first.nodes).toBe(first.operators.reduce((sum, { count }) => sum + count, 0));
    expect(first.nodes).toBeGreaterThan(Math.max(...first.phases.map(({ nodes }) => nodes)));
  });

  it('tells the generators of several apart', async () => {
    const several = writeConfig(folder, 'several');
    const config = JSON.parse(readFileSync(several, 'utf8')) as object;
    const mechanisms = [{ type: 'mad-gan', generators: 2, sharedLayers: 1, cosine: 0.5, identify: false }];
    writeFileSync(several, JSON.stringify({ ...config, mechanisms }));
    const [generator] = (await explained(several)).networks;
    expect(generator!.tensors.map(({ name }) => name)).toEqual([
      'shared.layers[0].weight',
      'shared.layers[0].bias',
      'generator_0.layers[0].weight',
      'generator_0.layers[0].bias',
      'generator_1.layers[0].weight',
      'generator_1.layers[0].bias',
    ]);
    expect(generator!.parameters).toBe(8 * 16 + 16 + 2 * (16 * 2 + 2));
  });

  it('is words for people', async () => {
    const { out } = await run(['explain', file]);
    expect(out).toContain('samples [2], batch 32');
    expect(out).toMatch(/phases, in order: discriminator\S* \(\d+ nodes\), generator\S* \(\d+ nodes\)/);
    expect(out).toMatch(/^ {2}layers\[0\]\.weight +\[8, 16\] +128$/m);
    expect(out).toContain('memory, estimated:');
    expect(out).not.toContain('time of a step');
  });

  it('says what is wrong with a config as check does', async () => {
    const { status, err } = await run(['explain', writeConfig(folder, 'wrong', { batch: 0 })]);
    expect(status).toBe(1);
    expect(err).toMatch(/wrong\.gan\.json:32:14 training\.batch/);
  });
});

const ort = await import('onnxruntime-node').catch(() => undefined);

describe.skipIf(ort === undefined)('explain --time', () => {
  it('names the operators of every step', async () => {
    const { times = [] } = await explained(file, '--time');
    expect(times.length).toBeGreaterThan(3);
    expect(times.some(({ operator }) => /Gemm|MatMul/.test(operator))).toBe(true);
    // The same in each step: the warm-up is left out as a whole.
    for (const { calls } of times) expect(Number.isInteger(calls)).toBe(true);
  });
});
