/** All parts of a game, every two of them together, and the smallest config that has them. */
import type { ConfigInput, LayerInput, MechanismInput, PenaltyInput } from '../../../src/config/index.ts';
import { objectives } from '../../../src/gan/index.ts';

/** A config in the making. */
interface Draft {
  data: ConfigInput['data'];
  objective: NonNullable<ConfigInput['objective']>;
  penalties: PenaltyInput[];
  mechanisms: MechanismInput[];
  condition?: NonNullable<ConfigInput['condition']>;
  /** Layers of D between its first and its last. */
  inside: LayerInput[];
  spectralNorm: boolean;
}

export interface Part {
  readonly name: string;
  readonly put: (draft: Draft) => void;
}

const part = (name: string, put: (draft: Draft) => void): Part => ({ name, put });
const penalty = (given: PenaltyInput): Part => part(given.type, ({ penalties }) => penalties.push(given));
const mechanism = (given: MechanismInput, name: string = given.type): Part =>
  part(name, ({ mechanisms }) => mechanisms.push(given));

const goals: Part[] = [...Object.keys(objectives), 'energy'].map((name) =>
  part(name, (draft) => (draft.objective = name as NonNullable<ConfigInput['objective']>)),
);
const penalties: Part[] = [
  penalty({ type: 'gradient', weight: 0.1 }),
  penalty({ type: 'dragan', weight: 0.1 }),
  penalty({ type: 'r1' }),
  penalty({ type: 'r2' }),
  penalty({ type: 'clip', limit: 0.2 }),
];
const mechanisms: Part[] = [
  mechanism({ type: 'unrolled', steps: 1 }),
  mechanism({ type: 'unrolled-first-order', steps: 1 }),
  mechanism({ type: 'mad-gan', generators: 2, identify: false, cosine: 1 }, 'mad-gan, cosine'),
  mechanism({ type: 'mad-gan', generators: 2 }, 'mad-gan, classes'),
  mechanism({ type: 'mr-gan', encoder: { layers: [{ dense: 2 }] } }),
  mechanism({ type: 'label-smoothing' }),
  mechanism({ type: 'instance-noise' }),
  mechanism({ type: 'packing' }),
  mechanism({ type: 'generator-average', decay: 0.9 }),
  part('augmentation', (draft) => {
    draft.data = { type: 'digits' };
    draft.mechanisms.push({ type: 'augmentation' });
  }),
];
const layers: Part[] = [
  part('minibatch-discrimination', ({ inside }) => inside.push({ 'minibatch-discrimination': 2, dimensions: 2 })),
  part('minibatch-stddev', ({ inside }) => inside.push({ 'minibatch-stddev': 2 })),
  part('spectral norm', (draft) => (draft.spectralNorm = true)),
];
const conditions: Part[] = [
  part('concatenation', (draft) => (draft.condition = { type: 'concatenation', embedding: 2 })),
  part('projection', (draft) => (draft.condition = { type: 'projection' })),
];
const parts = [...goals, ...penalties, ...mechanisms, ...layers, ...conditions];
/** Of these a game has one. */
const alternatives = [goals, conditions];

export const pairs = parts.flatMap((a, i) =>
  parts
    .slice(i + 1)
    .filter((b) => !alternatives.some((group) => group.includes(a) && group.includes(b)))
    .map((b) => [a, b] as const),
);

export function draftOf(chosen: readonly Part[]): Draft {
  const draft: Draft = {
    data: { type: 'ring', modes: 3, radius: 1, std: 0.1 },
    objective: 'non-saturating',
    penalties: [],
    mechanisms: [],
    inside: [],
    spectralNorm: false,
  };
  for (const { put } of chosen) put(draft);
  return draft;
}

/** As small as can be, with ends that fit the parts. */
export function configOf({ inside, spectralNorm, ...draft }: Draft): ConfigInput {
  const sample = draft.data.type === 'digits' ? 64 : 2;
  const has = (type: string, is: (each: MechanismInput) => boolean = () => true): boolean =>
    draft.mechanisms.some((each) => each.type === type && is(each));
  const shown = has('packing') ? 2 * sample : sample;
  const classes = has('mad-gan', (each) => each.type === 'mad-gan' && each.identify !== false) ? 3 : 1;
  return {
    ...draft,
    latent: 2,
    generator: { layers: [{ dense: 3, activation: 'tanh' }, { dense: sample }] },
    discriminator: {
      layers: [
        { dense: 3, activation: 'tanh', spectralNorm },
        ...inside,
        { dense: draft.objective === 'energy' ? shown : classes, spectralNorm },
      ],
    },
    training: { batch: 4, optimizer: { type: 'sgd', learningRate: 0.05 } },
  };
}
