/** All objectives by their names in the config. A new one is a file beside these, a line here and in the schema. */
import type { ObjectiveName } from '../../config/index.ts';
import { minimax } from './minimax.ts';
import { nonSaturating } from './non-saturating.ts';
import type { Objective } from './objective.ts';

export type { Objective } from './objective.ts';

export const objectives: Readonly<Record<ObjectiveName, Objective>> = {
  minimax,
  'non-saturating': nonSaturating,
};
