/** All objectives by their names in the config. A new one is a file beside these, a line here and in the schema. */
import type { ObjectiveConfig } from '../../config/index.ts';
import { energy } from './energy.ts';
import { hinge } from './hinge.ts';
import { leastSquares } from './least-squares.ts';
import { minimax } from './minimax.ts';
import { nonSaturating } from './non-saturating.ts';
import type { CreateObjective, Objective } from './objective.ts';
import { relativistic } from './relativistic.ts';
import { wasserstein } from './wasserstein.ts';

export type { Objective } from './objective.ts';

type Named = Extract<ObjectiveConfig, string>;
type Configured = Exclude<ObjectiveConfig, string>;

/** Those without settings. */
export const objectives: Readonly<Record<Named, Objective>> = {
  minimax,
  'non-saturating': nonSaturating,
  wasserstein,
  'least-squares': leastSquares,
  hinge,
  relativistic,
};

/** Those with settings. */
const configured: {
  readonly [Type in Configured['type']]: CreateObjective<Extract<Configured, { type: Type }>>;
} = { energy };

export function createObjective(config: ObjectiveConfig): Objective {
  return typeof config === 'string' ? objectives[config] : configured[config.type](config);
}
