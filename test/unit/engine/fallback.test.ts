/** What is said of a native engine that is not there, or does not work. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { chooseWithReason } from '../../../src/engine/index.ts';
import { native } from '../../../src/engine/native/index.ts';
import { load } from '../../../src/engine/native/load.ts';

/** A place to look for packages from; its onnxruntime-node consists of this program. */
function place(program?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'modescope-native-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  if (program !== undefined) {
    const inside = join(folder, 'node_modules', 'onnxruntime-node');
    mkdirSync(inside, { recursive: true });
    writeFileSync(join(inside, 'index.js'), program);
  }
  return join(folder, 'package.json');
}

describe('the native engine', () => {
  it('is not installed where no place has its package', () => {
    const reason = 'the package onnxruntime-node is not installed';
    expect(load([place(), place()])).toEqual({ ok: false, reason, installed: false });
  });

  it('is installed and gives the first line of the error where it cannot be loaded', () => {
    const broken = place(`throw new Error('libstdc++.so.6: too old\\n    at more');`);
    expect(load([broken, place()])).toEqual({ ok: false, reason: 'libstdc++.so.6: too old', installed: true });
  });

  it('is installed where only its library is missing', () => {
    const found = load([place(`require('./bin/binding.node');`)]);
    expect(found).toMatchObject({
      ok: false,
      installed: true,
      reason: expect.stringContaining('binding.node') as unknown,
    });
  });

  it('is taken from the next place where one does not work', () => {
    expect(load([place('throw new Error();'), place('exports.one = 1;')])).toMatchObject({ ok: true, ort: { one: 1 } });
  });
});

describe('auto where the native engine cannot be loaded', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is portable and says why; portable by its name has nothing to say', async () => {
    const why = { ok: false, reason: 'no such library', installed: true } as const;
    vi.spyOn(native, 'available').mockResolvedValue(why);
    const chosen = await chooseWithReason('auto');
    expect(chosen.engine.name).toBe('portable');
    expect(chosen.fallback).toEqual({ from: 'native', reason: 'no such library', installed: true });
    expect((await chooseWithReason('portable')).fallback).toBeUndefined();
  });

  it('has nothing to say where it can', async () => {
    vi.spyOn(native, 'available').mockResolvedValue({ ok: true });
    expect(await chooseWithReason('auto')).toEqual({ engine: native });
  });
});
