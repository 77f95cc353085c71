/** Whether the networks fit each other and the data. */
import {
  batchwiseLayers,
  configSchema,
  discriminatorSchema,
  generatorSchema,
  isValid,
  kindOfLayer,
  pathOf,
  trainingSchema,
  type Activation,
  type LayerInput,
  type PenaltyInput,
  type Segments,
} from '../config/index.ts';
import { networkShape, sizeOf, verdictLayerOf, type SampleShape } from '../nn/shapes/index.ts';
import { classWidth, conditionOf } from './condition.ts';
import { generatorsOf, outputsOf, packOf } from './mechanisms.ts';
import { energyOf } from './objective-name.ts';
import type { Complaint } from './problem.ts';

/** What is known of the data's samples. */
export interface DataExtent {
  /** Of one sample: `[features]` of points, `[channels, height, width]` of images. */
  readonly shape: SampleShape;
  readonly lowest?: number;
  readonly highest?: number;
  /** How many classes they are of, 0 for none; absent where that is not known. */
  readonly classes?: number;
}

/** A network beyond this many numbers would not fit beside its optimiser and gradients in 2 GB. */
const mostParameters = 100_000_000;

/** @param data undefined where its shape is not known; then the generator's output is not checked */
export function checkNetworks(config: Readonly<Record<string, unknown>>, data: DataExtent | undefined): Complaint[] {
  const { generator, discriminator } = config;
  return [
    ...(isValid(generatorSchema, generator) ? checkGenerator(generator.layers, config, data) : []),
    ...(isValid(discriminatorSchema, discriminator) && energyOf(config) === undefined
      ? checkDiscriminator(discriminator.layers, config, data)
      : []),
    ...(isValid(generatorSchema, generator) ? checkBatchLayersOfGenerator(generator.layers) : []),
    ...(isValid(discriminatorSchema, discriminator)
      ? checkGroups(discriminator.layers, ['discriminator', 'layers'], config['training'])
      : []),
    ...(isValid(discriminatorSchema, discriminator) ? checkSlopes(discriminator.layers, config['penalties']) : []),
  ];
}

function checkGenerator(
  layers: readonly LayerInput[],
  config: Readonly<Record<string, unknown>>,
  data: DataExtent | undefined,
): Complaint[] {
  const path = ['generator', 'layers'];
  const { latent } = config;
  const inputs = (isValid(configSchema.properties.latent, latent) ? latent : 1) + classWidth(config, data);
  const { problems, output, parameters } = checkShapes(layers, [inputs], path);
  const { count: generators, sharedLayers } = generatorsOf(config);
  const shared = networkShape(layers.slice(0, sharedLayers), [inputs]).parameters;
  problems.push(...checkSize(shared + generators * (parameters - shared), path, generators));
  const last = [...path, layers.length - 1];
  if (output === undefined || data === undefined) return problems;
  const wanted = data.shape;
  if (!fits(output, wanted)) {
    const images = output.length > 1 || wanted.length > 1;
    problems.push({
      code: 'generator-output',
      message: images
        ? `The generator gives samples of shape ${shapeText(output)}, but those of the data are ${shapeText(wanted)}.`
        : `The generator gives ${count(sizeOf(output), 'number')} per sample, but the data has ${count(sizeOf(wanted), 'dimension')}.`,
      ...endingIn(sizeOf(wanted), layers, last),
    });
  }
  const { activation, path: blamed } = activationOf(layers, path);
  const { lowest = 0, highest = 0 } = data;
  const range = rangeOf[activation];
  if (range !== undefined && (lowest < range.lowest || highest > range.highest)) {
    const edge = lowest < range.lowest ? lowest : highest;
    problems.push({
      code: 'generator-activation',
      severity: 'warning',
      message: `With "${activation}" the generator cannot reach the data: it gives numbers ${range.words}, the data goes to ${Number(edge.toPrecision(4))}.`,
      path: blamed,
      fix: setTo(blamed, 'linear'),
    });
  }
  return problems;
}

function checkDiscriminator(
  layers: readonly LayerInput[],
  config: Readonly<Record<string, unknown>>,
  data: DataExtent | undefined,
): Complaint[] {
  const path = ['discriminator', 'layers'];
  const wanted = outputsOf(config);
  const { problems, output, parameters } = checkShapes(layers, data && judgedShape(config, data), path);
  problems.push(...checkSize(parameters, path));
  const last = [...path, layers.length - 1];
  if (output !== undefined && sizeOf(output) !== wanted) {
    problems.push({
      code: 'discriminator-output',
      message:
        wanted === 1
          ? `The discriminator must end in 1 number, its verdict on the sample; this layer gives ${sizeOf(output)}.`
          : `A discriminator that tells ${wanted - 1} generators apart must end in ${wanted} numbers, one for each and one for real data; this layer gives ${sizeOf(output)}.`,
      ...endingIn(wanted, layers, last),
    });
  }
  const { activation, path: blamed } = activationOf(layers, path);
  if (rangeOf[activation] !== undefined) {
    problems.push({
      code: 'discriminator-activation',
      severity: 'warning',
      message: `The discriminator's output is a logit and must be free to take any value; "${activation}" keeps it ${rangeOf[activation].words}.`,
      path: blamed,
      fix: setTo(blamed, 'linear'),
    });
  }
  return problems;
}

/** A generator must make the same of a latent whatever else is in the batch: it is sampled in batches of other sizes. */
function checkBatchLayersOfGenerator(layers: readonly LayerInput[]): Complaint[] {
  return layers.flatMap((layer, position) => {
    const kind = kindOfLayer(layer);
    if (kind !== 'minibatch-stddev' && kind !== 'minibatch-discrimination') return [];
    const path = ['generator', 'layers', position];
    return [
      {
        code: 'batch-layer-in-generator' as const,
        message: `"${kind}" looks at a whole batch, which is for the discriminator: what the generator makes of a latent must not depend on the others.`,
        path,
        fix: { title: `Remove "${kind}"`, edits: [{ kind: 'remove' as const, path: pathOf(path) }] },
      },
    ];
  });
}

/** @param path of the layers, a discriminator's */
export function checkGroups(layers: readonly LayerInput[], path: Segments, training: unknown): Complaint[] {
  const given = training ?? {};
  if (!isValid(trainingSchema, given)) return [];
  const batch = given.batch ?? (trainingSchema.properties.batch.default as number);
  return layers.flatMap((layer, position) => {
    if (!('minibatch-stddev' in layer) || batch % layer['minibatch-stddev'] === 0) return [];
    return [
      {
        code: 'group-size' as const,
        message: `A batch of ${batch} cannot be split into groups of ${layer['minibatch-stddev']}.`,
        path: [...path, position, 'minibatch-stddev'],
      },
    ];
  });
}

/** A slope at one sample has no meaning where the score depends on the others (Gulrajani et al. 2017, section 4). */
function checkSlopes(layers: readonly LayerInput[], penalties: unknown): Complaint[] {
  if (!isValid(configSchema.properties.penalties, penalties)) return [];
  const penalty = penalties.find(({ type }) => slopes.has(type));
  if (penalty === undefined) return [];
  return placed(layers, ['discriminator', 'layers']).flatMap(({ layer, path }) => {
    const kind = kindOfLayer(layer);
    if (!batchwiseLayers.has(kind)) return [];
    const instead = kind === 'batch-norm' ? '; "layer-norm" in its place does not' : '';
    const message = `The penalty "${penalty.type}" is on the slope at each sample alone, but with "${kind}" a sample's score depends on its whole batch${instead}.`;
    return [{ code: 'batch-layer-with-penalty' as const, severity: 'warning' as const, message, path }];
  });
}

/** Each layer with its place, those inside of others included. */
function placed(layers: readonly LayerInput[], path: Segments): { layer: LayerInput; path: Segments }[] {
  return layers.flatMap((layer, position) => {
    const own = [...path, position];
    const inside = 'residual' in layer ? placed(layer.residual, [...own, 'residual']) : [];
    return [{ layer, path: own }, ...inside];
  });
}

const slopes: ReadonlySet<PenaltyInput['type']> = new Set(['gradient', 'dragan', 'r1', 'r2']);

/** What the last layer with an activation ends in, and where that stands; layers after it only move numbers about. */
function activationOf(layers: readonly LayerInput[], path: Segments): { activation: Activation; path: Segments } {
  const position = verdictLayerOf(layers);
  const layer = layers[position];
  return {
    activation: layer !== undefined && 'activation' in layer ? (layer.activation ?? 'linear') : 'linear',
    path: [...path, position, 'activation'],
  };
}

/** Where to blame a last layer for its number of outputs, and how to put it right. */
export function endingIn(
  outputs: number,
  layers: readonly LayerInput[],
  last: Segments,
): Pick<Complaint, 'path' | 'fix'> {
  const layer = layers.at(-1);
  if (layer === undefined || !('dense' in layer)) return { path: last };
  return { path: [...last, 'dense'], fix: setTo([...last, 'dense'], outputs) };
}

/** @param input undefined where it is not known; then layers are checked from the first on that takes anything */
export function checkShapes(
  layers: readonly LayerInput[],
  input: SampleShape | undefined,
  path: Segments,
): { problems: Complaint[]; output: SampleShape | undefined; parameters: number } {
  const first = input === undefined ? layers.findIndex((layer) => 'dense' in layer || 'maxout' in layer) : 0;
  if (first < 0) return { problems: [], output: undefined, parameters: 0 };
  const shape = networkShape(layers.slice(first), input ?? [1]);
  const problems: Complaint[] = shape.layers.flatMap((layer, position) =>
    layer.ok
      ? []
      : [
          {
            code: 'layer-input',
            message: `This layer does not fit: ${layer.reason}.`,
            path: [...path, first + position, ...(layer.at ?? [])],
          },
        ],
  );
  return { problems, output: shape.output, parameters: shape.parameters };
}

/** @param generators how many there are, whose parameters these are together */
function checkSize(parameters: number, path: Segments, generators = 1): Complaint[] {
  if (parameters <= mostParameters) return [];
  const [name] = path;
  const who = generators === 1 ? `The ${String(name)} has` : `The ${generators} generators together have`;
  const message = `${who} ${Math.round(parameters / 1e6)} million parameters; at most ${mostParameters / 1e6} million are supported.`;
  return [{ code: 'network-too-large', message, path, at: 'key' }];
}

/**
 * What D is shown: a pack of samples as one, their channels, or numbers, one after the other; and with them their class,
 * where it is put there.
 */
export function judgedShape(config: Readonly<Record<string, unknown>>, data: DataExtent): SampleShape {
  const [first = 1, ...rest] = data.shape;
  const beside = conditionOf(config)?.type === 'concatenation' ? classWidth(config, data) : 0;
  return [first * packOf(config) + beside, ...rest];
}

/** Whether what a generator gives can be taken for samples: of the same shape, or as many numbers in a row. */
function fits(output: SampleShape, data: SampleShape): boolean {
  if (sizeOf(output) !== sizeOf(data)) return false;
  return output.length === 1 || data.length === 1 || shapeText(output) === shapeText(data);
}

function shapeText(shape: SampleShape): string {
  return `[${shape.join(', ')}]`;
}

/** What each activation can give; undefined for any number. */
const rangeOf: Readonly<Record<Activation, { lowest: number; highest: number; words: string } | undefined>> = {
  linear: undefined,
  'leaky-relu': undefined,
  relu: { lowest: 0, highest: Infinity, words: 'at or above 0' },
  softplus: { lowest: 0, highest: Infinity, words: 'above 0' },
  elu: { lowest: -1, highest: Infinity, words: 'above -1' },
  selu: { lowest: -1.7581, highest: Infinity, words: 'above -1.758' },
  gelu: { lowest: -0.17, highest: Infinity, words: 'above -0.17' },
  silu: { lowest: -0.2785, highest: Infinity, words: 'above -0.279' },
  tanh: { lowest: -1, highest: 1, words: 'between -1 and 1' },
  sigmoid: { lowest: 0, highest: 1, words: 'between 0 and 1' },
};

function setTo(path: Segments, value: unknown) {
  return { title: `Set to ${JSON.stringify(value)}`, edits: [{ kind: 'set', path: pathOf(path), value }] } as const;
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
