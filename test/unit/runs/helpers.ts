/** What the tests of run folders share. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RunPlan } from '../../../src/runs/index.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'modescope-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A plan for the config `ring.gan.json` in `folder`. */
export function planIn(folder: string, name = 'ring.gan.json'): RunPlan {
  return {
    configFile: join(folder, name),
    config: { data: { type: 'ring' }, latent: 64 },
    seed: 1,
    steps: 100,
    engine: { name: 'native', version: '1.0.0', threads: 1, device: 'cpu' },
    versions: { modescope: '0.1.0' },
  };
}
