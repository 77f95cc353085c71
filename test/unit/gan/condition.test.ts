/** Networks that are told the class of each sample: against PyTorch, finite differences, and what a class is for. */
import { describe, expect, it } from 'vitest';
import type { ConditionConfig, ConfigInput, LayerConfig, MechanismInput } from '../../../src/config/index.ts';
import { conditionalJudge, objectives, penaltyTerm, planStep, type StepPlan } from '../../../src/gan/index.ts';
import { grad, type Tensor } from '../../../src/graph/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { evaluate, flat, readReference, relativeError, runProgram, transposed, type Weights } from '../nn/helpers.ts';
import { draw, only, tinyConfig } from './helpers.ts';

const reference = readReference('conditional');
const classes = 3;

const dense = (units: number, activation: 'tanh' | 'linear'): LayerConfig => ({
  dense: units,
  activation,
  initializer: 'glorot-uniform',
  bias: true,
});
const mlp: LayerConfig[] = [dense(4, 'tanh'), dense(1, 'linear')];
const convolutional: LayerConfig[] = [
  {
    conv2d: 2,
    kernel: 3,
    stride: 2,
    padding: 1,
    activation: 'leaky-relu',
    initializer: 'glorot-uniform',
    bias: true,
    spectralNorm: false,
  },
  dense(1, 'linear'),
];

/** Linear weights are transposed, filters and tables lie as they are. */
const vectorOf = (p: Weights): number[] =>
  Object.entries(p).flatMap(([name, values]) =>
    name.startsWith('w') ? flat(transposed(values as number[][])) : flat(values),
  );

const cases: [keyof typeof reference.cases, ConditionConfig, LayerConfig[]][] = [
  ['concatenation', { type: 'concatenation' }, mlp],
  ['concatenation_embedding', { type: 'concatenation', embedding: 2 }, mlp],
  ['projection', { type: 'projection' }, mlp],
  ['concatenation_images', { type: 'concatenation' }, convolutional],
  ['projection_images', { type: 'projection' }, convolutional],
];

describe("a conditional discriminator has PyTorch's losses and gradients", () => {
  it.each(cases)('%s', async (name, config, layers) => {
    const { parameters, expected } = reference.cases[name];
    const images = layers === convolutional;
    const [real, fake] = images ? (['real_images', 'fake_images'] as const) : (['real', 'fake'] as const);
    const sample = images ? [1, 4, 4] : [2];
    const judge = conditionalJudge(config, classes)(layers, sample);
    const made = await evaluate(
      { p: [judge.size], real: [4, ...sample], fake: [4, ...sample], labels: [4, classes] },
      (leaves) => {
        const [p, x, g, labels] = [leaves['p']!, leaves['real']!, leaves['fake']!, leaves['labels']!];
        const score = (samples: Tensor): Tensor => judge.judge(p, samples, { normal: () => p, labels }).score;
        const objective = objectives['non-saturating'];
        const d = objective.discriminator(score(x), score(g));
        const won = objective.generator(score(g), () => score(x));
        const r1 = penaltyTerm({ type: 'r1', weight: 1 }, { score, real: x, fake: g, uniform: () => p })!;
        const [byFake] = grad(won, [g]);
        return { d, dByP: grad(d, [p])[0]!, won, byFake: byFake!, r1, r1ByP: grad(r1, [p])[0]! };
      },
      {
        p: vectorOf(parameters),
        real: flat(reference.inputs[real]),
        fake: flat(reference.inputs[fake]),
        labels: reference.inputs.labels.flatMap((label) => [0, 1, 2].map((each) => (each === label ? 1 : 0))),
      },
    );
    expect(made['d']![0]).toBeCloseTo(expected.d_loss, 12);
    expect(made['won']![0]).toBeCloseTo(expected.g_loss, 12);
    expect(made['r1']![0]).toBeCloseTo(expected.r1, 12);
    expect(relativeError(made['dByP']!, vectorOf(expected.d_gradients))).toBeLessThan(1e-9);
    expect(relativeError(made['byFake']!, flat(expected.g_gradient_by_fake))).toBeLessThan(1e-9);
    expect(relativeError(made['r1ByP']!, vectorOf(expected.r1_gradients))).toBeLessThan(1e-9);
  });
});

const known = { shape: [2], classes: { names: ['a', 'b', 'c'] } };
const plan = (changes: Partial<ConfigInput>): StepPlan =>
  planStep(tinyConfig({ training: { batch: 6, optimizer: { type: 'sgd', learningRate: 1 } }, ...changes }), known);

describe('a conditional step', () => {
  it.each<NonNullable<ConfigInput['condition']>>([
    { type: 'concatenation' },
    { type: 'concatenation', embedding: 2 },
    { type: 'projection', embedding: 2 },
  ])('has gradients that agree with finite differences: %j', async (condition) => {
    const made = plan({ condition, penalties: [{ type: 'gradient', weight: 0.1 }] });
    const feeds = draw(made);
    let before: Record<string, ArrayLike<number>> = made.initialState(createRandom(7));
    for (const { name, program } of made.phases) {
      const player = name.startsWith('g') ? 'generator' : 'discriminator';
      const slot = `${player}/parameters`;
      const own = only(feeds, program);
      const { state: after, outputs } = await runProgram(program, own, before);
      // The log's loss of D is its objective and penalties together here
      const loss = async (parameters: number[]): Promise<number> =>
        (await runProgram(program, own, { ...before, [slot]: parameters })).outputs[`loss/${player}`]![0]!;
      const here = Array.from(before[slot]!);
      const differences: number[] = [];
      for (let i = 0; i < here.length; i++) {
        const there = (sign: number) => loss(here.map((value, j) => (j === i ? value + sign * 1e-5 : value)));
        differences.push(((await there(1)) - (await there(-1))) / 2e-5);
      }
      const moved = here.map((value, i) => value - after[slot]![i]!);
      expect(relativeError(moved, differences), name).toBeLessThan(1e-7);
      expect(outputs[`grad_norm/${player}`]![0]).toBeCloseTo(Math.hypot(...moved), 12);
      before = after;
    }
  });

  it('draws the classes with the batch that they are of', () => {
    const { feeds } = plan({ condition: { type: 'projection' }, training: { batch: 6, discriminatorSteps: 2 } });
    const labels = feeds.flatMap((feed) => (feed.kind === 'labels' ? [[feed.name, feed.batch, feed.shape]] : []));
    expect(labels.sort()).toEqual([
      ['discriminator[0]/labels', 'discriminator[0]/real', [6, 3]],
      ['discriminator[1]/labels', 'discriminator[1]/real', [6, 3]],
      ['generator[0]/labels', 'generator[0]/real', [6, 3]],
    ]);
  });

  it('needs data with classes', () => {
    const config = tinyConfig({ condition: { type: 'projection' } });
    expect(() => planStep(config, { shape: [2] })).toThrow('a conditional game needs data with classes');
  });

  it('is told nothing where the config has no condition, whatever the data has', () => {
    const made = plan({});
    expect(made.classes).toBe(0);
    expect(made.feeds.some(({ kind }) => kind === 'labels')).toBe(false);
  });
});

describe('a conditional generator', () => {
  it.each<{ mechanisms: MechanismInput[] }>([
    { mechanisms: [] },
    { mechanisms: [{ type: 'generator-average', decay: 0.9 }] },
    { mechanisms: [{ type: 'mad-gan', generators: 3, sharedLayers: 1, identify: false, cosine: 1 }] },
  ])('makes another sample of the same latent for another class, the same for the same: %j', async ({ mechanisms }) => {
    const made = plan({ condition: { type: 'concatenation', embedding: 2 }, mechanisms });
    expect(made.classes).toBe(3);
    const traced = made.generate(3);
    const state = only(made.initialState(createRandom(2)), { inputs: traced.state });
    const latent = [0.5, -1, 0.5, -1, 0.5, -1];
    const samples = async (labels: number[]) =>
      (await runProgram(traced, { latent, labels }, state)).outputs['samples']!;
    const a = await samples([1, 0, 0, 1, 0, 0, 1, 0, 0]);
    const b = await samples([0, 1, 0, 1, 0, 0, 0, 0, 1]);
    expect(b.slice(0, 2)).not.toEqual(a.slice(0, 2));
    expect(b.slice(2, 4)).toEqual(a.slice(2, 4));
    expect(b.slice(4)).not.toEqual(a.slice(4));
  });

  it('carries running averages through its embedding', async () => {
    const made = plan({
      condition: { type: 'concatenation', embedding: 2 },
      generator: { layers: [{ dense: 3 }, { 'batch-norm': true }, { dense: 2 }] },
    });
    const start = made.initialState(createRandom(3));
    const { state } = await runProgram(made.whole, draw(made), start);
    const carried = made.slices['generator']!.filter(({ name }) => /mean|variance/.test(name));
    expect(carried.length).toBeGreaterThan(0);
    for (const { start: from, end } of carried) {
      const slot = 'generator/parameters';
      expect(state[slot]!.slice(from, end)).not.toEqual(Array.from(start[slot]!.slice(from, end)));
    }
    const table = made.slices['generator']!.at(-1)!;
    expect(table).toMatchObject({ name: 'embedding', shape: [3, 2] });
  });
});
