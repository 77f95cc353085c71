/** What an executable carries from call to call, what it takes, and what it refuses. */
import { expect, it } from 'vitest';
import { add, constant, grad, leakyRelu, matmul, mul, program, sum, type Program } from '../../../src/graph/index.ts';
import { EngineError, engines, type Engine, type Executable } from '../../../src/engine/index.ts';
import { planStep } from '../../../src/gan/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { draw, tinyConfig } from '../gan/helpers.ts';
import { describeEach, fast, stepped } from './each.ts';

/** Fibonacci by state, beside a slot that stays, one that becomes another, one that is fed and one that is fixed. */
const fibonacci: Program = program(
  { inputs: { c1: [2] }, state: { a: [], b: [], still: [3], follows: [], fed: [2], fixed: [2] } },
  ({ c1 }, { a, b, still }) => {
    const next = add(a, b);
    return {
      state: { a: b, b: next, still, follows: a, fed: c1, fixed: constant([3, 4]) },
      outputs: { now: b, next, again: next, fed: c1, fixed: constant([3, 4]), doubled: mul(c1, 2), total: sum(still) },
    };
  },
);
const initial = {
  a: Float32Array.of(0),
  b: Float32Array.of(1),
  still: Float32Array.of(7, 8, 9),
  follows: Float32Array.of(5),
  fed: Float32Array.of(0, 0),
  fixed: Float32Array.of(0, 0),
};
const feeds = { c1: Float32Array.of(1.5, -2) };

async function withExecutable(engine: Engine, use: (executable: Executable) => Promise<void>): Promise<void> {
  const executable = await engine.compile(fibonacci, initial);
  try {
    await use(executable);
  } finally {
    await executable.dispose();
  }
}

describeEach(engines, 'state', (engine) => {
  it('is carried from step to step', () =>
    withExecutable(engine, async (executable) => {
      const seen: number[] = [];
      for (let i = 0; i < 7; i++) seen.push((await stepped(executable, feeds)).next![0]!);
      expect(seen).toEqual([1, 2, 3, 5, 8, 13, 21]);
      const state = executable.readState();
      expect(Object.fromEntries(Object.entries(state).map(([name, values]) => [name, [...values]]))).toEqual({
        a: [13],
        b: [21],
        still: [7, 8, 9],
        follows: [8],
        fed: [1.5, -2],
        fixed: [3, 4],
      });
    }));

  it('outputs may be inputs, constants, state, or the same tensor twice', () =>
    withExecutable(engine, async (executable) => {
      expect(await stepped(executable, feeds)).toEqual({
        now: [1],
        next: [1],
        again: [1],
        fed: [1.5, -2],
        fixed: [3, 4],
        doubled: [3, -4],
        total: [24],
      });
    }));

  it('is read as a copy and goes on from where it is put', () =>
    withExecutable(engine, async (executable) => {
      for (let i = 0; i < 3; i++) await executable.step(feeds);
      const saved = executable.readState();
      const kept = structuredClone(saved);
      const onwards = [await stepped(executable, feeds), await stepped(executable, feeds)];
      expect(saved).toEqual(kept);
      executable.writeState(saved);
      saved.a!.fill(1000); // what was handed over is no longer looked at
      expect([await stepped(executable, feeds), await stepped(executable, feeds)]).toEqual(onwards);
    }));

  it('leaves the arrays that it is given as they are', () =>
    withExecutable(engine, async (executable) => {
      await executable.step(feeds);
      await executable.step(feeds);
      expect([...initial.b, ...initial.still, ...feeds.c1]).toEqual([1, 7, 8, 9, 1.5, -2]);
    }));

  it('a call refused changes nothing', () =>
    withExecutable(engine, async (executable) => {
      await executable.step(feeds);
      const before = executable.readState();
      await expect(async () => executable.step({})).rejects.toThrow(EngineError);
      expect(() => executable.writeState({ ...before, a: Float32Array.of(50), follows: new Float32Array(2) })).toThrow(
        EngineError,
      );
      expect(executable.readState()).toEqual(before);
    }));
});

describeEach(fast, 'state', (engine) => {
  it('comes back bit by bit: subnormal numbers, signed zeros, infinities and NaN', () =>
    withExecutable(engine, async (executable) => {
      const odd = Float32Array.of(1e-45, -0, Number.NaN);
      executable.writeState({ ...initial, still: odd, a: Float32Array.of(Number.NEGATIVE_INFINITY) });
      const bits = (values: ArrayLike<number>) => [...new Uint32Array(Float32Array.from(values).buffer)];
      expect(bits(executable.readState().still!)).toEqual(bits(odd));
      await executable.step(feeds);
      expect(bits(executable.readState().still!)).toEqual(bits(odd));
      expect([...executable.readState().follows!]).toEqual([Number.NEGATIVE_INFINITY]);
    }));
});

describeEach(engines, 'refusals have a code and name the slot', (engine) => {
  const refused = (code: string, ...parts: string[]) => ({
    code,
    message: expect.stringMatching(new RegExp(parts.join('.*'))) as unknown,
  });

  it('a feed that is missing or too short', () =>
    withExecutable(engine, async (executable) => {
      await expect(async () => executable.step({})).rejects.toMatchObject(refused('missing-feed', 'c1', '2'));
      await expect(async () => executable.step({ c1: new Float32Array(3) })).rejects.toMatchObject(
        refused('wrong-length', 'c1', '3', '2'),
      );
    }));

  it('a state that is missing or too long, when it begins', async () => {
    const { still, ...rest } = initial;
    await expect(async () => engine.compile(fibonacci, rest)).rejects.toMatchObject(refused('missing-feed', 'still'));
    await expect(async () => engine.compile(fibonacci, { ...rest, still: still.subarray(1) })).rejects.toMatchObject(
      refused('wrong-length', 'still', '2', '3'),
    );
  });

  it('takes feeds in double precision', () =>
    withExecutable(engine, async (executable) => {
      expect((await stepped(executable, { c1: Float64Array.of(0.5, 4) })).doubled).toEqual([1, 8]);
    }));
});

describeEach(
  engines.filter(({ name }) => name === 'native'),
  'threads',
  (engine) => {
    it('two give the bits of one, or a run could not go on on another machine', async () => {
      const wide: Program = program({ inputs: { x: [256, 200] }, state: { w: [200, 300] } }, ({ x }, { w }) => {
        const [gradient] = grad(sum(leakyRelu(matmul(x, w), 0.2)), [w]);
        return { state: { w: add(w, mul(gradient!, 1e-3)) }, outputs: { gradient: gradient! } };
      });
      const random = createRandom(6);
      const [x, w] = [new Float32Array(256 * 200), new Float32Array(200 * 300)];
      random.fillNormal(x);
      random.fillNormal(w);
      const [one, two] = await Promise.all(
        [1, 2].map(async (threads) => {
          const executable = await engine.compile(wide, { w }, { threads });
          expect(executable.info.threads).toBe(threads);
          for (let i = 0; i < 3; i++) await executable.step({ x });
          const state = executable.readState();
          await executable.dispose();
          return state.w!;
        }),
      );
      expect(two).toEqual(one);
      expect(one).not.toEqual(w);
    });
  },
);

describeEach(engines, 'a step whose outputs nobody reads', (engine) => {
  it('leaves the same state, bit by bit, and the next one has outputs again', async () => {
    const plan = planStep(tinyConfig({ penalties: [{ type: 'gradient', weight: 1 }] }), { shape: [2] });
    const drawn = Object.fromEntries(
      Object.entries(draw(plan)).map(([name, values]) => [name, Float32Array.from(values)]),
    );
    const [all, few] = await Promise.all(
      ['read' as const, 'unread' as const].map(async (outputs) => {
        const executable = await engine.compile(plan.whole, plan.initialState(createRandom(3)));
        for (let i = 0; i < 5; i++) await executable.step(drawn, outputs);
        const last = await stepped(executable, drawn);
        const state = executable.readState();
        await executable.dispose();
        return { last, state };
      }),
    );
    expect(few).toEqual(all);
    expect(Object.keys(all!.last)).toContain('loss/generator');
  });
});
