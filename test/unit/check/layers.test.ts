import { describe, expect, it } from 'vitest';
import { checkNetworks } from '../../../src/check/networks.ts';
import { diagnose } from '../../../src/check/index.ts';
import { networkShape } from '../../../src/nn/index.ts';
import { valid } from './valid.ts';

const check = (more: object) => diagnose(JSON.stringify({ ...valid, ...more }), { file: '/work/a.gan.json' });
const image = { shape: [1, 28, 28], lowest: -1, highest: 1 };

const dcgan = {
  ...valid,
  generator: {
    layers: [
      { dense: 3136, activation: 'relu' },
      { reshape: [64, 7, 7] },
      { 'conv2d-transpose': 32, activation: 'relu' },
      { 'conv2d-transpose': 1, activation: 'tanh' },
    ],
  },
  discriminator: {
    layers: [{ conv2d: 32, activation: 'leaky-relu' }, { conv2d: 64, activation: 'leaky-relu' }, { dense: 1 }],
  },
};

describe('layers that do not fit say why', () => {
  it.each([
    [{ conv2d: 8 }, [64], 'conv2d needs [channels, height, width], gets [64]; put a reshape before it'],
    [{ upsample: 2 }, [3, 4], 'upsample needs [channels, height, width], gets [3, 4]; put a reshape before it'],
    [
      { 'conv2d-transpose': 8 },
      [64],
      'conv2d-transpose needs [channels, height, width], gets [64]; put a reshape before it',
    ],
    [{ conv2d: 8, kernel: 7 }, [1, 28, 4], 'a kernel of 7 is larger than the image with its padding, 30 x 6'],
    [
      { 'conv2d-transpose': 8, kernel: 2, stride: 1, padding: 2 },
      [1, 3, 3],
      'a padding of 2 cuts off all of the output; make it smaller',
    ],
    [{ reshape: [64, 7, 7] }, [100], '[64, 7, 7] has 3136 numbers, but [100] before it has 100'],
  ])('%j for %j', (layer, input, reason) => {
    expect(networkShape([layer], input).layers).toEqual([{ ok: false, reason }]);
  });

  it('a residual block whose layers change the shape', () => {
    expect(networkShape([{ residual: [{ dense: 5 }] }], [4]).layers).toEqual([
      { ok: false, reason: 'its layers make [5] of [4], and only the same shapes can be added' },
    ]);
  });

  it('in the editor, at the layer inside of a residual block', async () => {
    const generator = { layers: [{ dense: 64 }, { residual: [{ dense: 64 }, { conv2d: 8 }] }, { dense: 2 }] };
    expect(await check({ generator })).toMatchObject([
      { code: 'layer-input', path: 'generator.layers[1].residual[1]' },
    ]);
  });

  it('in the editor, at the layer', async () => {
    const generator = { layers: [{ dense: 64 }, { conv2d: 8 }, { dense: 2 }] };
    expect(await check({ generator })).toMatchObject([
      {
        code: 'layer-input',
        path: 'generator.layers[1]',
        message: 'This layer does not fit: conv2d needs [channels, height, width], gets [64]; put a reshape before it.',
      },
    ]);
  });
});

describe('networks for images', () => {
  it('fit', () => expect(checkNetworks(dcgan, image)).toEqual([]));

  it('may end in a row of as many numbers', () => {
    const rows = { ...dcgan, generator: { layers: [{ dense: 784, activation: 'tanh' }] } };
    expect(checkNetworks(rows, image)).toEqual([]);
  });

  it('of another size, or with the axes in another order, do not', () => {
    const ending = (...layers: object[]) => checkNetworks({ ...dcgan, generator: { layers } }, image);
    expect(ending({ dense: 784 }, { reshape: [28, 28, 1] })).toMatchObject([
      {
        code: 'generator-output',
        message: 'The generator gives samples of shape [28, 28, 1], but those of the data are [1, 28, 28].',
      },
    ]);
    expect(ending({ dense: 100 })).toMatchObject([{ code: 'generator-output', fix: { title: 'Set to 784' } }]);
  });

  it('have the activation that counts before layers that only move numbers', () => {
    const layers = [{ dense: 784, activation: 'relu' }, { reshape: [1, 28, 28] }];
    expect(checkNetworks({ ...dcgan, generator: { layers } }, image)).toMatchObject([
      { code: 'generator-activation', path: ['generator', 'layers', 0, 'activation'] },
    ]);
  });

  it('see packs as images with more channels', () => {
    const packed = { ...dcgan, mechanisms: [{ type: 'packing', samples: 2 }] };
    expect(checkNetworks(packed, image)).toEqual([]);
  });

  it('are not blamed while the data is not known', () => {
    expect(checkNetworks(dcgan, undefined)).toEqual([]);
  });

  it('that do not fit are blamed where they stop fitting', () => {
    const discriminator = { layers: [{ conv2d: 8 }, { conv2d: 8, kernel: 31, padding: 0 }, { dense: 1 }] };
    expect(checkNetworks({ ...dcgan, discriminator }, image)).toMatchObject([
      { code: 'layer-input', path: ['discriminator', 'layers', 1] },
    ]);
  });
});

it('several generators count together', async () => {
  const generator = { layers: [{ dense: 4096, activation: 'relu' }, { dense: 4096 }, { dense: 2 }] };
  const discriminator = { layers: [{ dense: 8 }, { dense: 1 }] };
  const several = (more: object) => ({
    generator,
    discriminator,
    mechanisms: [{ type: 'mad-gan', generators: 8, identify: false, ...more }],
  });
  expect(await check(several({}))).toMatchObject([
    {
      code: 'network-too-large',
      path: 'generator.layers',
      message: 'The 8 generators together have 135 million parameters; at most 100 million are supported.',
    },
  ]);
  expect(await check(several({ sharedLayers: 2 }))).toEqual([]);
});

describe('layers that look at a whole batch beside a penalty on slopes', () => {
  const judged = (layer: object, penalties: object[]) =>
    check({ discriminator: { layers: [{ dense: 8 }, layer, { dense: 1 }] }, penalties });

  it('are warned of', async () => {
    expect(await judged({ 'batch-norm': true }, [{ type: 'gradient' }])).toMatchObject([
      {
        code: 'batch-layer-with-penalty',
        severity: 'warning',
        path: 'discriminator.layers[1]',
        message: `The penalty "gradient" is on the slope at each sample alone, but with "batch-norm" a sample's score depends on its whole batch; "layer-norm" in its place does not.`,
      },
    ]);
    expect(await judged({ 'minibatch-stddev': 4 }, [{ type: 'dragan' }])).toMatchObject([{ severity: 'warning' }]);
  });

  it('are warned of inside of residual blocks too', async () => {
    expect(await judged({ residual: [{ 'batch-norm': true }] }, [{ type: 'r1' }])).toMatchObject([
      { code: 'batch-layer-with-penalty', path: 'discriminator.layers[1].residual[0]' },
    ]);
  });

  it('are not without one, nor is "layer-norm" beside one', async () => {
    expect(await judged({ 'batch-norm': true }, [])).toEqual([]);
    expect(await judged({ 'layer-norm': true }, [{ type: 'gradient' }])).toEqual([]);
  });
});
