/** What changes the game itself or what the discriminator sees. */
import { addition, type Maker } from './remedy.ts';
import { at, batchOf, isOfImages, judgesWith, listAt, objectiveOf, typesAt } from './written.ts';

function has(config: unknown, ...types: readonly string[]): boolean {
  return typesAt(config, 'mechanisms').some((type) => types.includes(String(type)));
}

function lookAhead(id: 'unrolled' | 'unrolledFirstOrder', type: string): Maker {
  return (config, texts) =>
    has(config, 'unrolled', 'unrolled-first-order')
      ? undefined
      : addition(id, texts, { kind: 'insert', path: 'mechanisms', value: { type, steps: 5 } });
}

export const unrolled = lookAhead('unrolled', 'unrolled');
export const unrolledFirstOrder = lookAhead('unrolledFirstOrder', 'unrolled-first-order');

/** What a pack of samples cannot stand beside, as the checks of a config say. */
const againstPacks = ['packing', 'mad-gan', 'mr-gan'];

export const packing: Maker = (config, texts) =>
  has(config, ...againstPacks) ||
  at(config, 'condition') !== undefined ||
  objectiveOf(config) === 'energy' ||
  judgesWith(config, 'minibatch-stddev') ||
  batchOf(config) % 2 !== 0
    ? undefined
    : addition('packing', texts, { kind: 'insert', path: 'mechanisms', value: { type: 'packing', samples: 2 } });

/** In the units of images, [-1, 1]; those of points are not known from the config. */
export const instanceNoise: Maker = (config, texts) =>
  has(config, 'instance-noise') || !isOfImages(config)
    ? undefined
    : addition('instanceNoise', texts, {
        kind: 'insert',
        path: 'mechanisms',
        value: { type: 'instance-noise', std: 0.1 },
      });

export const augmentation: Maker = (config, texts) =>
  has(config, 'augmentation') || !isOfImages(config)
    ? undefined
    : addition('augmentation', texts, {
        kind: 'insert',
        path: 'mechanisms',
        value: { type: 'augmentation', translation: 0.125, cutout: 0.5 },
      });

/** Generators that are paid for differing from each other. */
export const cosine: Maker = (config, texts) => {
  const position = typesAt(config, 'mechanisms').indexOf('mad-gan');
  if (position < 0) return undefined;
  const present = at(listAt(config, 'mechanisms')[position], 'cosine') ?? 0;
  return present === 0
    ? addition('cosine', texts, { kind: 'set', path: `mechanisms[${position}].cosine`, value: 1 })
    : undefined;
};

/** Before the last layer, where what comes in is a row of numbers. */
export const minibatchDiscrimination: Maker = (config, texts) => {
  const layers = listAt(config, 'discriminator', 'layers');
  const before = layers.at(-2);
  const isRow = at(before, 'dense') !== undefined || at(before, 'flatten') !== undefined;
  const isAlone = listAt(config, 'penalties').length === 0 && objectiveOf(config) !== 'energy';
  if (!isRow || !isAlone || judgesWith(config, 'minibatch-discrimination', 'minibatch-stddev')) return undefined;
  return addition('minibatchDiscrimination', texts, {
    kind: 'insert',
    path: 'discriminator.layers',
    position: layers.length - 1,
    value: { 'minibatch-discrimination': 8, dimensions: 3 },
  });
};
