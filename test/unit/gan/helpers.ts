/** What the tests of games share. */
import { resolveConfig, type ConfigInput, type ResolvedConfig } from '../../../src/config/index.ts';
import type { StepPlan } from '../../../src/gan/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import type { Values } from '../nn/helpers.ts';

/** A tiny game, with anything in it replaced. */
export function tinyConfig(changes: Partial<ConfigInput> = {}): ResolvedConfig {
  return resolveConfig({
    data: { type: 'ring', modes: 8, radius: 2, std: 0.02 },
    latent: 2,
    generator: { layers: [{ dense: 3, activation: 'tanh' }, { dense: 2 }] },
    discriminator: { layers: [{ dense: 3, activation: 'tanh' }, { dense: 1 }] },
    training: { batch: 5 },
    ...changes,
  } satisfies ConfigInput);
}

/** Numbers for every feed, the same for the same name; classes by turns. */
export function draw({ feeds }: StepPlan, seed = 1): Values {
  const random = createRandom(seed);
  return Object.fromEntries(
    feeds.map(({ name, shape, kind }) => {
      const values = new Float64Array(shape.reduce((product, length) => product * length, 1));
      if (kind === 'uniform') random.split(name).fillUniform(values);
      else if (kind === 'labels') for (let i = 0; i < shape[0]!; i++) values[i * shape[1]! + (i % shape[1]!)] = 1;
      else random.split(name).fillNormal(values);
      return [name, values];
    }),
  );
}

/** The part of some numbers that a program is fed. */
export function only(values: Values, { inputs }: { readonly inputs: readonly { readonly name: string }[] }): Values {
  return Object.fromEntries(inputs.map(({ name }) => [name, values[name]!]));
}
