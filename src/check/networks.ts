/** Whether the networks fit each other and the data. */
import {
  configSchema,
  discriminatorSchema,
  generatorSchema,
  isValid,
  pathOf,
  trainingSchema,
  type Activation,
  type LayerInput,
  type Segments,
} from '../config/index.ts';
import { networkShape, sizeOf } from '../nn/shapes/index.ts';
import { outputsOf } from './mechanisms.ts';
import type { Complaint } from './problem.ts';

/** What is known of the data's samples. */
export interface DataExtent {
  readonly dimensions: number;
  readonly lowest?: number;
  readonly highest?: number;
}

/** A network beyond this many numbers would not fit beside its optimiser and gradients in 2 GB. */
const mostParameters = 100_000_000;

/** @param data undefined where its dimensions are not known; then the generator's output is not checked */
export function checkNetworks(config: Readonly<Record<string, unknown>>, data: DataExtent | undefined): Complaint[] {
  const { generator, discriminator, latent } = config;
  return [
    ...(isValid(generatorSchema, generator) ? checkGenerator(generator.layers, latent, data) : []),
    ...(isValid(discriminatorSchema, discriminator)
      ? checkDiscriminator(discriminator.layers, data, outputsOf(config))
      : []),
    ...(isValid(generatorSchema, generator) ? checkBatchLayersOfGenerator(generator.layers) : []),
    ...(isValid(discriminatorSchema, discriminator) ? checkGroups(discriminator.layers, config['training']) : []),
  ];
}

function checkGenerator(layers: readonly LayerInput[], latent: unknown, data: DataExtent | undefined): Complaint[] {
  const path = ['generator', 'layers'];
  const inputs = isValid(configSchema.properties.latent, latent) ? latent : 1;
  const { problems, output } = checkShapes(layers, inputs, path, 'generator');
  const last = [...path, layers.length - 1];
  if (output === undefined || data === undefined) return problems;
  if (output !== data.dimensions) {
    problems.push({
      code: 'generator-output',
      message: `The generator gives ${count(output, 'number')} per sample, but the data has ${count(data.dimensions, 'dimension')}.`,
      ...endingIn(data.dimensions, layers, last),
    });
  }
  const activation = activationOf(layers.at(-1));
  const { lowest = 0, highest = 0 } = data;
  const range = rangeOf[activation];
  if (range !== undefined && (lowest < range.lowest || highest > range.highest)) {
    const edge = lowest < range.lowest ? lowest : highest;
    problems.push({
      code: 'generator-activation',
      severity: 'warning',
      message: `With "${activation}" the generator cannot reach the data: it gives numbers ${range.words}, the data goes to ${Number(edge.toPrecision(4))}.`,
      path: [...last, 'activation'],
      fix: setTo([...last, 'activation'], 'linear'),
    });
  }
  return problems;
}

/** @param wanted how many numbers D has to end in */
function checkDiscriminator(layers: readonly LayerInput[], data: DataExtent | undefined, wanted: number): Complaint[] {
  const path = ['discriminator', 'layers'];
  const { problems, output } = checkShapes(layers, data?.dimensions ?? 1, path, 'discriminator');
  const last = [...path, layers.length - 1];
  if (output !== undefined && output !== wanted) {
    problems.push({
      code: 'discriminator-output',
      message:
        wanted === 1
          ? `The discriminator must end in 1 number, its verdict on the sample; this layer gives ${output}.`
          : `A discriminator that tells ${wanted - 1} generators apart must end in ${wanted} numbers, one for each and one for real data; this layer gives ${output}.`,
      ...endingIn(wanted, layers, last),
    });
  }
  const activation = activationOf(layers.at(-1));
  if (rangeOf[activation] !== undefined) {
    problems.push({
      code: 'discriminator-activation',
      severity: 'warning',
      message: `The discriminator's output is a logit and must be free to take any value; "${activation}" keeps it ${rangeOf[activation].words}.`,
      path: [...last, 'activation'],
      fix: setTo([...last, 'activation'], 'linear'),
    });
  }
  return problems;
}

/** A generator must make the same of a latent whatever else is in the batch: it is sampled in batches of other sizes. */
function checkBatchLayersOfGenerator(layers: readonly LayerInput[]): Complaint[] {
  return layers.flatMap((layer, position) => {
    if ('dense' in layer) return [];
    const kind = 'minibatch-stddev' in layer ? 'minibatch-stddev' : 'minibatch-discrimination';
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

function checkGroups(layers: readonly LayerInput[], training: unknown): Complaint[] {
  const given = training ?? {};
  if (!isValid(trainingSchema, given)) return [];
  const batch = given.batch ?? (trainingSchema.properties.batch.default as number);
  return layers.flatMap((layer, position) => {
    if (!('minibatch-stddev' in layer) || batch % layer['minibatch-stddev'] === 0) return [];
    return [
      {
        code: 'group-size' as const,
        message: `A batch of ${batch} cannot be split into groups of ${layer['minibatch-stddev']}.`,
        path: ['discriminator', 'layers', position, 'minibatch-stddev'],
      },
    ];
  });
}

function activationOf(layer: LayerInput | undefined): Activation {
  return layer !== undefined && 'dense' in layer ? (layer.activation ?? 'linear') : 'linear';
}

/** Where to blame a last layer for its number of outputs, and how to put it right. */
function endingIn(outputs: number, layers: readonly LayerInput[], last: Segments): Pick<Complaint, 'path' | 'fix'> {
  const layer = layers.at(-1);
  if (layer === undefined || !('dense' in layer)) return { path: last };
  return { path: [...last, 'dense'], fix: setTo([...last, 'dense'], outputs) };
}

function checkShapes(
  layers: readonly LayerInput[],
  inputs: number,
  path: Segments,
  name: string,
): { problems: Complaint[]; output: number | undefined } {
  const shape = networkShape(layers, [inputs]);
  const problems: Complaint[] = shape.layers.flatMap((layer, position) =>
    layer.ok
      ? []
      : [{ code: 'layer-input', message: `This layer does not fit: ${layer.reason}.`, path: [...path, position] }],
  );
  if (shape.parameters > mostParameters) {
    const millions = Math.round(shape.parameters / 1e6);
    problems.push({
      code: 'network-too-large',
      message: `The ${name} has ${millions} million parameters; at most ${mostParameters / 1e6} million are supported.`,
      path,
      at: 'key',
    });
  }
  return { problems, output: shape.output === undefined ? undefined : sizeOf(shape.output) };
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
