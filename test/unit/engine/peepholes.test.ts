/** Each faster form is taken where it applies, and only there, and changes no number. */
import { PbfReader } from 'pbf';
import * as ort from 'onnxruntime-web';
import { describe, expect, it } from 'vitest';
import {
  add,
  conv,
  convTranspose,
  mask,
  matmul,
  mul,
  optimise,
  program,
  relu,
  reshape,
  square,
  sum,
  type Program,
  type Shape,
  type Tensor,
} from '../../../src/graph/index.ts';
import { allPeepholes, emitModel, outputName } from '../../../src/engine/onnx/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { relativeError } from './helpers.ts';

type Build = (x: Readonly<Record<string, Tensor>>) => Tensor;
interface Form {
  readonly inputs: Readonly<Record<string, Shape>>;
  readonly build: Build;
  /** Operators with the peephole and without any. */
  readonly with: readonly string[];
  readonly without: readonly string[];
}

const geometry = { strides: [2, 2], pads: [1, 1, 1, 1] } as const;
const image34 = { x: [2, 3, 6, 6], filter: [4, 3, 4, 4], bias: [4] } as const;
const square34 = { a: [3, 4], b: [4, 5], bias: [5] } as const;
const forms: Readonly<Record<string, readonly Form[]>> = {
  'biased-product': [
    {
      inputs: square34,
      build: ({ a, b, bias }) => add(matmul(a!, b!), bias!),
      with: ['Gemm'],
      without: ['Gemm', 'Add'],
    },
    {
      inputs: { ...square34, a: [4, 3], b: [5, 4] },
      build: ({ a, b, bias }) => add(bias!, matmul(a!, b!, { transposeA: true, transposeB: true })),
      with: ['Gemm'],
      without: ['Gemm', 'Add'],
    },
  ],
  'biased-convolution': [
    {
      inputs: image34,
      build: ({ x, filter, bias }) => relu(add(conv(x!, filter!, geometry), reshape(bias!, [1, -1, 1, 1]))),
      with: ['Conv', 'Relu'],
      without: ['Reshape', 'Conv', 'Add', 'Relu'],
    },
    {
      inputs: { ...image34, x: [2, 4, 3, 3], bias: [3] },
      build: ({ x, filter, bias }) =>
        add(reshape(bias!, [3, 1, 1]), convTranspose(x!, filter!, { ...geometry, size: [6, 6] })),
      with: ['ConvTranspose'],
      without: ['Reshape', 'ConvTranspose', 'Add'],
    },
    // What else is added stays an addition, and what has another use is there anyway
    {
      inputs: { ...image34, bias: [1, 4, 3, 3] },
      build: ({ x, filter, bias }) => add(conv(x!, filter!, geometry), bias!),
      with: ['Conv', 'Add'],
      without: ['Conv', 'Add'],
    },
    {
      inputs: { ...image34, bias: [4, 1, 1] },
      build: ({ x, filter, bias }) => {
        const y = conv(x!, filter!, geometry);
        return mul(y, add(y, bias!));
      },
      with: ['Conv', 'Add', 'Mul'],
      without: ['Conv', 'Add', 'Mul'],
    },
  ],
  'scaled-mask': [
    {
      // What flows back through a layer: both products and the sum over the rows take the factor in
      inputs: { g: [6, 4], y: [6, 4], x: [6, 3], w: [3, 4] },
      build: ({ g, y, x, w }) => {
        const back = mul(g!, mask(y!, 0.2));
        const [byWeight, byInput] = [matmul(x!, back, { transposeA: true }), matmul(back, w!, { transposeB: true })];
        return add(sum(byWeight), mul(sum(byInput), sum(sum(back, 0))));
      },
      with: ['Clip', 'Mul', 'Gemm', 'ReduceSum', 'Gemm', 'ReduceSum', 'MatMul', 'ReduceSum', 'Mul', 'Add'],
      without: ['Mul', 'Clip', 'Mul', 'Gemm', 'ReduceSum', 'Gemm', 'ReduceSum', 'ReduceSum', 'ReduceSum', 'Mul', 'Add'],
    },
    // The mask of a ReLU is one sweep as it is, and what is asked for itself is computed as it is
    {
      inputs: { g: [6, 4], y: [6, 4] },
      build: ({ g, y }) => sum(mul(g!, mask(y!, 0)), 0),
      with: ['HardSigmoid', 'Mul', 'ReduceSum'],
      without: ['HardSigmoid', 'Mul', 'ReduceSum'],
    },
    {
      inputs: { g: [4, 4], y: [4, 4] },
      build: ({ g, y }) => {
        const back = mul(mask(y!, 0.2), g!);
        return matmul(back, add(back, 1));
      },
      with: ['Mul', 'Clip', 'Mul', 'Add', 'Gemm'],
      without: ['Mul', 'Clip', 'Mul', 'Add', 'Gemm'],
    },
  ],
  'ones-product': [
    { inputs: { x: [6, 5] }, build: ({ x }) => sum(x!, 0), with: ['MatMul'], without: ['ReduceSum'] },
    // Along the rows ReduceSum is as fast
    { inputs: { x: [6, 5] }, build: ({ x }) => sum(x!, 1), with: ['ReduceSum'], without: ['ReduceSum'] },
  ],
  'outer-product': [
    { inputs: { a: [6, 1], b: [1, 5] }, build: ({ a, b }) => matmul(a!, b!), with: ['Mul'], without: ['Gemm'] },
    {
      inputs: { a: [6, 1], b: [5, 1] },
      build: ({ a, b }) => matmul(a!, b!, { transposeB: true }),
      with: ['Reshape', 'Mul'],
      without: ['Gemm'],
    },
  ],
  'sum-of-squares': [
    {
      inputs: { x: [6, 5] },
      build: ({ x }) => sum(square(x!), 1),
      with: ['ReduceSumSquare'],
      without: ['Mul', 'ReduceSum'],
    },
    // Squares that are needed for themselves are there anyway
    {
      inputs: { x: [5, 5] },
      build: ({ x }) => add(square(x!), sum(square(x!), 1)),
      with: ['Mul', 'ReduceSum', 'Add'],
      without: ['Mul', 'ReduceSum', 'Add'],
    },
  ],
};

const traced = ({ inputs, build }: Form): Program =>
  optimise(program({ inputs, state: {} }, (x) => ({ state: {}, outputs: { y: build(x) } })));

/** Operators of a model, in its order. */
function operatorsOf(model: Uint8Array): string[] {
  const operators: string[] = [];
  const [graphField, nodeField, operatorField] = [7, 1, 4];
  const node = (tag: number, _: null, reader: PbfReader): void => {
    if (tag === operatorField) operators.push(reader.readString());
  };
  const graph = (tag: number, _: null, reader: PbfReader): void => {
    if (tag === nodeField) reader.readMessage(node, null);
  };
  new PbfReader(model).readFields((tag, _, reader) => {
    if (tag === graphField) reader.readMessage(graph, null);
  }, null);
  return operators;
}

async function run(model: Uint8Array, inputs: Form['inputs']): Promise<number[]> {
  const random = createRandom(4);
  const feeds = Object.entries(inputs).map(([name, shape]) => {
    const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
    random.fillNormal(values);
    return [name, new ort.Tensor('float32', values, shape)] as const;
  });
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  const results = await session.run(Object.fromEntries(feeds));
  const values = Array.from(results[outputName('y')]!.data as Float32Array);
  await session.release();
  return values;
}

it('every peephole is in this test', () => {
  expect(Object.keys(forms).sort()).toEqual(allPeepholes.map(({ name }) => name).sort());
});

describe.each(allPeepholes.filter(({ name }) => name in forms))('$name', (peephole) => {
  it.each(forms[peephole.name]!)('$without becomes $with, with the same numbers', async (form) => {
    const made = traced(form);
    const [faster, plain] = [emitModel(made, [peephole]), emitModel(made, [])];
    expect(operatorsOf(faster)).toEqual(form.with);
    expect(operatorsOf(plain)).toEqual(form.without);
    expect(relativeError(await run(faster, form.inputs), await run(plain, form.inputs))).toBeLessThan(1e-6);
  });
});

it('broadcasting is left to the operators, and spelt out where they do not do it', () => {
  const rows = traced({ inputs: { x: [3, 4], row: [4] }, build: ({ x, row }) => add(x!, row!), with: [], without: [] });
  expect(operatorsOf(emitModel(rows))).toEqual(['Add']);
  const batch = { inputs: { a: [2, 3, 4], b: [4, 5] }, build: (({ a, b }) => matmul(a!, b!)) as Build };
  expect(operatorsOf(emitModel(traced({ ...batch, with: [], without: [] })))).toEqual(['Expand', 'MatMul']);
});
