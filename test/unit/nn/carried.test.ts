/** What training moves without a gradient: averages of batch normalisation, directions of spectral normalisation. */
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import type { LayerConfig } from '../../../src/config/index.ts';
import { concat, grad, program, slice, sum } from '../../../src/graph/index.ts';
import { carried as carriedOver, createNetwork, type Network } from '../../../src/nn/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { evaluate, relativeError, runProgram } from './helpers.ts';

const rest = { activation: 'linear', initializer: 'he-normal', bias: false } as const;
const window = { kernel: 3, stride: 2, padding: 1 } as const;

/** The vector after so many updates that left all that is learned as it was. */
async function carried(network: Network, vector: ArrayLike<number>, updates: number, x?: number[], shape?: number[]) {
  const size = { p: [network.size] };
  const traced =
    x === undefined
      ? program({ inputs: {}, state: size }, (_, { p }) => ({
          state: { p: carriedOver(network, p, p, undefined) },
          outputs: {},
        }))
      : program({ inputs: { x: shape! }, state: size }, (inputs, { p }) => ({
          state: { p: carriedOver(network, p, p, inputs.x) },
          outputs: {},
        }));
  return (await runProgram(traced, x === undefined ? {} : { x }, { p: vector }, updates)).state['p']!;
}

describe('spectral normalisation', () => {
  const layers: readonly (readonly [name: string, layer: LayerConfig, input: number[], rows: number])[] = [
    ['dense', { dense: 6, ...rest, spectralNorm: true }, [9], 9],
    ['conv2d', { conv2d: 5, ...window, ...rest, spectralNorm: true }, [3, 8, 8], 5],
    ['conv2d-transpose', { 'conv2d-transpose': 4, ...window, ...rest, spectralNorm: true }, [3, 4, 4], 3],
  ];

  it.each(layers)('of %s comes to the largest singular value', async (name, layer, input, rows) => {
    const network = createNetwork([layer], input, 'discriminator');
    const [{ shape, end }] = network.slices as [Network['slices'][number]];
    const start = network.initial(createRandom(5));
    const later = await carried(network, start, 300);
    expect(later.slice(0, end)).toEqual(Array.from(start.subarray(0, end)));

    // The weights of a transposed convolution are [inputs, units, ...]; its matrix has a row for each unit
    const [first, second] = shape as [number, number];
    const columns = end / rows;
    const matrix = Matrix.from1DArray(rows, columns, start.subarray(0, end));
    const area = columns / second;
    const ofUnits = Matrix.zeros(second, first * area);
    for (let i = 0; i < first; i++) {
      for (let j = 0; j < second; j++) {
        for (let k = 0; k < area; k++) ofUnits.set(j, i * area + k, matrix.get(i, j * area + k));
      }
    }
    const [largest] = new SingularValueDecomposition(name === 'conv2d-transpose' ? ofUnits : matrix, {
      autoTranspose: true,
    }).diagonal;

    const plain = createNetwork([{ ...layer, spectralNorm: false }], input, 'discriminator');
    const x = Array.from({ length: input.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i + 1));
    const { normalised, unnormalised } = await evaluate(
      { p: [network.size], x: [1, ...input] },
      (leaves) => ({
        normalised: network.apply(leaves['p']!, leaves['x']!),
        unnormalised: plain.apply(slice(leaves['p']!, 0, 0, end), leaves['x']!),
      }),
      { p: later, x },
    );
    const expected = unnormalised!.map((value) => value / largest!);
    expect(relativeError(normalised!, expected)).toBeLessThan(1e-9);
  });

  it('has no gradient by its direction', async () => {
    const network = createNetwork([layers[0]![1]], [9], 'discriminator');
    const { gradient } = await evaluate(
      { p: [network.size], x: [2, 9] },
      ({ p, x }) => ({ gradient: grad(sum(network.apply(p!, x!)), [p!])[0]! }),
      { p: network.initial(createRandom(1)), x: Array.from({ length: 18 }, (_, i) => i) },
    );
    expect(gradient!.slice(54)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(gradient!.slice(0, 54).some((value) => value !== 0)).toBe(true);
  });
});

describe('batch normalisation', () => {
  const network = createNetwork([{ 'batch-norm': true, activation: 'linear' }], [2], 'generator');
  const x = [1, 10, 2, 20, 6, 60];

  it('averages over batches as PyTorch does, and samples by the averages', async () => {
    const start = network.initial(createRandom(1));
    expect(Array.from(start)).toEqual([1, 1, 0, 0, 0, 0, 1, 1]);
    const later = await carried(network, start, 2, x, [3, 2]);
    // Mean 3 and variance 7 (with n - 1), both times; a tenth of the way from 0 and 1, twice
    const mean = 3 * 0.19;
    const variance = 7 * 0.19 + 0.81;
    const scaled = 700 * 0.19 + 0.81;
    expect(relativeError(later, [1, 1, 0, 0, mean, 10 * mean, variance, scaled])).toBeLessThan(1e-12);
    const { y } = await evaluate(
      { p: [8], x: [1, 2] },
      (leaves) => ({ y: network.sample(leaves['p']!, leaves['x']!) }),
      { p: later, x: [5, 5] },
    );
    const at = (value: number, m: number, v: number): number => (value - m) / Math.sqrt(v + 1e-5);
    expect(relativeError(y!, [at(5, mean, variance), at(5, 10 * mean, scaled)])).toBeLessThan(1e-12);
  });

  it('leaves the averages where the batch is not known', async () => {
    const start = network.initial(createRandom(1));
    expect(await carried(network, start, 1)).toEqual(Array.from(start));
  });

  it('goes by the batch in training: a batch twice as large of the same samples gives the same', async () => {
    const { once, twice } = await evaluate(
      { p: [8], x: [3, 2] },
      (leaves) => ({
        once: network.apply(leaves['p']!, leaves['x']!),
        twice: slice(network.apply(leaves['p']!, concat([leaves['x']!, leaves['x']!], 0)), 0, 3, 6),
      }),
      { p: network.initial(createRandom(1)), x },
    );
    expect(relativeError(twice!, once!)).toBeLessThan(1e-12);
    const column = [0, 2, 4].map((at) => once![at]!);
    expect(column.reduce((a, b) => a + b)).toBeCloseTo(0, 12);
    expect(column.reduce((a, b) => a + b * b, 0) / 3).toBeCloseTo(1, 5);
  });
});
