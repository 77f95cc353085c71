/** Objectives and penalties that make no sense with the rest of the config. */
import {
  discriminatorSchema,
  isValid,
  pathOf,
  penaltiesSchema,
  type LayerInput,
  type PenaltyInput,
  type Segments,
} from '../config/index.ts';
import { codeLayerOf, networkShape, sizeOf, type SampleShape } from '../nn/shapes/index.ts';
import { batchOf, packOf } from './mechanisms.ts';
import type { DataExtent } from './networks.ts';
import { energyOf, objectiveName, type EnergyInput } from './objective-name.ts';
import type { Complaint } from './problem.ts';

type Config = Readonly<Record<string, unknown>>;

export function checkObjective(config: Config, data: DataExtent | undefined): Complaint[] {
  const { discriminator } = config;
  const energy = energyOf(config);
  return [
    ...checkPenalties(config),
    ...(energy === undefined ? [] : checkEnergy(energy, config)),
    ...(energy === undefined || !isValid(discriminatorSchema, discriminator)
      ? []
      : checkAutoencoder(energy, discriminator.layers, data, packOf(config))),
  ];
}

function checkPenalties(config: Config): Complaint[] {
  const penalties = config['penalties'] ?? [];
  const objective = objectiveName(config);
  if (!isValid(penaltiesSchema, penalties)) return [];
  return [
    ...penalties.flatMap((penalty, position) => checkPenalty(penalty, position, penalties, objective)),
    ...(objective === 'wasserstein' && penalties.length === 0 && !isNormalised(config['discriminator'])
      ? [unboundedCritic]
      : []),
  ];
}

function checkPenalty(
  { type }: PenaltyInput,
  position: number,
  penalties: readonly PenaltyInput[],
  objective: string | undefined,
): Complaint[] {
  const path = ['penalties', position];
  const fix = { title: `Remove "${type}"`, edits: [{ kind: 'remove' as const, path: pathOf(path) }] };
  if (objective === 'energy' && type !== 'clip') {
    const message = `"${type}" is about the slope of D's score, and a D with "energy" has none: it ends in a sample put together again. The margin is what keeps it in bounds.`;
    return [{ code: 'penalty-conflict', message, path, fix }];
  }
  if (penalties.slice(0, position).some((earlier) => earlier.type === type)) {
    const message = `"${type}" is there already. It counts twice then; one with the sum of the weights says the same.`;
    return [{ code: 'repeated-penalty', severity: 'warning', message, path, fix }];
  }
  return [];
}

/** Whether any layer of D has its slope bounded. */
function isNormalised(discriminator: unknown): boolean {
  if (!isValid(discriminatorSchema, discriminator)) return false;
  return discriminator.layers.some((layer) => 'spectralNorm' in layer && layer.spectralNorm);
}

/** With the objective `wasserstein` and nothing that bounds D. */
const unboundedCritic: Complaint = {
  code: 'unbounded-critic',
  severity: 'warning',
  message:
    'Nothing bounds the slope of the discriminator, so "wasserstein" is no distance: scores and losses grow without end. Add the penalty "gradient" or "clip", or "spectralNorm" to its layers.',
  path: ['objective'],
  fix: {
    title: 'Add the penalty "gradient"',
    edits: [{ kind: 'set', path: 'penalties', value: [{ type: 'gradient', weight: 10 }] }],
  },
};

function checkEnergy({ pullingAway = 0.1, variational = false, beta }: EnergyInput, config: Config): Complaint[] {
  const complaints: Complaint[] = [];
  const samples = (batchOf(config) ?? Infinity) / packOf(config);
  if (pullingAway > 0 && samples < 2) {
    complaints.push({
      code: 'pairs-in-batch',
      message: 'The pulling-away term compares the samples of a batch, and there is only one; use a larger batch.',
      path: ['objective'],
    });
  }
  if (!variational && beta !== undefined) {
    const path = ['objective', 'beta'];
    complaints.push({
      code: 'unused-setting',
      severity: 'warning',
      message: '"beta" changes nothing without "variational".',
      path,
      at: 'key',
      fix: { title: 'Remove "beta"', edits: [{ kind: 'remove', path: pathOf(path) }] },
    });
  }
  return complaints;
}

/** An encoder that ends in the code, and a decoder that ends in a sample. */
function checkAutoencoder(
  { codeLayer, variational = false }: EnergyInput,
  layers: readonly LayerInput[],
  data: DataExtent | undefined,
  pack: number,
): Complaint[] {
  const path = ['discriminator', 'layers'];
  if (layers.length < 2) {
    const message =
      'With "energy" the discriminator is an autoencoder: one layer or more down to a code, and one or more from there to a sample.';
    return [{ code: 'code-layer', message, path, at: 'key' }];
  }
  if (codeLayer !== undefined && codeLayer >= layers.length - 1) {
    const message = `Of ${layers.length} layers, counted from 0, the code can come from layer ${layers.length - 2} at the latest: the last one puts out the sample.`;
    return [{ code: 'code-layer', message, path: ['objective', 'codeLayer'] }];
  }
  if (data === undefined) return [];
  const [first = 1, ...rest] = data.shape;
  const sample: SampleShape = [pack * first, ...rest];
  const last = codeLayer ?? codeLayerOf(networkShape(layers, sample).layers);
  const encoder = networkShape(layers.slice(0, last + 1), sample);
  if (encoder.output === undefined) return misfits(encoder.layers, 0);
  const [outputs = 0] = encoder.output;
  if (variational && (encoder.output.length !== 1 || outputs % 2 !== 0)) {
    const message = `With "variational" the code layer puts out a mean and a log variance for each number of the code, so an even number in a row; this one gives ${encoder.output.join(' x ')}.`;
    return [{ code: 'code-layer', message, path: [...path, last] }];
  }
  const decoder = networkShape(layers.slice(last + 1), variational ? [outputs / 2] : encoder.output);
  if (decoder.output === undefined) return misfits(decoder.layers, last + 1);
  return sizeOf(decoder.output) === sizeOf(sample) ? [] : [wrongEnd(layers, sizeOf(decoder.output), sizeOf(sample))];
}

function misfits(shapes: ReturnType<typeof networkShape>['layers'], first: number): Complaint[] {
  return shapes.flatMap((layer, position) => {
    if (layer.ok) return [];
    const path = ['discriminator', 'layers', first + position, ...(layer.at ?? [])];
    return [{ code: 'layer-input' as const, message: `This layer does not fit: ${layer.reason}.`, path }];
  });
}

function wrongEnd(layers: readonly LayerInput[], outputs: number, wanted: number): Complaint {
  const last: Segments = ['discriminator', 'layers', layers.length - 1];
  const complaint = {
    code: 'discriminator-output',
    message: `With "energy" the discriminator is an autoencoder and must end in as many numbers as it is shown, ${wanted}; this layer gives ${outputs}.`,
  } as const;
  if (!('dense' in layers.at(-1)!)) return { ...complaint, path: last };
  const path = [...last, 'dense'];
  const edits = [{ kind: 'set' as const, path: pathOf(path), value: wanted }];
  return { ...complaint, path, fix: { title: `Set to ${wanted}`, edits } };
}
