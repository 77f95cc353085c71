import { describe, expect, it } from 'vitest';
import type { ConfigInput, OptimizerInput, UpdateOrder } from '../../../src/config/index.ts';
import { planStep, type StepPlan } from '../../../src/gan/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { flat, relativeError, runProgram, vectorOf, type Values, readReference, type Weights } from '../nn/helpers.ts';
import { draw, only, tinyConfig } from './helpers.ts';

const reference = readReference('unrolled_2_adam');

type State = Record<string, number[]>;

const plan = (training: ConfigInput['training'], changes: Partial<ConfigInput> = {}): StepPlan =>
  planStep(tinyConfig({ ...changes, training: { batch: 5, ...training } }), { shape: [2] });

const start = (made: StepPlan): Values => made.initialState(createRandom(7));

describe("a whole step against PyTorch's", () => {
  const { discriminator, generator } = reference.parameters;
  const { d_loss, d_after_step, d_gradients, g_gradients_without_unrolling } = reference.expected;
  const adam = { type: 'adam', learningRate: 0.05, beta1: 0.5 } as const;
  const feeds = {
    'discriminator[0]/real': flat(reference.inputs.real),
    'discriminator[0]/latent': flat(reference.inputs.z_for_d_step),
    'generator[0]/latent': flat(reference.inputs.z_for_g_step),
  };
  const begin = (made: StepPlan): Values => ({
    ...start(made),
    'discriminator/parameters': vectorOf(discriminator),
    'generator/parameters': vectorOf(generator),
  });

  it('has its loss, its update of D by Adam, and its gradient of G against the new D', async () => {
    // A step of plain descent at rate 1 shows G's gradient
    const made = plan(
      {},
      {
        generator: {
          layers: [{ dense: 3, activation: 'tanh' }, { dense: 2 }],
          optimizer: { type: 'sgd', learningRate: 1 },
        },
        discriminator: { layers: [{ dense: 3, activation: 'tanh' }, { dense: 1 }], optimizer: adam },
      },
    );
    const { outputs, state } = await runProgram(made.whole, feeds, begin(made));
    expect(outputs['loss/discriminator']![0]).toBeCloseTo(d_loss, 12);
    expect(relativeError(state['discriminator/parameters']!, vectorOf(d_after_step))).toBeLessThan(1e-12);
    const moved = vectorOf(generator).map((before, i) => before - state['generator/parameters']![i]!);
    expect(relativeError(moved, vectorOf(g_gradients_without_unrolling))).toBeLessThan(1e-9);
    const norm = (gradients: Weights): number => Math.hypot(...vectorOf(gradients));
    expect(outputs['grad_norm/discriminator']![0]).toBeCloseTo(norm(d_gradients), 12);
    expect(outputs['grad_norm/generator']![0]).toBeCloseTo(norm(g_gradients_without_unrolling), 12);
  });
});

describe("a step's gradients agree with finite differences", () => {
  const descend = { type: 'sgd', learningRate: 1 } as const;
  const orders: UpdateOrder[] = ['discriminator-first', 'generator-first', 'simultaneous'];
  it.each(orders)('%s', async (order) => {
    const made = plan({ order, optimizer: descend });
    const feeds = draw(made);
    const before = start(made);
    const { state: after } = await runProgram(made.whole, feeds, before);
    const last = made.phases.length === 1 ? 0 : 1;
    for (const [turn, phase] of made.phases.entries()) {
      // The state in which the turn was taken
      let at = before;
      for (const earlier of made.phases.slice(0, turn)) {
        at = (await runProgram(earlier.program, only(feeds, earlier.program), at)).state;
      }
      const players =
        last === 0 ? ['generator', 'discriminator'] : [phase.name.startsWith('g') ? 'generator' : 'discriminator'];
      for (const player of players) {
        const slot = `${player}/parameters`;
        const loss = async (parameters: number[]): Promise<number> => {
          const { outputs } = await runProgram(phase.program, only(feeds, phase.program), {
            ...at,
            [slot]: parameters,
          });
          return outputs[`loss/${player}`]![0]!;
        };
        const here = Array.from(at[slot]!);
        const step = 1e-5;
        const differences: number[] = [];
        for (let i = 0; i < here.length; i++) {
          const there = async (sign: number): Promise<number> =>
            loss(here.map((value, j) => (j === i ? value + sign * step : value)));
          differences.push(((await there(1)) - (await there(-1))) / (2 * step));
        }
        const moved = here.map((value, i) => value - after[slot]![i]!);
        expect(relativeError(moved, differences)).toBeLessThan(1e-7);
      }
    }
  });
});

describe('the order of turns', () => {
  const phases = (training: ConfigInput['training']): string[] => plan(training).phases.map(({ name }) => name);

  it('is as the config says, each turn as often as it says', () => {
    expect(phases({})).toEqual(['discriminator[0]', 'generator[0]']);
    expect(phases({ discriminatorSteps: 2, generatorSteps: 3 })).toEqual([
      ...['discriminator[0]', 'discriminator[1]'],
      ...['generator[0]', 'generator[1]', 'generator[2]'],
    ]);
    expect(phases({ order: 'generator-first', discriminatorSteps: 2 })).toEqual([
      ...['generator[0]', 'discriminator[0]', 'discriminator[1]'],
    ]);
    expect(phases({ order: 'simultaneous' })).toEqual(['both']);
  });

  it('draws a fresh batch and fresh noise for every turn', () => {
    const { feeds } = plan({ discriminatorSteps: 2, generatorSteps: 2 });
    expect(feeds.map(({ name, kind }) => `${name} ${kind}`).sort()).toEqual([
      ...['discriminator[0]/latent normal', 'discriminator[0]/real real'],
      ...['discriminator[1]/latent normal', 'discriminator[1]/real real'],
      ...['generator[0]/latent normal', 'generator[1]/latent normal'],
    ]);
  });

  it('decides which parameters the other player meets', async () => {
    const after = async (order: UpdateOrder): Promise<State> => {
      const made = plan({ order });
      // The same draws for the same player, whatever the turn is called
      const feeds = made.feeds.map(({ name, shape }) => {
        const values = new Float64Array(shape[0]! * shape[1]!);
        const [player, kind] = [/generator|discriminator/.exec(name)![0], /real|latent/.exec(name)![0]];
        createRandom(1).split(player).split(kind).fillNormal(values);
        return [name, values] as const;
      });
      return (await runProgram(made.whole, Object.fromEntries(feeds), start(made))).state;
    };
    const [first, second, both] = [
      await after('discriminator-first'),
      await after('generator-first'),
      await after('simultaneous'),
    ];
    const [d, g] = ['discriminator/parameters', 'generator/parameters'];
    // Who moves first meets the other as it was, which in a simultaneous step both do
    expect(first[d]).toEqual(both[d]);
    expect(second[g]).toEqual(both[g]);
    expect(first[g]).not.toEqual(both[g]);
    expect(second[d]).not.toEqual(both[d]);
  });
});

describe('phases one after the other', () => {
  const trainings: NonNullable<ConfigInput['training']>[] = [
    {},
    { order: 'generator-first', discriminatorSteps: 3, generatorSteps: 2 },
    { order: 'simultaneous' },
    { discriminatorSteps: 2, optimizer: { type: 'rmsprop', momentum: 0.5, gradientClip: { norm: 0.1 } } },
    { optimizer: { type: 'adamw', schedule: { type: 'linear' }, gradientClip: { value: 0.01 } } },
  ];
  it.each(trainings)('give the same bits as the whole step: %j', async (training) => {
    const made = plan(training);
    const feeds = draw(made);
    const whole = await runProgram(made.whole, feeds, start(made));
    let state: Values = start(made);
    let outputs: State = {};
    for (const { program } of made.phases) {
      const phase = await runProgram(program, only(feeds, program), state);
      state = phase.state;
      outputs = { ...outputs, ...phase.outputs };
    }
    expect(state).toEqual(whole.state);
    expect(outputs).toEqual(whole.outputs);
  });
});

describe('a plan', () => {
  it('names its signals as the log does', () => {
    expect(Object.keys(plan({}).whole.outputs).sort()).toEqual([
      ...['grad_norm/discriminator', 'grad_norm/generator', 'gradient_share/generator'],
      ...['loss/discriminator', 'loss/generator', 'score/fake', 'score/real'],
    ]);
  });

  it('is fed a learning rate only where it changes', () => {
    const rates = (optimizer: OptimizerInput): string[] =>
      plan({ optimizer })
        .feeds.filter(({ kind }) => kind === 'learning-rate')
        .map(({ name }) => name);
    expect(rates({ type: 'adam' })).toEqual([]);
    expect(rates({ type: 'adam', schedule: { type: 'cosine' } }).sort()).toEqual([
      ...['learning_rate/discriminator', 'learning_rate/generator'],
    ]);
  });

  it('moves by the learning rate that it is fed', async () => {
    const made = plan({ optimizer: { type: 'sgd', learningRate: 0.5, schedule: { type: 'linear' } } });
    const moved = async (rate: number): Promise<number[]> => {
      const feeds = { ...draw(made), 'learning_rate/discriminator': [rate], 'learning_rate/generator': [0] };
      const { state } = await runProgram(made.whole, feeds, start(made));
      return state['discriminator/parameters']!.map((value, i) => value - start(made)['discriminator/parameters']![i]!);
    };
    const [once, twice] = [await moved(0.1), await moved(0.2)];
    expect(
      relativeError(
        twice,
        once.map((value) => 2 * value),
      ),
    ).toBeLessThan(1e-9);
  });

  it('starts from the same numbers for the same seed, the networks from different ones', () => {
    const made = plan({});
    expect(made.initialState(createRandom(3))).toEqual(made.initialState(createRandom(3)));
    expect(made.initialState(createRandom(3))).not.toEqual(made.initialState(createRandom(4)));
    const { 'generator/parameters': g, 'discriminator/parameters': d } = made.initialState(createRandom(3));
    expect(g!.subarray(0, 6)).not.toEqual(d!.subarray(0, 6));
    expect(made.parameters).toEqual({ generator: 'generator/parameters', discriminator: 'discriminator/parameters' });
  });

  it('generates with the parameters of the step', async () => {
    const made = plan({});
    const generate = made.generate(3);
    const { outputs } = await runProgram(
      generate,
      { latent: [0, 0, 0, 0, 1, 2] },
      only(start(made), { inputs: generate.state }),
    );
    const w = start(made)['generator/parameters']!;
    // tanh(z W1 + b1) W2 + b2 by hand, for z = [1, 2] and biases 0
    const hidden = [0, 1, 2].map((j) => Math.tanh(w[j]! + 2 * w[3 + j]!));
    const expected = [0, 1].map((k) => hidden.reduce((sum, h, j) => sum + h * w[9 + 2 * j + k]!, 0));
    expect(outputs['samples']!.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(relativeError(outputs['samples']!.slice(4), expected)).toBeLessThan(1e-12);
  });
});
