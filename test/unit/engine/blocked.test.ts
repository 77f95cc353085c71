/** Convolutions in blocks of channels: where the form applies, each alone, with the numbers of the reference. */
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as Ort from 'onnxruntime-node';
import {
  add,
  conv,
  convTranspose,
  leakyRelu,
  program,
  relu,
  reshape,
  sizeOfShape,
  type Program,
  type Shape,
  type Tensor,
} from '../../../src/graph/index.ts';
import { blockWidth } from '../../../src/engine/native/probe-blocks.ts';
import { openSession, type Session } from '../../../src/engine/native/session.ts';
import { blockedPeepholes, graphOf, outputName, type Peephole } from '../../../src/engine/onnx/index.ts';
import { native } from '../../../src/engine/native/index.ts';
import { reference } from '../../../src/engine/reference/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { relativeError, run } from './helpers.ts';

const { ok: here } = await native.available();

interface Form {
  readonly name: string;
  readonly inputs: Readonly<Record<'x' | 'filter', Shape>> & { readonly bias?: Shape };
  readonly build: (x: Tensor, filter: Tensor, bias: Tensor) => Tensor;
  /** Blocked convolutions that it becomes. */
  readonly blocked: number;
  /** Sums and activations that are left. */
  readonly left: readonly string[];
}

const geometry = (stride: number, pad: number) => ({ strides: [stride, stride], pads: [pad, pad, pad, pad] }) as const;
const channels = (bias: Tensor): Tensor => reshape(bias, [1, -1, 1, 1]);
const back = (y: Tensor, filter: Tensor, stride: number, pad: number, size: number): Tensor =>
  convTranspose(y, filter, { ...geometry(stride, pad), size: [size, size] });

const forms: readonly Form[] = [
  {
    name: 'a convolution with bias and leaky ReLU',
    inputs: { x: [3, 16, 8, 8], filter: [32, 16, 4, 4], bias: [32] },
    build: (x, filter, bias) => leakyRelu(add(conv(x, filter, geometry(2, 1)), channels(bias)), 0.2),
    blocked: 1,
    left: [],
  },
  {
    name: 'a convolution alone, its image not square',
    inputs: { x: [2, 16, 5, 7], filter: [16, 16, 3, 2] },
    build: (x, filter) => conv(x, filter, { strides: [1, 2], pads: [1, 0, 0, 1] }),
    blocked: 1,
    left: [],
  },
  {
    name: 'a transposed convolution of stride 2 with bias and ReLU',
    inputs: { x: [3, 32, 4, 4], filter: [32, 16, 4, 4], bias: [16] },
    build: (x, filter, bias) => relu(add(back(x, filter, 2, 1, 8), channels(bias))),
    blocked: 4,
    left: [],
  },
  {
    name: 'a transposed convolution of stride 2 with phases of two sizes',
    inputs: { x: [2, 16, 4, 4], filter: [16, 32, 3, 3] },
    build: (x, filter) => back(x, filter, 2, 1, 8),
    blocked: 4,
    left: [],
  },
  {
    name: 'a transposed convolution of stride 3',
    inputs: { x: [2, 16, 3, 3], filter: [16, 16, 5, 5] },
    build: (x, filter) => back(x, filter, 3, 1, 9),
    blocked: 9,
    left: [],
  },
  {
    name: 'a transposed convolution of stride 1',
    inputs: { x: [2, 32, 5, 5], filter: [32, 16, 3, 3] },
    build: (x, filter) => back(x, filter, 1, 1, 5),
    blocked: 1,
    left: [],
  },
  // Ordinary: channels in no whole blocks, a size that the stride does not divide, phases without a row of the filter
  {
    name: 'a convolution of one channel',
    inputs: { x: [3, 1, 8, 8], filter: [32, 1, 4, 4], bias: [32] },
    build: (x, filter, bias) => relu(add(conv(x, filter, geometry(2, 1)), channels(bias))),
    blocked: 0,
    left: ['Relu'],
  },
  {
    name: 'a transposed convolution to 7 pixels',
    inputs: { x: [2, 16, 4, 4], filter: [16, 16, 3, 3] },
    build: (x, filter) => back(x, filter, 2, 1, 7),
    blocked: 0,
    left: [],
  },
  {
    name: 'a transposed convolution whose stride is larger than its filter',
    inputs: { x: [2, 16, 3, 3], filter: [16, 16, 1, 1] },
    build: (x, filter) => back(x, filter, 2, 0, 6),
    blocked: 0,
    left: [],
  },
];

const traced = ({ inputs: { bias = [1], ...inputs }, build }: Form): Program =>
  program({ inputs: { ...inputs, bias }, state: {} }, (x) => ({
    state: {},
    outputs: { y: build(x.x, x.filter, x.bias) },
  }));

describe.each(forms)('$name', (form) => {
  const domain = 'com.microsoft.nchwc';
  const nodesWith = (peepholes: readonly Peephole[]) => graphOf(traced(form), '', peepholes).nodes;

  it('takes the form, with what follows inside, and without it when it is left out', () => {
    const peepholes = blockedPeepholes(16);
    const nodes = nodesWith(peepholes);
    const blocked = nodes.filter((node) => node.domain === domain && node.operator === 'Conv');
    expect(blocked.length).toBe(form.blocked);
    const left = nodes.map(({ operator }) => operator).filter((each) => ['Add', 'Relu', 'LeakyRelu'].includes(each));
    expect(left).toEqual(form.left);
    const others = peepholes.filter(({ name }) => !name.startsWith('blocked-'));
    expect(nodesWith(others).some((node) => node.domain !== undefined)).toBe(false);
  });

  it.skipIf(!here)('gives the numbers of the reference', async () => {
    const whole = traced(form);
    const random = createRandom(8);
    const feeds = Object.fromEntries(
      whole.inputs.map(({ name, shape }) => {
        const values = new Float32Array(sizeOfShape(shape));
        random.split(name).fillNormal(values);
        return [name, values];
      }),
    );
    const [actual, expected] = [await run(native, whole, feeds), await run(reference, whole, feeds)];
    expect(relativeError(actual.outputs['y']!, expected.outputs['y']!)).toBeLessThan(1e-5);
  });
});

describe.skipIf(!here)('the width of the blocks', () => {
  const require = createRequire(import.meta.url);
  let ort: typeof Ort;
  beforeAll(() => void (ort = require('onnxruntime-node') as typeof Ort));
  const tensor = (data: Float32Array, shape: readonly number[]): Ort.Tensor => new ort.Tensor('float32', data, shape);
  const open = (model: Uint8Array): Promise<Session> => openSession(ort, require, model, {});

  it('is one with which a convolution is right, or none', async () => {
    const width = await blockWidth({ open, tensor });
    expect([8, 16, undefined]).toContain(width);
  });

  it('is none where the numbers are wrong or the operators are missing', async () => {
    const wrong = async (model: Uint8Array): Promise<Session> => {
      const session = await open(model);
      return {
        dispose: () => session.dispose(),
        run: (feeds, fetches) => {
          const pending = session.run(feeds, fetches);
          const { data } = fetches[outputName('y')]!;
          if (asked++ > 0) (data as Float32Array).fill(0);
          return pending;
        },
      };
    };
    let asked = 0;
    expect(await blockWidth({ open: wrong, tensor })).toBeUndefined();
    expect(asked).toBeGreaterThan(1);
    let opened = 0;
    const missing = (model: Uint8Array): Promise<Session> =>
      opened++ === 0 ? open(model) : Promise.reject(new Error('no such operator'));
    expect(await blockWidth({ open: missing, tensor })).toBeUndefined();
  });
});
