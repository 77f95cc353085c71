/** Another objective, and penalties that keep the discriminator useful. */
import { addition, type Maker, type RemedyEdit } from './remedy.ts';
import { hasRoomForSteps, mostDiscriminatorSteps } from './turns.ts';
import { isOfImages, judgesWith, listAt, objectiveOf, typesAt } from './written.ts';

const crossEntropies: readonly string[] = ['minimax', 'non-saturating'];

export const nonSaturating: Maker = (config, texts) =>
  objectiveOf(config) === 'minimax'
    ? {
        id: 'nonSaturating',
        title: texts.remedies.nonSaturating,
        edits: [{ kind: 'set', path: 'objective', value: 'non-saturating' }],
      }
    : undefined;

/** Layers that make a sample's score one of its whole batch. */
const batchLayers = ['batch-norm', 'minibatch-discrimination', 'minibatch-stddev'];

/** Whether D gives a score that has a slope by sample, and nothing holds that slope yet. */
function canBePenalised(config: unknown): boolean {
  return (
    listAt(config, 'penalties').length === 0 && objectiveOf(config) !== 'energy' && !judgesWith(config, ...batchLayers)
  );
}

export const r1: Maker = (config, texts) =>
  canBePenalised(config)
    ? addition('r1', texts, {
        kind: 'insert',
        path: 'penalties',
        value: { type: 'r1', weight: isOfImages(config) ? 0.1 : 0.5 },
      })
    : undefined;

/** What is a cross-entropy of its own. */
const needCrossEntropy: readonly unknown[] = ['label-smoothing', 'mr-gan', 'mad-gan'];

/** WGAN-GP (Gulrajani et al. 2017, algorithm 1): objective, penalty and turns go together. */
export const wassersteinPenalty: Maker = (config, texts) => {
  if (!canBePenalised(config) || !crossEntropies.includes(objectiveOf(config))) return undefined;
  if (typesAt(config, 'mechanisms').some((type) => needCrossEntropy.includes(type))) return undefined;
  const penalty = { type: 'gradient', weight: isOfImages(config) ? 10 : 0.1 };
  const turns: readonly RemedyEdit[] = hasRoomForSteps(config)
    ? [{ kind: 'set', path: 'training.discriminatorSteps', value: mostDiscriminatorSteps }]
    : [];
  return addition(
    'wassersteinPenalty',
    texts,
    { kind: 'set', path: 'objective', value: 'wasserstein' },
    { kind: 'insert', path: 'penalties', value: penalty },
    ...turns,
  );
};
