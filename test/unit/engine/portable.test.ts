/** What the portable engine says where it cannot run. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseEngine } from '../../../src/engine/index.ts';
import { runtimeFolder, runtimeVersion, startRuntime } from '../../../src/engine/portable/runtime.ts';

const [script, binary] = ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'];

describe('the portable engine', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is there, with its version', () => {
    expect(runtimeVersion(runtimeFolder()!)).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('is refused with its reason where the machine has no SIMD', async () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    await expect(chooseEngine('portable')).rejects.toMatchObject({
      code: 'unavailable',
      message: 'The engine "portable" cannot be used here: this machine has no SIMD instructions for WebAssembly',
    });
  });

  it('does not start from a file that is cut short', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'modescope-portable-'));
    try {
      const from = runtimeFolder()!;
      copyFileSync(join(from, script), join(folder, script));
      writeFileSync(join(folder, binary), readFileSync(join(from, binary)).subarray(0, 1000));
      await expect(startRuntime(folder, 1)).rejects.toThrow(/WebAssembly/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
