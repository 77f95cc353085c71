import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openModel } from '../../../src/engine/index.ts';

const folder = fileURLToPath(new URL('../../data/models/', import.meta.url));
const numbers = JSON.parse(readFileSync(join(folder, 'numbers.json'), 'utf8')) as Record<
  string,
  { input: number[]; shape: [number, ...number[]]; features: number[] }
>;

it.each(Object.entries(numbers))('gives the numbers that PyTorch has: %s', async (name, { input, shape, features }) => {
  const model = await openModel(join(folder, `${name}.onnx`));
  const [count, ...sizes] = shape;
  const made = await model.run({ data: Float32Array.from(input), count, shape: sizes });
  expect(made.shape).toEqual([features.length / count]);
  made.data.forEach((value, i) => expect(value).toBeCloseTo(features[i]!, 5));
  await model.dispose();
});

it('gives them as WebAssembly where the native library cannot be loaded', async () => {
  vi.resetModules();
  vi.doMock('../../../src/engine/native/load.ts', () => ({ load: () => ({ ok: false, reason: 'not here' }) }));
  onTestFinished(() => {
    vi.doUnmock('../../../src/engine/native/load.ts');
    vi.resetModules();
  });
  const { openModel: open } = await import('../../../src/engine/index.ts');
  const { input, shape, features } = numbers['images']!;
  const model = await open(join(folder, 'images.onnx'));
  expect(model.input).toEqual([undefined, 3, undefined, undefined]);
  const made = await model.run({ data: Float32Array.from(input), count: 2, shape: shape.slice(1) });
  made.data.forEach((value, i) => expect(value).toBeCloseTo(features[i]!, 5));
  await model.dispose();
});

it('knows which sizes of an input are free', async () => {
  const model = await openModel(join(folder, 'images.onnx'));
  expect(model.input).toEqual([undefined, 3, undefined, undefined]);
  await model.dispose();
});

it('says in one line why a file is no model', async () => {
  const other = mkdtempSync(join(tmpdir(), 'modescope-'));
  onTestFinished(() => rmSync(other, { recursive: true, force: true }));
  const text = join(other, 'text.onnx');
  writeFileSync(text, 'no model');
  await expect(openModel(text)).rejects.toMatchObject({
    code: 'compile-failed',
    message: expect.stringMatching(/^[^\n]+$/) as string,
  });
  await expect(openModel(join(other, 'none.onnx'))).rejects.toMatchObject({ message: 'it cannot be read (ENOENT)' });
});
