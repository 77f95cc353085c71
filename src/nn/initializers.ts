/** How weights and biases are drawn before the first step, by the names of the config. */
import type { Initializer } from '../config/index.ts';
import type { Random } from '../random/index.ts';

/** What each number is drawn from: uniform within +-limit, or normal around 0. */
export type Distribution =
  { readonly kind: 'uniform'; readonly limit: number } | { readonly kind: 'normal'; readonly std: number };

interface Rule {
  /** @param inputs and outputs of one unit, as the papers count them (fan-in, fan-out) */
  readonly weight: (inputs: number, outputs: number) => Distribution;
  /** Absent: biases start at 0. */
  readonly bias?: (inputs: number) => Distribution;
}

const uniform = (limit: number): Distribution => ({ kind: 'uniform', limit });
const normal = (variance: number): Distribution => ({ kind: 'normal', std: Math.sqrt(variance) });

export const initializers: Readonly<Record<Initializer, Rule>> = {
  'glorot-uniform': { weight: (inputs, outputs) => uniform(Math.sqrt(6 / (inputs + outputs))) },
  'glorot-normal': { weight: (inputs, outputs) => normal(2 / (inputs + outputs)) },
  'he-uniform': { weight: (inputs) => uniform(Math.sqrt(6 / inputs)) },
  'he-normal': { weight: (inputs) => normal(2 / inputs) },
  'lecun-uniform': { weight: (inputs) => uniform(Math.sqrt(3 / inputs)) },
  'lecun-normal': { weight: (inputs) => normal(1 / inputs) },
  'fan-in-uniform': {
    weight: (inputs) => uniform(1 / Math.sqrt(inputs)),
    bias: (inputs) => uniform(1 / Math.sqrt(inputs)),
  },
  'small-normal': { weight: () => normal(0.02 ** 2) },
};

/** Fills with draws, rounded to float32 so that every engine starts from the same numbers. */
export function fillFrom(distribution: Distribution, target: Float64Array, random: Random): void {
  if (distribution.kind === 'normal') {
    random.fillNormal(target);
    for (let i = 0; i < target.length; i++) target[i] = Math.fround(target[i]! * distribution.std);
  } else {
    random.fillUniform(target);
    for (let i = 0; i < target.length; i++) target[i] = Math.fround((2 * target[i]! - 1) * distribution.limit);
  }
}
