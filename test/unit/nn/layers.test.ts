/** Each layer, in a network, against PyTorch in double precision (test/data/layers): values, gradients, second order. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resolveConfig, type ConfigInput, type LayerConfig } from '../../../src/config/index.ts';
import { add, grad, mean, mul, reshape, slice, sqrt, square, sub, sum } from '../../../src/graph/index.ts';
import { createNetwork, networkShape } from '../../../src/nn/index.ts';
import { evaluate, relativeError } from './helpers.ts';

interface Case {
  readonly layers: ConfigInput['generator']['layers'];
  readonly shape: readonly number[];
  readonly batch: number;
  readonly parameters: number[];
  /** What is not learned and comes after all that is. */
  readonly carried: number[];
  readonly x: number[];
  readonly back: number[];
  readonly expected: {
    readonly shape: number[];
    readonly output: number[];
    readonly by_x: number[];
    readonly by_parameters: number[];
    readonly penalty: number;
    readonly penalty_by_x: number[];
    readonly penalty_by_parameters: number[];
  };
}

const folder = new URL('../../data/layers/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (name: string): Case => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Case;

/** With every default filled in. */
function resolved(layers: Case['layers']): readonly LayerConfig[] {
  const data = { type: 'ring', modes: 8, radius: 1, std: 1 } as const;
  return resolveConfig({ data, latent: 1, generator: { layers }, discriminator: { layers } }).generator.layers;
}

it('there are cases', () => expect(names.length).toBeGreaterThan(2));

describe.each(names)('%s', (name) => {
  const { layers, shape, batch, parameters, carried, x, back, expected } = read(name);
  const network = createNetwork(resolved(layers), shape, 'generator');

  it("gives PyTorch's numbers, gradients and the gradients of a slope's penalty", async () => {
    const made = await evaluate(
      { p: [network.size], x: [batch, ...shape], back: [batch, ...expected.shape] },
      ({ p, x: given, back: cotangent }) => {
        const output = network.apply(p!, given!);
        const [byX, byParameters] = grad(sum(mul(output, cotangent!)), [given!, p!]);
        const norms = sqrt(add(sum(square(reshape(byX!, [batch, -1])), 1), 1e-24));
        const penalty = mean(square(sub(norms, 1)));
        const [penaltyByX, penaltyByParameters] = grad(penalty, [given!, p!]);
        return {
          output,
          by_x: byX!,
          by_parameters: slice(byParameters!, 0, 0, parameters.length),
          penalty,
          penalty_by_x: penaltyByX!,
          penalty_by_parameters: slice(penaltyByParameters!, 0, 0, parameters.length),
        };
      },
      { p: [...parameters, ...carried], x, back },
    );
    for (const [key, numbers] of Object.entries(made)) {
      expect(relativeError(numbers, [expected[key as keyof typeof expected]].flat()), key).toBeLessThan(1e-9);
    }
  });

  it('has the shape and size that its shape rules say, with defaults and without', () => {
    expect(network.output).toEqual(expected.shape);
    for (const form of [layers, resolved(layers)]) {
      expect(networkShape(form, shape)).toMatchObject({ output: expected.shape, parameters: parameters.length });
    }
    expect(network.size).toBe(parameters.length + carried.length);
  });
});
