/** What could help, as edits of the config. Only what the present config allows and does not have already. */
import type { Finding, RuleId } from '../../protocol/index.ts';
import { english, type Texts } from '../texts.ts';
import {
  augmentation,
  cosine,
  instanceNoise,
  minibatchDiscrimination,
  packing,
  unrolled,
  unrolledFirstOrder,
} from './mechanisms.ts';
import { nonSaturating, r1, wassersteinPenalty } from './objectives.ts';
import { clipGradient, lowerBeta1, lowerLearningRate } from './optimizers.ts';
import type { Maker, Remedy } from './remedy.ts';
import { discriminatorFirst, fewerDiscriminatorSteps, fewerGeneratorSteps, moreDiscriminatorSteps } from './turns.ts';

export type { Remedy, RemedyEdit, RemedyId } from './remedy.ts';

/** Against the loss of modes: what is known to cause it first, then in the order of what was measured (docs/remedies.md). */
const againstLoss: readonly Maker[] = [
  discriminatorFirst,
  fewerGeneratorSteps,
  nonSaturating,
  unrolledFirstOrder,
  unrolled,
  minibatchDiscrimination,
  wassersteinPenalty,
  moreDiscriminatorSteps,
  r1,
  packing,
  lowerBeta1,
  lowerLearningRate('generator', 2),
];
/** Against a discriminator that is certain, so that its slope says nothing. */
const againstCertainty: readonly Maker[] = [
  nonSaturating,
  fewerDiscriminatorSteps,
  instanceNoise,
  r1,
  wassersteinPenalty,
  lowerLearningRate('discriminator', 4),
];
const againstGrowth: readonly Maker[] = [lowerLearningRate('generator', 10), clipGradient, lowerBeta1];

const remedies: Readonly<Partial<Record<RuleId, readonly Maker[]>>> = {
  'mode-collapse': againstLoss,
  'mode-dropping': againstLoss,
  'class-collapse': againstLoss,
  'latent-ignored': againstLoss,
  'duplicate-samples': againstLoss,
  'starving-mode': againstLoss,
  'mode-hopping': againstLoss,
  memorisation: [augmentation, r1],
  'redundant-generators': [cosine],
  'no-overlap': againstCertainty,
  'vanishing-gradient': againstCertainty,
  'sparse-gradient': againstCertainty,
  'discriminator-too-weak': [moreDiscriminatorSteps],
  diverging: [...againstGrowth, r1],
  'exploding-gradient': [clipGradient, lowerLearningRate('generator', 2)],
  'non-finite': againstGrowth,
  'loss-correlation': [discriminatorFirst, moreDiscriminatorSteps, lowerLearningRate('generator', 2)],
};

/**
 * Edits that may help against a finding, the surest first. Each alone leaves a valid config valid.
 * @param config the config as written (parsed, defaults not filled in): paths are those of its text
 */
export function remediesOf(finding: Finding, config: unknown, texts: Texts = english): readonly Remedy[] {
  if (typeof config !== 'object' || config === null) return [];
  return (remedies[finding.rule] ?? []).flatMap((make) => make(config, texts) ?? []);
}
