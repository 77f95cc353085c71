/** All objectives by their names in the config. A new one is a file beside these, a line here and in the schema. */
import type { ObjectiveName } from '../../config/index.ts';
import { hinge } from './hinge.ts';
import { leastSquares } from './least-squares.ts';
import { minimax } from './minimax.ts';
import { nonSaturating } from './non-saturating.ts';
import type { Objective } from './objective.ts';
import { relativistic } from './relativistic.ts';
import { wasserstein } from './wasserstein.ts';

export type { Objective } from './objective.ts';

export const objectives: Readonly<Record<ObjectiveName, Objective>> = {
  minimax,
  'non-saturating': nonSaturating,
  wasserstein,
  'least-squares': leastSquares,
  hinge,
  relativistic,
};
