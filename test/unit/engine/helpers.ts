/** What the tests of engines share. */
import type { Engine, Numbers } from '../../../src/engine/index.ts';
import { program, type Program } from '../../../src/graph/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import type { Case } from './cases.ts';

/** Largest difference, relative to the largest number that was expected. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) throw new Error(`${actual.length} numbers, ${expected.length} expected`);
  let difference = 0;
  let scale = 0;
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs(actual[i]! - expected[i]!));
    scale = Math.max(scale, Math.abs(expected[i]!));
  }
  return difference / Math.max(scale, 1e-12);
}

/** Several cases as one program, so that an engine compiles once; the inputs and outputs are named by the case. */
export function programOf(cases: readonly Case[]): Program {
  const inputs = Object.fromEntries(
    cases.flatMap(({ name, inputs: own }) =>
      Object.entries(own).map(([key, shape]) => [`${name}/${key}`, shape] as const),
    ),
  );
  return program({ inputs, state: {} }, (x) => ({
    state: {},
    outputs: Object.fromEntries(
      cases.map(({ name, inputs: own, f }) => [
        name,
        f(Object.fromEntries(Object.keys(own).map((key) => [key, x[`${name}/${key}`]!]))),
      ]),
    ),
  }));
}

/** Single-precision numbers for every input, above 0 where the case asks for it. */
export function feedsOf(cases: readonly Case[]): Record<string, Float32Array> {
  const random = createRandom(2);
  return Object.fromEntries(
    cases.flatMap(({ name, inputs, positive }) =>
      Object.entries(inputs).map(([key, shape]) => {
        const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
        random.split(`${name}/${key}`).fillNormal(values);
        return [`${name}/${key}`, positive === true ? values.map((value) => 0.5 + Math.abs(value)) : values] as const;
      }),
    ),
  );
}

/** Copies of what a program makes of its feeds in so many calls, and its state at the end. */
export async function run(
  engine: Engine,
  whole: Program,
  feeds: Readonly<Record<string, Numbers>>,
  state: Readonly<Record<string, Numbers>> = {},
  calls = 1,
): Promise<{ outputs: Record<string, number[]>; state: Record<string, number[]> }> {
  const executable = await engine.compile(whole, state);
  try {
    let outputs: Readonly<Record<string, Numbers>> = {};
    for (let call = 0; call < calls; call++) outputs = await executable.step(feeds);
    return { outputs: lists(outputs), state: lists(executable.readState()) };
  } finally {
    await executable.dispose();
  }
}

function lists(arrays: Readonly<Record<string, Numbers>>): Record<string, number[]> {
  return Object.fromEntries(Object.entries(arrays).map(([name, numbers]) => [name, Array.from(numbers)]));
}
