/** Changes of images before D sees them: each as its formula says, the same for both players, and differentiable. */
import { describe, expect, it } from 'vitest';
import type { MechanismInput } from '../../../src/config/index.ts';
import { createMechanism, planStep } from '../../../src/gan/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { evaluate, relativeError, runProgram, type Values } from '../nn/helpers.ts';
import { draw, only, tinyConfig } from './helpers.ts';

const none = { type: 'augmentation', brightness: 0, saturation: 0, contrast: 0, translation: 0, cutout: 0 } as const;
const [channels, side] = [2, 4];
const image = Array.from({ length: channels * side * side }, (_, i) => Math.sin(3 * i + 1));

/** One image with one change. @param u the two numbers that are drawn for it */
async function changed(setting: Partial<Record<keyof typeof none, number>>, u: readonly [number, number]) {
  const { seen } = createMechanism({ ...none, ...setting, type: 'augmentation' });
  const { y } = await evaluate(
    { x: [1, channels, side, side], u: [1, 2] },
    ({ x, u: drawn }) => ({ y: seen!(x!, { uniform: () => drawn!, normal: () => drawn! }) }),
    { x: image, u },
  );
  return y!;
}
const at = (x: readonly number[], c: number, row: number, column: number): number =>
  x[c * side * side + row * side + column] ?? Number.NaN;
const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;
const places = Array.from({ length: side * side }, (_, i) => [Math.floor(i / side), i % side] as const);

describe('a change', () => {
  it('of brightness is the same number everywhere', async () => {
    const y = await changed({ brightness: 0.4 }, [0.75, 0]);
    expect(
      relativeError(
        y,
        image.map((x) => x + 0.2),
      ),
    ).toBeLessThan(1e-12);
  });

  it('of saturation is around the mean of a pixel, of contrast around that of the image', async () => {
    const grey = await changed({ saturation: 1 }, [0, 0]);
    for (const [r, c] of places) {
      const own = (at(image, 0, r, c) + at(image, 1, r, c)) / 2;
      expect(at(grey, 0, r, c)).toBeCloseTo(own, 12);
      expect(at(grey, 1, r, c)).toBeCloseTo(own, 12);
    }
    const flat = await changed({ contrast: 0.5 }, [0.75, 0]);
    const centre = mean(image);
    expect(
      relativeError(
        flat,
        image.map((x) => centre + 1.25 * (x - centre)),
      ),
    ).toBeLessThan(1e-12);
  });

  it('of place is by whole pixels, with 0 coming in, each distance as likely', async () => {
    // At most one pixel: three distances for each direction
    for (const [u, down] of [
      [0.1, -1],
      [0.5, 0],
      [0.9, 1],
    ] as const) {
      const y = await changed({ translation: 0.25 }, [u, 0.9]);
      for (let c = 0; c < channels; c++) {
        for (const [row, column] of places) {
          const [from, left] = [row - down, column - 1];
          const inside = from >= 0 && from < side && left >= 0;
          expect(at(y, c, row, column)).toBeCloseTo(inside ? at(image, c, from, left) : 0, 12);
        }
      }
    }
  });

  it('by a cutout leaves 0 in a rectangle of the size that is asked for', async () => {
    const y = await changed({ cutout: 0.5 }, [0.5, 0.7]);
    const gone = places.filter(([row, column]) => at(y, 0, row, column) === 0 && at(y, 1, row, column) === 0);
    expect(gone).toHaveLength(4);
    for (const [row, column] of places) {
      if (!gone.some(([r, c]) => r === row && c === column))
        expect(at(y, 1, row, column)).toBe(at(image, 1, row, column));
    }
    // Partly outside
    const corner = await changed({ cutout: 0.5 }, [0, 0]);
    expect(places.filter(([row, column]) => at(corner, 0, row, column) === 0)).toHaveLength(1);
  });
});

const mechanisms: MechanismInput[] = [{ type: 'augmentation', translation: 0.25, cutout: 0.5 }];
const made = planStep(
  tinyConfig({
    data: { type: 'digits' },
    generator: { layers: [{ dense: 3, activation: 'tanh' }, { dense: 32 }] },
    mechanisms,
    penalties: [{ type: 'r1', weight: 0.1 }],
    training: { batch: 3, optimizer: { type: 'sgd', learningRate: 1 } },
  }),
  { shape: [channels, side, side] },
);
const kinds = [
  'discriminator[0]/mechanisms[0]/real',
  'discriminator[0]/mechanisms[0]/fake',
  'generator[0]/mechanisms[0]/fake',
];

describe('in a step', () => {
  it('real and generated images are changed with numbers of the same kind, in both turns', () => {
    const drawn = made.feeds.filter(({ name }) => name.includes('mechanisms'));
    expect(drawn.map(({ name, kind, shape }) => ({ name, kind, shape }))).toEqual(
      kinds.map((name) => ({ name, kind: 'uniform', shape: [3, 10] })),
    );
  });

  it('the same images with the same numbers look the same to D, whoever made them and whoever has the turn', async () => {
    const start = made.initialState(createRandom(2));
    const generator = new Float64Array(start['generator/parameters']!.length);
    // All weights 0: what G makes is its last bias
    generator.set(image, generator.length - image.length);
    const drawn = Array.from(draw(made)[kinds[0]!]!);
    const feeds: Values = {
      ...draw(made),
      ...Object.fromEntries(kinds.map((name) => [name, drawn])),
      'discriminator[0]/real': [...image, ...image, ...image],
    };
    const state = { ...start, 'generator/parameters': generator };
    const [d, g] = made.phases;
    const { outputs } = await runProgram(d!.program, only(feeds, d!.program), state);
    expect(outputs['score/real']![0]).toBe(outputs['score/fake']![0]);
    const turn = await runProgram(g!.program, only(feeds, g!.program), state);
    const scores = await scoresOf(drawn);
    expect(outputs['score/fake']![0]).toBeCloseTo(mean(scores), 12);
    expect(turn.outputs['loss/generator']![0]).toBeCloseTo(mean(scores.map((t) => Math.log1p(Math.exp(-t)))), 12);

    /** D's scores of the image as the mechanism alone changes it. */
    async function scoresOf(u: readonly number[]): Promise<number[]> {
      const { seen } = createMechanism({
        ...none,
        brightness: 0.5,
        saturation: 1,
        contrast: 0.5,
        translation: 0.25,
        cutout: 0.5,
      });
      const { y } = await evaluate(
        { x: [3, channels, side, side], u: [3, 10] },
        ({ x, u: leaf }) => ({ y: seen!(x!, { uniform: () => leaf!, normal: () => leaf! }) }),
        { x: [...image, ...image, ...image], u },
      );
      const w = start['discriminator/parameters']!;
      return [0, 1, 2].map((n) => {
        const hidden = [0, 1, 2].map((j) =>
          Math.tanh(image.reduce((sum, _, i) => sum + y![32 * n + i]! * w[3 * i + j]!, w[96 + j]!)),
        );
        return hidden.reduce((sum, h, j) => sum + h * w[99 + j]!, w[102]!);
      });
    }
  });

  it('gradients run through the change: they agree with finite differences', async () => {
    const feeds = draw(made);
    let before: Values = made.initialState(createRandom(7));
    for (const { name, program } of made.phases) {
      const player = name.startsWith('g') ? 'generator' : 'discriminator';
      const slot = `${player}/parameters`;
      const own = only(feeds, program);
      const { state: after } = await runProgram(program, own, before);
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
      before = after;
    }
  });
});
