/** The time of a step against its size: the native engine, beside PyTorch where pytorch.py has the same step. */
import { inTurns } from './turns.mjs';
import { bundle, pytorch } from './workshop.mjs';

const sizes = [
  { what: 'batch', network: 'mlp', list: [64, 256, 1024, 4096], key: 'batch' },
  { what: 'width', network: 'mlp', list: [64, 128, 256, 512, 1024], key: 'width' },
  { what: 'image, pixels', network: 'conv', list: [16, 32, 64], key: 'size' },
  { what: 'unrolled updates', network: 'mlp', list: [0, 1, 5, 10, 20], key: 'unroll' },
  { what: 'generators', network: 'mlp', list: [1, 2, 4, 8, 16], key: 'generators', alone: true },
];
/** Sizes at which PyTorch's speed is to be reached. */
const goals = { 'batch 1024': 1, 'width 512': 1 };

export async function scaling(note) {
  const ours = await bundle('ours');
  const { python } = await pytorch(note);
  const rows = [];
  for (const { what, network, list, key, alone } of sizes) {
    for (const size of list) {
      const how = { engines: ['native'], ours, python: alone ? undefined : python, rounds: 3, seconds: 0.7, note };
      const { best, ratio } = await inTurns(`${key}-${size}`, { network, [key]: size }, how);
      if (best.native === undefined) continue;
      rows.push({
        what,
        size,
        threads: best.native.threads,
        milliseconds: 1000 / best.native.stepsPerSecond,
        pytorchMilliseconds: best.pytorch && 1000 / best.pytorch.stepsPerSecond,
        ratio: ratio.native?.steps,
        goal: goals[`${what} ${size}`],
      });
    }
  }
  return { rows };
}
