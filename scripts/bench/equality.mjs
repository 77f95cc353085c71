/**
 * Whether it matters which engine trains: one small game over the same seeds on each of them, what came out in the end
 * held against the reference engine's. `modescope compare` trains and counts; it goes on where it was stopped, as finished
 * seeds are kept in .bench/equality until the config below, or the engines' versions, are others.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { versionOf } from './machine.mjs';
import { bundle, root, runOnce, workshop } from './workshop.mjs';

/** Hard enough that seeds differ: some of them leave a mode out. */
const config = {
  data: { type: 'ring', modes: 8, radius: 2, std: 0.1 },
  latent: 8,
  generator: { layers: [{ dense: 32, activation: 'relu' }, { dense: 32, activation: 'relu' }, { dense: 2 }] },
  discriminator: {
    layers: [{ dense: 32, activation: 'leaky-relu' }, { dense: 32, activation: 'leaky-relu' }, { dense: 1 }],
  },
  objective: 'non-saturating',
  training: { steps: 1500, batch: 64, optimizer: { type: 'adam', learningRate: 0.002, beta1: 0.5 } },
};
const seeds = 20;
/** The first is what the others are held against. */
const engines = ['reference', 'native', 'portable', 'tensorflow'];

export async function equality(note) {
  execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: ['ignore', 2, 2] });
  const versions = ['onnxruntime-node', 'onnxruntime-web', '@tensorflow/tfjs-node-gpu'].map(versionOf);
  const key = createHash('sha256')
    .update(JSON.stringify([config, versions]))
    .digest('hex')
    .slice(0, 8);
  const folder = path.join(workshop, 'equality', key);
  const file = path.join(folder, 'equality.gan.json');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(file, JSON.stringify(config));
  const trained = engines.filter((engine) => {
    note(`equality: ${seeds} seeds on the engine ${engine}`);
    const out = path.join(folder, engine);
    const args = ['compare', file, '--engine', engine, '--seeds', seeds, '--jobs', 1, '--resume', '--out', out];
    const { status, signal } = spawnSync(
      process.execPath,
      [path.join(root, 'bin/modescope.mjs'), ...args.map(String)],
      {
        cwd: root,
        stdio: ['ignore', 2, 2],
      },
    );
    if (status === 0) return true;
    if (engine !== 'tensorflow' || signal !== null) throw new Error(`equality: training on ${engine} did not end well`);
    note('equality: tensorflow is left out; `node scripts/tensorflow.mjs` builds what it needs');
    return false;
  });
  const rows = await runOnce([process.execPath, await bundle('equality'), folder, ...trained]);
  return { seeds, steps: config.training.steps, significance: 0.05, rows };
}
