import { describe, expect, it } from 'vitest';
import type { Initializer, LayerConfig } from '../../../src/config/index.ts';
import { createNetwork } from '../../../src/nn/index.ts';
import { createRandom } from '../../../src/random/index.ts';

const inputs = 300;
const outputs = 200;

function drawn(initializer: Initializer, seed = 1) {
  const layer: LayerConfig = { dense: outputs, activation: 'linear', initializer, bias: true };
  const vector = createNetwork([layer], [inputs], 'generator').initial(createRandom(seed));
  return { weight: vector.subarray(0, inputs * outputs), bias: vector.subarray(inputs * outputs) };
}

/** Of 60,000 draws: known to about 1 %. */
function moments(values: Float64Array) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return { mean, std, largest: values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) };
}

describe('initialisers', () => {
  // The limits and deviations of the papers, for 300 inputs and 200 outputs
  const uniform: [Initializer, number][] = [
    ['glorot-uniform', Math.sqrt(6 / 500)],
    ['he-uniform', Math.sqrt(6 / 300)],
    ['lecun-uniform', Math.sqrt(3 / 300)],
    ['fan-in-uniform', 1 / Math.sqrt(300)],
  ];
  it.each(uniform)('%s is uniform within %d', (name, limit) => {
    const { mean, std, largest } = moments(drawn(name).weight);
    expect(Math.abs(mean)).toBeLessThan(0.02 * limit);
    expect(std / (limit / Math.sqrt(3))).toBeCloseTo(1, 1.7);
    expect(largest).toBeLessThanOrEqual(limit);
    expect(largest).toBeGreaterThan(0.999 * limit);
  });

  const normal: [Initializer, number][] = [
    ['glorot-normal', Math.sqrt(2 / 500)],
    ['he-normal', Math.sqrt(2 / 300)],
    ['lecun-normal', Math.sqrt(1 / 300)],
    ['small-normal', 0.02],
  ];
  it.each(normal)('%s is normal with standard deviation %d', (name, deviation) => {
    const { mean, std, largest } = moments(drawn(name).weight);
    expect(Math.abs(mean)).toBeLessThan(0.02 * deviation);
    expect(std / deviation).toBeCloseTo(1, 1.7);
    // Of 60,000 normal numbers the largest is beyond 3.5 deviations, which no uniform one of that deviation is
    expect(largest).toBeGreaterThan(3.5 * deviation);
  });

  it('starts biases at 0, but for what PyTorch does by default', () => {
    for (const [name] of [...uniform, ...normal]) {
      const { largest } = moments(drawn(name).bias);
      if (name === 'fan-in-uniform') {
        expect(largest).toBeGreaterThan(0.9 / Math.sqrt(inputs));
        expect(largest).toBeLessThanOrEqual(1 / Math.sqrt(inputs));
      } else expect(largest).toBe(0);
    }
  });

  it('depends on the seed alone, and every number is one of float32', () => {
    expect(drawn('he-normal', 3).weight).toEqual(drawn('he-normal', 3).weight);
    expect(drawn('he-normal', 3).weight).not.toEqual(drawn('he-normal', 4).weight);
    expect(drawn('he-normal').weight.every((value) => Math.fround(value) === value)).toBe(true);
  });

  it.each([
    [12, 5],
    [5, 12],
    [7, 7],
  ])('orthogonal is a matrix of %i x %i with orthogonal rows or columns of length 1', (rows, columns) => {
    const layer: LayerConfig = { dense: columns, activation: 'linear', initializer: 'orthogonal', bias: false };
    const weight = createNetwork([layer], [rows], 'generator').initial(createRandom(1));
    const wide = columns > rows;
    const at = (line: number, k: number): number => (wide ? weight[line * columns + k]! : weight[k * columns + line]!);
    const [lines, length] = wide ? [rows, columns] : [columns, rows];
    for (let i = 0; i < lines; i++) {
      for (let j = 0; j < lines; j++) {
        let product = 0;
        for (let k = 0; k < length; k++) product += at(i, k) * at(j, k);
        expect(product).toBeCloseTo(i === j ? 1 : 0, 6);
      }
    }
  });

  it('counts the windows of convolutions as inputs and outputs', () => {
    const limitOf = (layer: LayerConfig): number =>
      createNetwork([layer], [30, 8, 8], 'generator')
        .initial(createRandom(1))
        .reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const rest = { kernel: 4, stride: 2, padding: 1, activation: 'linear', bias: false } as const;
    const he = { ...rest, initializer: 'he-uniform' } as const;
    const glorot = { ...rest, initializer: 'glorot-uniform' } as const;
    expect(limitOf({ conv2d: 20, ...he }) / Math.sqrt(6 / (30 * 16))).toBeCloseTo(1, 2);
    expect(limitOf({ conv2d: 20, ...glorot }) / Math.sqrt(6 / (50 * 16))).toBeCloseTo(1, 2);
    // Of the 16 places of a window a fourth reach one pixel at stride 2
    expect(limitOf({ 'conv2d-transpose': 20, ...he }) / Math.sqrt(6 / (30 * 4))).toBeCloseTo(1, 2);
  });
});
