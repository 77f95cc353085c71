import { describe, expect, it } from 'vitest';
import { grad, mul, slice, sum, type Tensor } from '../../../src/graph/index.ts';
import { createNetwork, networkShape } from '../../../src/nn/index.ts';
import { evaluate, flat, readReference, relativeError } from './helpers.ts';

describe('minibatch discrimination', () => {
  const { inputs, parameters, expected } = readReference('minibatch_discrimination');
  const layers = [{ 'minibatch-discrimination': 3, dimensions: 2, initializer: 'glorot-uniform' }] as const;
  const network = createNetwork(layers, [4], 'discriminator');

  it("gives PyTorch's outputs and gradients beside its inputs", async () => {
    const result = await evaluate(
      { parameters: [network.size], h: [5, 4], back: [5, 3] },
      ({ parameters: t, h, back }) => {
        const made = network.apply(t!, h!);
        const out = slice(made, 1, 4, 7);
        const loss = sum(mul(out, back!));
        const [byH, byT] = grad(loss, [h!, t!]);
        return { inputs: slice(made, 1, 0, 4), out, loss, byH: byH!, byT: byT! };
      },
      { parameters: flat(parameters.t), h: flat(inputs.h), back: flat(inputs.back) },
    );
    expect(result['inputs']).toEqual(flat(inputs.h));
    expect(relativeError(result['out']!, flat(expected.out))).toBeLessThan(1e-12);
    expect(result['loss']![0]).toBeCloseTo(expected.loss, 12);
    expect(relativeError(result['byH']!, flat(expected.gradient_h))).toBeLessThan(1e-9);
    expect(relativeError(result['byT']!, flat(expected.gradient_t))).toBeLessThan(1e-9);
  });

  it('has the size that its shape rule says, and is no function of one sample', () => {
    expect(network.samplewise).toBe(false);
    expect(networkShape(layers, [4])).toMatchObject({ output: [7], parameters: network.size });
    expect(network.output).toEqual([7]);
  });
});

describe('minibatch-stddev', () => {
  const network = createNetwork([{ 'minibatch-stddev': 2 }], [2], 'discriminator');
  const apply = (x: Tensor): Tensor => network.apply(x, x);

  it('adds the mean deviation of each group', async () => {
    // Deviations of the first group: 1 and 3; of the second: 0 and 0
    const x = [1, 0, 3, 6, 5, 5, 5, 5];
    const { y } = await evaluate({ x: [4, 2] }, (leaves) => ({ y: apply(leaves['x']!) }), { x });
    expect(relativeError(y!, [1, 0, 2, 3, 6, 2, 5, 5, 1e-4, 5, 5, 1e-4])).toBeLessThan(1e-8);
    expect(networkShape([{ 'minibatch-stddev': 2 }], [2])).toMatchObject({ output: [3], parameters: 0 });
  });

  it('has a finite gradient where all samples are the same', async () => {
    const { g } = await evaluate({ x: [2, 2] }, ({ x }) => ({ g: grad(sum(slice(apply(x!), 1, 2, 3)), [x!])[0]! }), {
      x: [1, 1, 1, 1],
    });
    expect(g).toEqual([0, 0, 0, 0]);
  });
});
