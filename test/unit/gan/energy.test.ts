/** The objective `energy`: D as an autoencoder, plain and variational, and the pulling-away term. */
import { describe, expect, it } from 'vitest';
import { resolveConfig, type ConfigInput, type ObjectiveInput } from '../../../src/config/index.ts';
import { createObjective, planStep } from '../../../src/gan/index.ts';
import { grad, program, type Program } from '../../../src/graph/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { describeEach, fast } from '../engine/each.ts';
import { run } from '../engine/helpers.ts';
import { flat, readReference, relativeError, runProgram, transposed, type Values } from '../nn/helpers.ts';
import { draw, only, tinyConfig } from './helpers.ts';

const layers = [{ dense: 3, activation: 'tanh' as const }, { dense: 4 }];

/** The objective as a config with this autoencoder has it. */
function objectiveOf(objective: ObjectiveInput) {
  const config = resolveConfig({
    data: { type: 'mixture', means: [[0, 0, 0, 0]], stds: 1 },
    latent: 2,
    generator: { layers: [{ dense: 4 }] },
    discriminator: { layers },
    objective,
  } satisfies ConfigInput);
  return { objective: createObjective(config.objective), config };
}

const reference = readReference('ebgan_pulling_away');
const { inputs, parameters, expected } = reference;
const vector = (weights: Readonly<Record<'we' | 'be' | 'wd' | 'bd', unknown>>): number[] => [
  ...flat(transposed(weights.we as number[][])),
  ...flat(weights.be),
  ...flat(transposed(weights.wd as number[][])),
  ...flat(weights.bd),
];

/** Both losses and their gradients, by the objective's own code. */
function losses(): Program {
  const { objective, config } = objectiveOf({ type: 'energy', margin: inputs.margin });
  const network = objective.judge!(config.discriminator.layers, [4]);
  return program({ inputs: { p: [network.size], real: [4, 4], fake: [4, 4] }, state: {} }, ({ p, real, fake }) => {
    const judge = (x: typeof real) => network.judge(p, x, { normal: () => p });
    const [ofReal, ofFake] = [judge(real), judge(fake)];
    const d = objective.discriminator(ofReal.output, ofFake.output);
    const g = objective.generatorLoss!(
      objective.generator(ofFake.output, () => ofReal.output),
      ofFake,
    );
    return {
      state: {},
      outputs: {
        scoreReal: ofReal.score,
        codes: ofFake.code!,
        d,
        dGradient: grad(d, [p])[0]!,
        g: g.loss,
        gByFake: grad(g.loss, [fake])[0]!,
        pulling: g.signals['energy/pulling_away']!,
        pullingByFake: grad(g.signals['energy/pulling_away']!, [fake])[0]!,
      },
    };
  });
}

const feeds = { p: vector(parameters), real: flat(inputs.real), fake: flat(inputs.fake) };

function agree(outputs: Readonly<Record<string, number[]>>, tolerance: number): void {
  const tenth = (values: unknown): number[] => flat(values).map((value) => 0.1 * value);
  const pairs: readonly (readonly [name: string, expected: number[]])[] = [
    ['scoreReal', expected.energy_real.map((energy) => -energy)],
    ['codes', flat(expected.codes_fake)],
    ['d', [expected.d_loss]],
    ['dGradient', vector(expected.d_gradients)],
    ['g', [expected.g_loss]],
    ['gByFake', flat(expected.g_gradient_by_fake)],
    ['pulling', tenth(expected.pulling_away)],
    ['pullingByFake', tenth(expected.pulling_away_gradient_by_fake)],
  ];
  for (const [name, numbers] of pairs) {
    expect(relativeError(outputs[name]!, numbers), name).toBeLessThan(tolerance);
  }
}

describe("EBGAN gives PyTorch's energies, losses and gradients", () => {
  it('in double precision', async () => agree((await runProgram(losses(), feeds)).outputs, 1e-9));
});

describeEach(fast, "EBGAN gives PyTorch's losses and gradients", (engine) => {
  it('in single precision', async () => {
    const single = Object.fromEntries(Object.entries(feeds).map(([name, values]) => [name, Float32Array.from(values)]));
    agree((await run(engine, losses(), single)).outputs, 1e-4);
  });
});

describe('a step with energies', () => {
  const plan = (objective: ObjectiveInput, code = 3, changes: Partial<ConfigInput> = {}) =>
    planStep(
      tinyConfig({
        objective,
        discriminator: { layers: [{ dense: code, activation: 'tanh' }, { dense: 2 }] },
        ...changes,
      }),
      { shape: [2] },
    );
  const first = async (made: ReturnType<typeof plan>) => {
    const start = made.initialState(createRandom(3));
    return { start, ...(await runProgram(made.whole, draw(made), start)) };
  };

  it('is the same for the word as for the object without settings', async () => {
    expect((await first(plan('energy'))).state).toEqual((await first(plan({ type: 'energy' }))).state);
  });

  it('has scores below 0, and adds the pulling-away term with its weight', async () => {
    const [without, weighted] = [
      (await first(plan({ type: 'energy', pullingAway: 0 }))).outputs,
      (await first(plan({ type: 'energy', pullingAway: 3 }))).outputs,
    ];
    expect(weighted['score/real']![0]).toBeLessThan(0);
    expect(weighted['score/fake']![0]).toBeLessThan(0);
    const term = weighted['energy/pulling_away']![0]!;
    expect(term).toBeGreaterThan(0);
    expect(term).toBeLessThanOrEqual(3);
    expect(weighted['loss/generator']![0]).toBeCloseTo(without['loss/generator']![0]! + term, 12);
    expect(without).not.toHaveProperty('energy/pulling_away');
  });

  it('takes the code from the narrowest layer, or from the one that the config names', async () => {
    const deep = (codeLayer?: number) =>
      plan({ type: 'energy', ...(codeLayer !== undefined && { codeLayer }) }, 3, {
        discriminator: {
          layers: [{ dense: 4 }, { dense: 1, activation: 'tanh' }, { dense: 1 }, { dense: 4 }, { dense: 2 }],
        },
      });
    // Codes of one number all point one way or the opposite one, those of four do not
    expect((await first(deep())).outputs['energy/pulling_away']![0]).toBeCloseTo(0.1, 9);
    expect((await first(deep(0))).outputs['energy/pulling_away']![0]).toBeLessThan(0.099);
  });

  it('with a variational D has the gradients that finite differences have', async () => {
    const made = plan({ type: 'energy', variational: true, beta: 0.3, margin: 5 }, 4, {
      training: { batch: 3, optimizer: { type: 'sgd', learningRate: 1 } },
    });
    const drawn = draw(made);
    expect(made.feeds.filter(({ name }) => name.includes('objective')).map(({ shape }) => shape)).toEqual([
      [6, 2],
      [3, 2],
    ]);
    let at: Values = made.initialState(createRandom(3));
    for (const [turn, player] of (['discriminator', 'generator'] as const).entries()) {
      const phase = made.phases[turn]!.program;
      const slot = `${player}/parameters`;
      const before = at;
      const there = async (values: number[]) =>
        (await runProgram(phase, only(drawn, phase), { ...before, [slot]: values })).outputs[`loss/${player}`]![0]!;
      const here = Array.from(before[slot]!);
      const differences: number[] = [];
      for (let i = 0; i < here.length; i++) {
        const moved = (by: number) => there(here.map((value, j) => (i === j ? value + by : value)));
        differences.push(((await moved(1e-5)) - (await moved(-1e-5))) / 2e-5);
      }
      const after = (await runProgram(phase, only(drawn, phase), before)).state;
      const gradient = here.map((value, i) => value - after[slot]![i]!);
      expect(relativeError(gradient, differences)).toBeLessThan(1e-7);
      at = after;
    }
  });

  it('with a variational D counts the divergence of the code from a standard normal one', async () => {
    const { objective, config } = objectiveOf({ type: 'energy', variational: true, beta: 2 });
    const linear = config.discriminator.layers.map((layer) => ({ ...layer, activation: 'linear' as const }));
    const network = objective.judge!([{ ...linear[0]!, dense: 2 }, linear[1]!], [4]);
    // All weights 0: the mean is the first bias, the log variance the second, and what comes out is 0
    const [mean, logVariance] = [0.7, -1.2];
    const p = new Array<number>(network.size).fill(0);
    [p[8], p[9]] = [mean, logVariance];
    const made = program({ inputs: { p: [network.size], x: [1, 4], e: [1, 1] }, state: {} }, ({ p: q, x, e }) => ({
      state: {},
      outputs: { score: network.judge(q, x, { normal: () => e }).score },
    }));
    const { score } = (await runProgram(made, { p, x: [1, 2, 3, 4], e: [0.5] })).outputs;
    const divergence = 0.5 * (Math.exp(logVariance) + mean ** 2 - 1 - logVariance);
    expect(score![0]).toBeCloseTo(-(30 / 4 + 2 * divergence), 12);
  });
});
