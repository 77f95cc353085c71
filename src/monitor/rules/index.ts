/** All rules on records, strongest first: one that explains others is judged before them. Silence has its own (stall.ts). */
import type { Rule } from '../rule.ts';
import { classCollapse } from './class-collapse.ts';
import { discriminatorTooWeak } from './discriminator-too-weak.ts';
import { diverging } from './diverging.ts';
import { duplicateSamples } from './duplicate-samples.ts';
import { explodingGradient } from './exploding-gradient.ts';
import { latentIgnored } from './latent-ignored.ts';
import { lossCorrelation } from './loss-correlation.ts';
import { memorisation } from './memorisation.ts';
import { modeCollapse } from './mode-collapse.ts';
import { modeDropping } from './mode-dropping.ts';
import { modeHopping } from './mode-hopping.ts';
import { noOverlap } from './no-overlap.ts';
import { nonFinite } from './non-finite.ts';
import { redundantGenerators } from './redundant-generators.ts';
import { sparseGradient } from './sparse-gradient.ts';
import { starvingMode } from './starving-mode.ts';
import { vanishingGradient } from './vanishing-gradient.ts';

export const rules: readonly Rule[] = [
  nonFinite,
  diverging,
  noOverlap,
  modeHopping,
  modeCollapse,
  memorisation,
  modeDropping,
  classCollapse,
  latentIgnored,
  redundantGenerators,
  duplicateSamples,
  discriminatorTooWeak,
  explodingGradient,
  vanishingGradient,
  sparseGradient,
  starvingMode,
  lossCorrelation,
];
