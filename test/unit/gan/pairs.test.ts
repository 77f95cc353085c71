/**
 * Every two parts of a game together: refused in the editor with a reason, or they compile, run, change the step, and are
 * the same phase by phase. Parts that add a term to a loss sum to the whole gradient.
 */
import { describe, expect, it } from 'vitest';
import { diagnoseBeyondSchema } from '../../../src/check/index.ts';
import { resolveConfig, type ConfigInput, type PenaltyInput } from '../../../src/config/index.ts';
import { reference } from '../../../src/engine/reference/index.ts';
import { objectives, planStep, type StepPlan } from '../../../src/gan/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { relativeError, runProgram, type Values } from '../nn/helpers.ts';
import { only } from './helpers.ts';
import { configOf, draftOf, pairs, type Part } from './parts.ts';

/** Refused, each with a part of the reason. All others run. */
const refused: readonly (readonly [string, string, reason: string])[] = [
  ['wasserstein', 'mad-gan, classes', 'has a loss of its own'],
  ['least-squares', 'mad-gan, classes', 'has a loss of its own'],
  ['hinge', 'mad-gan, classes', 'has a loss of its own'],
  ['relativistic', 'mad-gan, classes', 'has a loss of its own'],
  ['energy', 'mad-gan, classes', 'has a loss of its own'],
  ['wasserstein', 'mr-gan', 'whose verdicts are probabilities'],
  ['least-squares', 'mr-gan', 'whose verdicts are probabilities'],
  ['hinge', 'mr-gan', 'whose verdicts are probabilities'],
  ['relativistic', 'mr-gan', 'whose verdicts are probabilities'],
  ['energy', 'mr-gan', 'whose verdicts are probabilities'],
  ['wasserstein', 'label-smoothing', 'has none'],
  ['least-squares', 'label-smoothing', 'has none'],
  ['hinge', 'label-smoothing', 'has none'],
  ['relativistic', 'label-smoothing', 'has none'],
  ['energy', 'label-smoothing', 'has none'],
  ['energy', 'gradient', "the slope of D's score"],
  ['energy', 'dragan', "the slope of D's score"],
  ['energy', 'r1', "the slope of D's score"],
  ['energy', 'r2', "the slope of D's score"],
  ['energy', 'concatenation', 'puts a sample together again'],
  ['energy', 'projection', 'puts a sample together again'],
  ['unrolled', 'unrolled-first-order', 'G can meet one D only'],
  ['mad-gan, cosine', 'mad-gan, classes', 'each mechanism counts once'],
  ['mad-gan, cosine', 'mr-gan', 'the way back through one generator'],
  ['mad-gan, classes', 'mr-gan', 'the way back through one generator'],
  ['mad-gan, cosine', 'packing', 'a pack would hold samples of one generator only'],
  ['mad-gan, classes', 'packing', 'a pack would hold samples of one generator only'],
  ['mad-gan, classes', 'label-smoothing', 'two answers'],
  ['mad-gan, classes', 'projection', 'is the same for each generator'],
  ['mr-gan', 'packing', 'single samples'],
  ['mr-gan', 'concatenation', 'told no class'],
  ['mr-gan', 'projection', 'told no class'],
  ['packing', 'concatenation', 'a pack holds samples of several classes'],
  ['packing', 'projection', 'a pack holds samples of several classes'],
];

const planOf = (config: ConfigInput): StepPlan =>
  planStep(resolveConfig(config), {
    shape: config.data.type === 'digits' ? [1, 8, 8] : [2],
    classes: { names: ['a', 'b', 'c'] },
  });

/** Numbers for every feed: the same ones for a part wherever it stands in its list. */
function drawn({ feeds }: StepPlan, config: ConfigInput, step = 0): Values {
  const random = createRandom(1 + step);
  const placeless = (name: string): string =>
    name
      .replace(/penalties\[(\d+)\]/, (_, i: string) => config.penalties![Number(i)]!.type)
      .replace(/mechanisms\[(\d+)\]/, (_, i: string) => config.mechanisms![Number(i)]!.type);
  return Object.fromEntries(
    feeds.map(({ name, shape, kind }) => {
      const values = new Float64Array(shape.reduce((product, length) => product * length, 1));
      const stream = random.split(placeless(name));
      if (kind === 'uniform') stream.fillUniform(values);
      else if (kind === 'labels')
        for (let i = 0; i < shape[0]!; i++) values[i * shape[1]! + ((i + step) % shape[1]!)] = 1;
      else stream.fillNormal(values);
      return [name, values];
    }),
  );
}

/** The state after one step from the same beginning, as text. */
async function afterOneStep(config: ConfigInput): Promise<string> {
  const plan = planOf(config);
  const { state } = await runProgram(plan.whole, drawn(plan, config), plan.initialState(createRandom(3)));
  return JSON.stringify(state);
}

const alone = new Map<string, Promise<string>>();
/** With one part only, on the same data. */
function afterAlone({ name, put }: Part, data: ConfigInput['data']): Promise<string> {
  const key = `${name} on ${data.type}`;
  const known = alone.get(key);
  if (known !== undefined) return known;
  const draft = draftOf([{ name, put }]);
  const after = afterOneStep(configOf({ ...draft, data }));
  alone.set(key, after);
  return after;
}

/** The objective that a game has without more, and one in whose place a D that tells generators apart has its own. */
function changesNothing({ name }: Part, beside: Part): boolean {
  return name === 'non-saturating' || (name === 'minimax' && beside.name === 'mad-gan, classes');
}

describe.each(pairs.map(([a, b]) => ({ a, b, title: `${a.name} + ${b.name}` })))('$title', ({ a, b }) => {
  const config = configOf(draftOf([a, b]));
  const reason = refused.find(([one, other]) => one === a.name && other === b.name)?.[2];

  it(reason === undefined ? 'runs, and each of both counts' : 'is refused in the editor', async () => {
    const problems = await diagnoseBeyondSchema(JSON.stringify(config), { file: '/work/a.gan.json' });
    const errors = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    if (reason === undefined) expect(errors).toEqual([]);
    else expect(errors.join('\n')).toContain(reason);
    if (reason === undefined) await runs(config, a, b);
  });
});

/** Some steps of a game, and that it is another one without either part. */
async function runs(config: ConfigInput, a: Part, b: Part): Promise<void> {
  const plan = planOf(config);
  const start = plan.initialState(createRandom(3));
  const executable = await reference.compile(plan.whole, start);
  let first: Record<string, number[]> = {};
  for (let step = 0; step < 20; step++) {
    const outputs = await executable.step(drawn(plan, config, step) as Record<string, Float64Array>);
    for (const [tag, numbers] of Object.entries(outputs)) {
      expect(numbers.every(Number.isFinite), `${tag} in step ${step}`).toBe(true);
    }
    if (step > 0) continue;
    first = Object.fromEntries(Object.entries(executable.readState()).map(([name, x]) => [name, Array.from(x)]));
    let state: Values = start;
    const feeds = drawn(plan, config);
    for (const { program } of plan.phases) state = (await runProgram(program, only(feeds, program), state)).state;
    expect(state, 'phase by phase').toEqual(first);
  }
  for (const [name, numbers] of Object.entries(executable.readState())) {
    expect(numbers.every(Number.isFinite), name).toBe(true);
    expect(Array.from(numbers), `${name} moves`).not.toEqual(Array.from(start[name]!));
  }
  await executable.dispose();

  const together = JSON.stringify(first);
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    if (!changesNothing(other, one)) expect(await afterAlone(one, config.data), other.name).not.toBe(together);
  }
}

it('every refusal is of a pair', () => {
  const names = new Set(pairs.map(([a, b]) => `${a.name} + ${b.name}`));
  for (const [a, b] of refused) expect(names).toContain(`${a} + ${b}`);
});

describe('terms of a loss sum to its gradient', () => {
  /** The gradient of a player's loss, as the first step of plain descent at rate 1 shows it. */
  async function gradientOf(player: 'generator' | 'discriminator', changes: Partial<ConfigInput>): Promise<number[]> {
    const config: ConfigInput = {
      ...configOf(draftOf([])),
      ...changes,
      training: { batch: 4, optimizer: { type: 'sgd', learningRate: 1 }, order: 'simultaneous' },
    };
    const plan = planOf(config);
    const start = plan.initialState(createRandom(3));
    const { state } = await runProgram(plan.whole, drawn(plan, config), start);
    const slot = `${player}/parameters`;
    return state[slot]!.map((value, i) => start[slot]![i]! - value);
  }
  const minus = (a: number[], b: number[]): number[] => a.map((value, i) => value - b[i]!);
  const plus = (a: number[], b: number[]): number[] => a.map((value, i) => value + b[i]!);

  const slopes: PenaltyInput[] = [
    { type: 'gradient', weight: 0.1 },
    { type: 'dragan', weight: 0.2 },
    { type: 'r1', weight: 0.3 },
    { type: 'r2', weight: 0.4 },
  ];
  it.each(Object.keys(objectives))('of any two penalties with %s', async (name) => {
    const objective = name as keyof typeof objectives;
    const plain = await gradientOf('discriminator', { objective });
    const own = new Map<string, number[]>();
    for (const one of slopes) {
      own.set(one.type, minus(await gradientOf('discriminator', { objective, penalties: [one] }), plain));
    }
    for (const [i, one] of slopes.entries()) {
      for (const other of slopes.slice(i + 1)) {
        const both = await gradientOf('discriminator', { objective, penalties: [one, other] });
        const sum = plus(plain, plus(own.get(one.type)!, own.get(other.type)!));
        expect(relativeError(sum, both), `${one.type} + ${other.type}`).toBeLessThan(1e-12);
      }
    }
  });

  const weighted: [string, 'generator' | 'discriminator', (weight: number) => Partial<ConfigInput>][] = [
    ...slopes.map(({ type }): (typeof weighted)[number] => [
      type,
      'discriminator',
      (weight) => ({ penalties: weight === 0 ? [] : [{ type, weight }] }),
    ]),
    [
      "MAD-GAN's cosine",
      'generator',
      (cosine) => ({ mechanisms: [{ type: 'mad-gan', generators: 2, identify: false, cosine }] }),
    ],
    [
      'the pulling-away term',
      'generator',
      (pullingAway) => ({
        objective: { type: 'energy', pullingAway },
        discriminator: { layers: [{ dense: 3, activation: 'tanh' }, { dense: 2 }] },
      }),
    ],
    [
      "MR-GAN's manifold term",
      'generator',
      (manifold) => ({ mechanisms: [{ type: 'mr-gan', encoder: { layers: [{ dense: 2 }] }, manifold }] }),
    ],
  ];
  it.each(weighted)('of %s in proportion to its weight', async (_, player, changes) => {
    const [none, once, twice] = [
      await gradientOf(player, changes(0)),
      await gradientOf(player, changes(1)),
      await gradientOf(player, changes(2)),
    ];
    const own = minus(once, none);
    expect(Math.max(...own.map(Math.abs))).toBeGreaterThan(1e-6);
    expect(relativeError(minus(twice, none), plus(own, own))).toBeLessThan(1e-9);
  });
});
