/** Every objective beside every penalty and every mechanism: compiles, runs, and is the same phase by phase. */
import { describe, expect, it } from 'vitest';
import type { ConfigInput, MechanismInput, PenaltyInput } from '../../../src/config/index.ts';
import { objectives, planStep } from '../../../src/gan/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { runProgram, type Values } from '../nn/helpers.ts';
import { draw, only, tinyConfig } from './helpers.ts';

const penalties: readonly (readonly PenaltyInput[])[] = [
  [],
  [{ type: 'gradient', weight: 0.1 }],
  [{ type: 'dragan', weight: 0.1 }],
  [{ type: 'r1' }],
  [{ type: 'r2' }],
  [{ type: 'clip', limit: 0.5 }],
];

type Layers = ConfigInput['discriminator']['layers'];
const judge = (...more: Layers): Layers => [{ dense: 3, activation: 'tanh' }, ...more];
const plain = judge({ dense: 1 });

const mechanisms: readonly (readonly [
  name: string,
  layers: Layers,
  mechanisms: MechanismInput[],
  alone?: readonly string[],
])[] = [
  ['nothing', plain, []],
  ['unrolled', plain, [{ type: 'unrolled', steps: 2 }]],
  ['unrolled-first-order', plain, [{ type: 'unrolled-first-order', steps: 2 }]],
  ['label-smoothing', plain, [{ type: 'label-smoothing' }], ['minimax', 'non-saturating']],
  ['instance-noise', plain, [{ type: 'instance-noise' }]],
  ['generator-average', plain, [{ type: 'generator-average', decay: 0.9 }]],
  [
    'mr-gan, instance-noise, unrolled',
    plain,
    [
      { type: 'mr-gan', encoder: { layers: [{ dense: 2 }] } },
      { type: 'instance-noise' },
      { type: 'unrolled', steps: 1 },
    ],
    ['minimax', 'non-saturating'],
  ],
  ['packing', plain, [{ type: 'packing' }]],
  [
    'packing, instance-noise, unrolled',
    plain,
    [{ type: 'packing' }, { type: 'instance-noise' }, { type: 'unrolled', steps: 1 }],
  ],
  ['minibatch discrimination', judge({ 'minibatch-discrimination': 2, dimensions: 2 }, { dense: 1 }), []],
  ['minibatch-stddev', judge({ 'minibatch-stddev': 2 }, { dense: 1 }), []],
  ['mad-gan, cosine', plain, [{ type: 'mad-gan', generators: 2, identify: false, cosine: 1 }]],
  ['mad-gan, classes', judge({ dense: 3 }), [{ type: 'mad-gan', generators: 2 }], ['minimax', 'non-saturating']],
  [
    'mad-gan, unrolled, minibatch-stddev',
    judge({ 'minibatch-stddev': 2 }, { dense: 1 }),
    [
      { type: 'mad-gan', generators: 2, sharedLayers: 1, noise: 'shared', identify: false, cosine: 1 },
      { type: 'unrolled', steps: 1 },
    ],
  ],
];

const cases = mechanisms.flatMap(([name, layers, chosen, alone = Object.keys(objectives)]) =>
  (alone as (keyof typeof objectives)[]).map((objective) => ({ name, objective, layers, chosen })),
);

describe.each(cases)('$name with $objective', ({ objective, layers, chosen }) => {
  it('is finite for some steps with each penalty, and the same phase by phase', async () => {
    for (const chosenPenalties of penalties) {
      const made = planStep(
        tinyConfig({
          objective,
          penalties: [...chosenPenalties],
          mechanisms: chosen,
          discriminator: { layers },
          training: { batch: 4, optimizer: { type: 'adam', learningRate: 0.01 } },
        }),
        { shape: [2] },
      );
      const start = made.initialState(createRandom(3));
      const feeds = draw(made);
      const whole = await runProgram(made.whole, feeds, start);
      let state: Values = start;
      for (const { program } of made.phases) state = (await runProgram(program, only(feeds, program), state)).state;
      const message = JSON.stringify(chosenPenalties);
      expect(state, message).toEqual(whole.state);
      for (const network of ['generator/parameters', 'discriminator/parameters']) {
        expect(whole.state[network], message).not.toEqual(Array.from(start[network]!));
      }
      const later = await runProgram(made.whole, feeds, whole.state, 4);
      for (const numbers of [...Object.values(later.outputs), ...Object.values(later.state)]) {
        expect(numbers.every(Number.isFinite), message).toBe(true);
      }
    }
  });
});
