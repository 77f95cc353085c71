/** Who moves first, and how often each network moves. */
import { fill } from '../format.ts';
import type { Maker } from './remedy.ts';
import { at } from './written.ts';

/** The schema's default, for what is not written. */
const oneStep = 1;

export const discriminatorFirst: Maker = (config, texts) => {
  const order = at(config, 'training', 'order') ?? 'discriminator-first';
  return order === 'discriminator-first'
    ? undefined
    : {
        id: 'discriminatorFirst',
        title: texts.remedies.discriminatorFirst,
        edits: [{ kind: 'set', path: 'training.order', value: 'discriminator-first' }],
      };
};

export const fewerGeneratorSteps = oneUpdate('generatorSteps', 'generatorSteps');
export const fewerDiscriminatorSteps = oneUpdate('oneDiscriminatorStep', 'discriminatorSteps');

function oneUpdate(id: 'generatorSteps' | 'oneDiscriminatorStep', key: 'generatorSteps' | 'discriminatorSteps'): Maker {
  return (config, texts) => {
    const steps = at(config, 'training', key) ?? oneStep;
    return typeof steps === 'number' && steps > 1
      ? { id, title: texts.remedies[id], edits: [{ kind: 'set', path: `training.${key}`, value: 1 }] }
      : undefined;
  };
}

/** Most updates of the discriminator that a quick fix asks for; WGAN's usual number (Arjovsky et al. 2017). */
export const mostDiscriminatorSteps = 5;

/** Whether the discriminator can be given more updates a step. */
export function hasRoomForSteps(config: unknown): boolean {
  const steps = at(config, 'training', 'discriminatorSteps') ?? oneStep;
  return (
    typeof steps === 'number' && steps < mostDiscriminatorSteps && at(config, 'training', 'order') !== 'simultaneous'
  );
}

export const moreDiscriminatorSteps: Maker = (config, texts) => {
  if (!hasRoomForSteps(config)) return undefined;
  const value = Number(at(config, 'training', 'discriminatorSteps') ?? oneStep) + 1;
  return {
    id: 'discriminatorSteps',
    title: fill(texts.remedies.discriminatorSteps, { value: String(value) }),
    edits: [{ kind: 'set', path: 'training.discriminatorSteps', value }],
  };
};
