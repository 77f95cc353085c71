import { describe, expect, it } from 'vitest';
import type { Activation, LayerConfig } from '../../../src/config/index.ts';
import { activations, createNetwork } from '../../../src/nn/index.ts';
import { evaluate, flat, relativeError, vectorOf, readReference } from './helpers.ts';

const reference = readReference('objectives_tanh_mlp');

const dense = (units: number, activation: Activation = 'linear', bias = true): LayerConfig => ({
  dense: units,
  activation,
  initializer: 'glorot-uniform',
  bias,
});

describe('networks', () => {
  it('lays all parameters into one vector, layer by layer', () => {
    const network = createNetwork([dense(3, 'relu'), dense(2, 'linear', false)], [4], 'generator');
    expect(network.size).toBe(4 * 3 + 3 + 3 * 2);
    expect(network.output).toEqual([2]);
    expect(network.slices).toEqual([
      { name: 'layers[0].weight', shape: [4, 3], start: 0, end: 12 },
      { name: 'layers[0].bias', shape: [3], start: 12, end: 15 },
      { name: 'layers[1].weight', shape: [3, 2], start: 15, end: 21 },
    ]);
  });

  it("gives PyTorch's scores for PyTorch's weights", async () => {
    const network = createNetwork([dense(5, 'tanh'), dense(4, 'tanh'), dense(1)], [2], 'discriminator');
    const { scores } = await evaluate(
      { parameters: [network.size], x: [4, 2] },
      ({ parameters, x }) => ({ scores: network.apply(parameters!, x!) }),
      { parameters: vectorOf(reference.parameters), x: flat(reference.inputs.real) },
    );
    expect(relativeError(scores!, reference.expected.score_real)).toBeLessThan(1e-12);
  });

  it('applies each activation as its formula says', async () => {
    const x = [-3, -0.5, 0, 0.25, 2];
    const erf = (value: number): number => {
      // Abramowitz and Stegun 7.1.5, enough terms for |x| < 3
      let term = value;
      let sum = value;
      for (let n = 1; n < 60; n++) {
        term *= -(value * value) / n;
        sum += term / (2 * n + 1);
      }
      return (2 / Math.sqrt(Math.PI)) * sum;
    };
    const formulas: Record<Activation, (x: number) => number> = {
      linear: (v) => v,
      relu: (v) => Math.max(0, v),
      'leaky-relu': (v) => (v > 0 ? v : 0.2 * v),
      elu: (v) => (v > 0 ? v : Math.exp(v) - 1),
      selu: (v) => (v > 0 ? 1.0507009873554805 * v : 1.7580993408473766 * (Math.exp(v) - 1)),
      gelu: (v) => (v * (1 + erf(v / Math.SQRT2))) / 2,
      silu: (v) => v / (1 + Math.exp(-v)),
      tanh: Math.tanh,
      sigmoid: (v) => 1 / (1 + Math.exp(-v)),
      softplus: (v) => Math.log(1 + Math.exp(v)),
    };
    for (const [name, formula] of Object.entries(formulas) as [Activation, (x: number) => number][]) {
      const { y } = await evaluate({ x: [5] }, (inputs) => ({ y: activations[name](inputs['x']!) }), { x });
      expect(relativeError(y!, x.map(formula)), name).toBeLessThan(1e-7);
    }
  });
});
