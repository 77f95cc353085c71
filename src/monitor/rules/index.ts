/** All rules, strongest first: one that explains others is judged before them. */
import type { Rule } from '../rule.ts';
import { diverging } from './diverging.ts';
import { lossCorrelation } from './loss-correlation.ts';
import { memorisation } from './memorisation.ts';
import { modeCollapse } from './mode-collapse.ts';
import { modeDropping } from './mode-dropping.ts';
import { modeHopping } from './mode-hopping.ts';
import { noOverlap } from './no-overlap.ts';
import { nonFinite } from './non-finite.ts';

export const rules: readonly Rule[] = [
  nonFinite,
  diverging,
  noOverlap,
  modeHopping,
  modeCollapse,
  memorisation,
  modeDropping,
  lossCorrelation,
];
