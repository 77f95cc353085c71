import { describe, expect, it } from 'vitest';
import { resolveConfig, type OptimizerConfig, type OptimizerInput } from '../../../src/config/index.ts';
import { grad, mul, program, square, sum, type Tensor } from '../../../src/graph/index.ts';
import { clipGradient, createOptimizer } from '../../../src/nn/index.ts';
import { evaluate, relativeError, runProgram, vectorOf, readReference } from './helpers.ts';

const reference = readReference('unrolled_2_adam');

function resolved(optimizer: OptimizerInput): OptimizerConfig {
  return resolveConfig({
    data: { type: 'ring', modes: 8, radius: 2, std: 0.02 },
    latent: 2,
    generator: { layers: [{ dense: 2 }] },
    discriminator: { layers: [{ dense: 1 }] },
    training: { optimizer },
  }).generator.optimizer;
}

/** Parameters and optimiser state after `calls` updates by the gradient that `gradient` makes of the parameters. */
async function updates(
  input: OptimizerInput,
  start: readonly number[],
  gradient: readonly number[] | ((p: Tensor) => Tensor),
  calls: number,
): Promise<Record<string, number[]>> {
  const config = resolved(input);
  const optimizer = createOptimizer(config);
  const slots = optimizer.slots(start.length);
  const inputs: Record<string, number[]> = typeof gradient === 'function' ? {} : { gradient: [start.length] };
  const traced = program({ inputs, state: { parameters: [start.length], ...slots } }, (fed, state) => {
    const own: Record<string, Tensor> = { ...state };
    const parameters = own['parameters']!;
    const g = typeof gradient === 'function' ? gradient(parameters) : fed['gradient']!;
    const next = optimizer.update(parameters, g, own, config.learningRate);
    return { state: { ...next.state, parameters: next.parameters }, outputs: {} };
  });
  const zeros = Object.entries(slots).map(([name, shape]) => [name, new Array<number>(shape[0] ?? 1).fill(0)]);
  const feeds = typeof gradient === 'function' ? {} : { gradient };
  const state = { ...(Object.fromEntries(zeros) as Record<string, number[]>), parameters: start };
  return (await runProgram(traced, feeds, state, calls)).state;
}

describe('Adam', () => {
  const { d_gradients, d_after_step, d_moments_after_step } = reference.expected;
  const config = { type: 'adam', learningRate: 0.05, beta1: 0.5 } as const;

  it("makes PyTorch's step and moments", async () => {
    const after = await updates(config, vectorOf(reference.parameters.discriminator), vectorOf(d_gradients), 1);
    const moment = (which: 'm' | 'v') =>
      vectorOf(Object.fromEntries(Object.entries(d_moments_after_step).map(([name, of]) => [name, of[which]])));
    expect(relativeError(after['parameters']!, vectorOf(d_after_step))).toBeLessThan(1e-12);
    // Sums instead of running means: after one step, each mean is (1 - beta) times its sum
    const times = (factor: number, numbers: readonly number[]): number[] => numbers.map((each) => factor * each);
    expect(relativeError(times(0.5, after['sum']!), moment('m'))).toBeLessThan(1e-12);
    expect(relativeError(times(0.001, after['squares']!), moment('v'))).toBeLessThan(1e-12);
  });

  it('moves by the learning rate at every step while the gradient stays the same', async () => {
    // Both means then equal what they are the mean of, whatever the betas: a step of rate g / (|g| + epsilon)
    const { parameters } = await updates({ ...config, epsilon: 1e-3 }, [1, 1, 1], [2, -0.5, 1e-3], 7);
    const expected = [2, -0.5, 1e-3].map((g) => 1 - (7 * 0.05 * g) / (Math.abs(g) + 1e-3));
    expect(relativeError(parameters!, expected)).toBeLessThan(1e-12);
  });

  it('stays where it is, with a finite derivative, where the gradient is 0', async () => {
    const { parameters } = await updates(config, [3], [0], 2);
    expect(parameters).toEqual([3]);
    const optimizer = createOptimizer(resolved(config));
    const { derivative } = await evaluate(
      { p: [1], zero: [1], none: [] },
      ({ p, zero, none }) => {
        const gradient = mul(p!, 0);
        const state = { sum: zero!, squares: zero!, sumWeight: none!, squaresWeight: none! };
        const next = optimizer.update(p!, gradient, state, 0.1);
        return { derivative: grad(sum(square(next.parameters)), [p!])[0]! };
      },
      { p: [3], zero: [0], none: [0] },
    );
    expect(derivative).toEqual([6]);
  });

  it('as AdamW takes its share of each parameter away first, whatever the gradient', async () => {
    const { parameters } = await updates({ type: 'adamw', learningRate: 0.1, weightDecay: 0.2 }, [5, -5], [0, 0], 3);
    expect(relativeError(parameters!, [5 * 0.98 ** 3, -5 * 0.98 ** 3])).toBeLessThan(1e-12);
  });
});

describe('SGD', () => {
  const halfSquare = (p: Tensor): Tensor => p; // the gradient of p^2 / 2

  it('shrinks a parabola by 1 - rate each step', async () => {
    const { parameters } = await updates({ type: 'sgd', learningRate: 0.1 }, [4], halfSquare, 10);
    expect(parameters![0]).toBeCloseTo(4 * 0.9 ** 10, 12);
  });

  it('with momentum goes as far as the sum of all powers of it', async () => {
    // A constant gradient: v_t = (1 - m^t) / (1 - m)
    const { parameters } = await updates({ type: 'sgd', learningRate: 1, momentum: 0.5 }, [0], [1], 3);
    expect(parameters![0]).toBeCloseTo(-(1 + 1.5 + 1.75), 12);
  });

  it("with Nesterov's momentum looks one step ahead", async () => {
    const { parameters } = await updates({ type: 'sgd', learningRate: 1, momentum: 0.5, nesterov: true }, [0], [1], 2);
    expect(parameters![0]).toBeCloseTo(-(1 + 0.5 * 1 + 1 + 0.5 * 1.5), 12);
  });
});

describe('RMSProp', () => {
  it('divides by the root of the running mean, epsilon outside', async () => {
    const { parameters } = await updates({ type: 'rmsprop', learningRate: 0.1, decay: 0.9, epsilon: 0.5 }, [0], [2], 2);
    const step = (mean: number): number => (0.1 * 2) / (Math.sqrt(mean) + 0.5);
    expect(parameters![0]).toBeCloseTo(-(step(0.4) + step(0.76)), 12);
  });

  it('adds momentum to what was divided', async () => {
    const config = { type: 'rmsprop', learningRate: 0.1, decay: 0, epsilon: 0, momentum: 0.5 } as const;
    // Without memory the divided gradient is 1
    const { parameters } = await updates({ ...config, epsilon: 1e-12 }, [0], [3], 3);
    expect(parameters![0]).toBeCloseTo(-0.1 * (1 + 1.5 + 1.75), 9);
  });
});

describe('gradient clipping', () => {
  const clipped = async (clip: Parameters<typeof clipGradient>[1], gradient: number[]): Promise<number[]> =>
    (await evaluate({ g: [gradient.length] }, ({ g }) => ({ y: clipGradient(g!, clip) }), { g: gradient }))['y']!;

  it('by norm keeps the direction and gives that norm', async () => {
    const y = await clipped({ norm: 1 }, [3, 4]);
    expect(y[0]).toBeCloseTo(0.6, 6);
    expect(y[1]).toBeCloseTo(0.8, 6);
  });

  it('by norm leaves a small gradient alone', async () => {
    expect(await clipped({ norm: 6 }, [3, -4])).toEqual([3, -4]);
  });

  it('by value cuts each number', async () => {
    expect(await clipped({ value: 0.5 }, [3, -4, 0.1])).toEqual([0.5, -0.5, 0.1]);
  });
});
