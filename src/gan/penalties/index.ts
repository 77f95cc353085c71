/** All penalties by their types in the config. A new one is a file beside these, a line here and in the schema. */
import type { PenaltyConfig } from '../../config/index.ts';
import type { Tensor } from '../../graph/index.ts';
import { dragan } from './dragan.ts';
import { gradient } from './gradient.ts';
import type { Penalty, PenaltyContext } from './penalty.ts';
import { r1 } from './r1.ts';
import { r2 } from './r2.ts';

export type { PenaltyContext } from './penalty.ts';

const penalties: {
  readonly [Type in PenaltyConfig['type']]: Penalty<Extract<PenaltyConfig, { type: Type }>>;
} = { gradient, dragan, r1, r2 };

/** The term that a penalty adds to D's loss, []. */
export function penaltyTerm(config: PenaltyConfig, context: PenaltyContext): Tensor {
  // The registry pairs each type with its own function; the compiler cannot follow the pair through a union.
  const term = penalties[config.type] as Penalty<PenaltyConfig>;
  return term(config, context);
}
