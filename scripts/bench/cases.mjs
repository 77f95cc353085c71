/**
 * What is trained by both sides, as configs for ours and as words for pytorch.py, which must mean the same step.
 *
 *     mlp   G 64-128-128-2, D 2-128-128-1 on a ring of 8 Gaussians, batch 256
 *     conv  DCGAN-like, images of one channel, batch 64
 */
import fs from 'node:fs';
import path from 'node:path';
import { workshop } from './workshop.mjs';

const optimizer = { type: 'adam', learningRate: 1e-3, beta1: 0.5 };
const ring = { type: 'ring', modes: 8, radius: 2, std: 0.02 };
/** Images in the file of random pixels: enough not to stay in a small cache, few enough to be made at once. */
const images = 1024;

/** @param width of the hidden layers; @param unroll simulated updates; @param generators that share the batch */
function mlp({ batch = 256, width = 128, penalty = false, unroll = 0, generators = 1 }) {
  const hidden = (activation) => [
    { dense: width, activation },
    { dense: width, activation },
  ];
  return {
    data: ring,
    latent: 64,
    generator: { layers: [...hidden('relu'), { dense: 2 }] },
    discriminator: { layers: [...hidden('leaky-relu'), { dense: 1 }] },
    objective: penalty ? 'wasserstein' : 'non-saturating',
    penalties: penalty ? [{ type: 'gradient', weight: 0.1 }] : [],
    mechanisms: [
      ...(unroll > 0 ? [{ type: 'unrolled', steps: unroll }] : []),
      ...(generators > 1 ? [{ type: 'mad-gan', generators, cosine: 0.1, identify: false }] : []),
    ],
    training: { steps: 1_000_000, batch, seed: 1, optimizer },
  };
}

/** @param size of the images, in pixels; two layers of stride 2 each way */
function conv({ batch = 64, size = 28 }) {
  const small = size / 4;
  return {
    data: { type: 'arrays', file: pixelFile(size), channels: 'first' },
    latent: 64,
    generator: {
      layers: [
        { dense: 64 * small * small, activation: 'relu' },
        { reshape: [64, small, small] },
        { 'conv2d-transpose': 32, activation: 'relu' },
        { 'conv2d-transpose': 1, activation: 'tanh' },
      ],
    },
    discriminator: {
      layers: [{ conv2d: 32, activation: 'leaky-relu' }, { conv2d: 64, activation: 'leaky-relu' }, { dense: 1 }],
    },
    objective: 'non-saturating',
    training: { steps: 1_000_000, batch, seed: 1, optimizer },
  };
}

const networks = { mlp, conv };

/**
 * Writes the config of a case into .bench/cases.
 * @param spec { network, …sizes }, also pytorch.py's argument
 * @returns its path
 */
export function configOf(name, { network, ...sizes }) {
  const folder = path.join(workshop, 'cases');
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.gan.json`);
  fs.writeFileSync(file, JSON.stringify(networks[network](sizes), undefined, 1));
  return file;
}

/** Random grey pixels as a .npy file of bytes [images, 1, size, size] beside the configs. @returns its name */
function pixelFile(size) {
  const name = `pixels-${size}.npy`;
  const file = path.join(workshop, 'cases', name);
  if (fs.existsSync(file)) return name;
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (${images}, 1, ${size}, ${size}), }`;
  const length = Math.ceil((10 + header.length + 1) / 64) * 64 - 10;
  const start = Buffer.alloc(10);
  start.write('\x93NUMPY\x01\x00', 'latin1');
  start.writeUInt16LE(length, 8);
  let state = 1;
  const pixels = Uint8Array.from({ length: images * size * size }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
  fs.writeFileSync(file, Buffer.concat([start, Buffer.from(`${header.padEnd(length - 1)}\n`), pixels]));
  return name;
}
