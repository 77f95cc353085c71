/** All penalties by their types in the config. A new one is a file beside these, a line here and in the schema. */
import type { PenaltyConfig } from '../../config/index.ts';
import type { Tensor } from '../../graph/index.ts';
import { clip } from './clip.ts';
import { dragan } from './dragan.ts';
import { gradient } from './gradient.ts';
import type { Penalty, PenaltyContext } from './penalty.ts';
import { r1 } from './r1.ts';
import { r2 } from './r2.ts';

export type { PenaltyContext } from './penalty.ts';

const penalties: {
  readonly [Type in PenaltyConfig['type']]: Penalty<Extract<PenaltyConfig, { type: Type }>>;
} = { gradient, dragan, r1, r2, clip };

/** The term that a penalty adds to D's loss, []; undefined where it adds none. */
export function penaltyTerm(config: PenaltyConfig, context: PenaltyContext): Tensor | undefined {
  return penaltyOf(config).term?.(config, context);
}

/** What D's parameters, [size], become after an update. */
export function constrained(configs: readonly PenaltyConfig[], parameters: Tensor): Tensor {
  return configs.reduce((sofar, config) => penaltyOf(config).constrain?.(config, sofar) ?? sofar, parameters);
}

function penaltyOf(config: PenaltyConfig): Penalty<PenaltyConfig> {
  // The registry pairs each type with its own functions; the compiler cannot follow the pair through a union.
  return penalties[config.type] as Penalty<PenaltyConfig>;
}
