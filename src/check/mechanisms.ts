/** Mechanisms that cannot stand beside each other or beside the rest of the config. */
import {
  discriminatorSchema,
  generatorSchema,
  isValid,
  mechanismSchema,
  pathOf,
  trainingSchema,
  type MechanismInput,
  type Segments,
} from '../config/index.ts';
import { objectiveName } from './objective-name.ts';
import type { Complaint, Fix } from './problem.ts';

export interface Placed {
  readonly mechanism: MechanismInput;
  readonly path: Segments;
}

/** Mechanisms that do the same thing in two ways. */
const exclusive: readonly { readonly types: readonly MechanismInput['type'][]; readonly why: string }[] = [
  {
    types: ['unrolled', 'unrolled-first-order'],
    why: 'G can meet one D only, with or without the gradient through its simulated updates',
  },
  {
    types: ['mad-gan', 'packing'],
    why: 'a pack would hold samples of one generator only, which would have to show all the variety of the data',
  },
  {
    types: ['mr-gan', 'mad-gan'],
    why: 'an encoder learns the way back through one generator, not through several',
  },
  {
    types: ['mr-gan', 'packing'],
    why: 'its second discriminator says of single samples whether they are missing',
  },
];

export function checkMechanisms(config: Readonly<Record<string, unknown>>): Complaint[] {
  const placed = placedMechanisms(config);
  return placed.flatMap((each, position) => [
    ...checkRepeated(each, placed.slice(0, position)),
    ...(each.mechanism.type === 'label-smoothing' ? checkLabels(each, config) : []),
    ...(each.mechanism.type === 'packing' ? checkPacks(each.mechanism, each.path, config) : []),
    ...(each.mechanism.type === 'mr-gan' ? checkVerdict(each, config) : []),
    ...(each.mechanism.type === 'mad-gan' ? checkGenerators(each.mechanism, each.path, config) : []),
  ]);
}

/** How many numbers D has to end in: its verdict, or one for each generator and one for real data. */
export function outputsOf(config: Readonly<Record<string, unknown>>): number {
  const several = placedMechanisms(config).find(({ mechanism }) => mechanism.type === 'mad-gan')?.mechanism;
  return several?.type === 'mad-gan' && several.identify !== false ? several.generators + 1 : 1;
}

/** How many generators there are, and how many first layers they have in common. */
export function generatorsOf(config: Readonly<Record<string, unknown>>): { count: number; sharedLayers: number } {
  const several = placedMechanisms(config).find(({ mechanism }) => mechanism.type === 'mad-gan')?.mechanism;
  if (several?.type !== 'mad-gan') return { count: 1, sharedLayers: 0 };
  return { count: several.generators, sharedLayers: several.sharedLayers ?? 0 };
}

/** How many samples D judges at once. */
export function packOf(config: Readonly<Record<string, unknown>>): number {
  const packing = placedMechanisms(config).find(({ mechanism }) => mechanism.type === 'packing')?.mechanism;
  return packing?.type === 'packing' ? (packing.samples ?? 2) : 1;
}

function checkGenerators(
  { generators, identify, sharedLayers = 0 }: Extract<MechanismInput, { type: 'mad-gan' }>,
  path: Segments,
  config: Readonly<Record<string, unknown>>,
): Complaint[] {
  const complaints: Complaint[] = [];
  const { generator } = config;
  const batch = batchOf(config);
  if (batch !== undefined && batch % generators !== 0) {
    complaints.push({
      code: 'generators-in-batch',
      message: `A batch of ${batch} cannot be shared evenly by ${generators} generators.`,
      path: [...path, 'generators'],
    });
  }
  if (isValid(generatorSchema, generator) && sharedLayers >= generator.layers.length) {
    complaints.push({
      code: 'shared-layers',
      message: `Of ${generator.layers.length} layers at most ${generator.layers.length - 1} can be common to all generators: with all of them they would be one generator.`,
      path: [...path, 'sharedLayers'],
    });
  }
  const played = objectiveName(config) ?? 'non-saturating';
  if (identify !== false && played !== 'non-saturating' && played !== 'minimax') {
    complaints.push({
      code: 'mechanism-conflict',
      message: `A discriminator that tells generators apart has a loss of its own, the cross-entropy, in place of "${played}"; beside it only "minimax" and "non-saturating" can stand. Set "identify" to false to keep the objective.`,
      path,
      fix: {
        title: 'Set "identify" to false',
        edits: [{ kind: 'set', path: pathOf([...path, 'identify']), value: false }],
      },
    });
  }
  return complaints;
}

/** Those that are valid, each with its place. */
export function placedMechanisms({ mechanisms }: Readonly<Record<string, unknown>>): Placed[] {
  if (!Array.isArray(mechanisms)) return [];
  return mechanisms.flatMap((mechanism: unknown, position) =>
    isValid(mechanismSchema, mechanism) ? [{ mechanism, path: ['mechanisms', position] }] : [],
  );
}

function checkRepeated({ mechanism: { type }, path }: Placed, earlier: readonly Placed[]): Complaint[] {
  const has = (other: string) => earlier.some(({ mechanism }) => mechanism.type === other);
  const complaint = { code: 'mechanism-conflict', path, fix: removal(path, type) } as const;
  if (has(type)) return [{ ...complaint, message: `"${type}" is there already; each mechanism counts once.` }];
  return exclusive.flatMap(({ types, why }) => {
    const other = types.includes(type) ? types.find((each) => each !== type && has(each)) : undefined;
    return other === undefined ? [] : [{ ...complaint, message: `"${type}" cannot stand beside "${other}": ${why}.` }];
  });
}

function removal(path: Segments, type: string): Fix {
  return { title: `Remove "${type}"`, edits: [{ kind: 'remove', path: pathOf(path) }] };
}

/** Undefined where `training` is not valid. */
export function batchOf(config: Readonly<Record<string, unknown>>): number | undefined {
  const training = config['training'] ?? {};
  if (!isValid(trainingSchema, training)) return undefined;
  return training.batch ?? (trainingSchema.properties.batch.default as number);
}

function checkPacks(
  { samples = 2 }: Extract<MechanismInput, { type: 'packing' }>,
  path: Segments,
  config: Readonly<Record<string, unknown>>,
): Complaint[] {
  const batch = batchOf(config);
  if (batch === undefined) return [];
  const packs = batch / samples;
  if (!Number.isInteger(packs)) {
    const message = `A batch of ${batch} cannot be put into packs of ${samples}.`;
    return [{ code: 'packs-in-batch', message, path: [...path, 'samples'] }];
  }
  const { discriminator } = config;
  if (!isValid(discriminatorSchema, discriminator)) return [];
  return discriminator.layers.flatMap((layer) => {
    if (!('minibatch-stddev' in layer) || packs % layer['minibatch-stddev'] === 0) return [];
    const message = `A batch of ${batch} is ${packs} packs of ${samples}, which cannot be split into groups of ${layer['minibatch-stddev']} for "minibatch-stddev".`;
    return [{ code: 'packs-in-batch' as const, message, path: [...path, 'samples'] }];
  });
}

/** Smoothing is of the labels in a cross-entropy between real and generated. */
function checkLabels({ mechanism: { type }, path }: Placed, config: Readonly<Record<string, unknown>>): Complaint[] {
  const complaint = { code: 'mechanism-conflict', path, fix: removal(path, type) } as const;
  const objective = objectiveName(config) ?? 'non-saturating';
  if (objective !== 'non-saturating' && objective !== 'minimax') {
    const message = `"${type}" smooths the labels of a cross-entropy, and "${objective}" has none; it goes with "minimax" and "non-saturating".`;
    return [{ ...complaint, message }];
  }
  if (outputsOf(config) > 1) {
    const message = `"${type}" is for a discriminator with two answers; with "mad-gan" and "identify" it has one for each generator.`;
    return [{ ...complaint, message }];
  }
  return [];
}

/** D_D gives a probability that a sample was made from a code. */
function checkVerdict({ mechanism: { type }, path }: Placed, config: Readonly<Record<string, unknown>>): Complaint[] {
  const objective = objectiveName(config) ?? 'non-saturating';
  if (objective === 'non-saturating' || objective === 'minimax') return [];
  const message = `"${type}" plays for a cross-entropy with two discriminators, whose verdicts are probabilities; those of "${objective}" are none. It goes with "minimax" and "non-saturating".`;
  return [{ code: 'mechanism-conflict', message, path, fix: removal(path, type) }];
}
