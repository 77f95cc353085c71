/** The networks that the mechanism `mr-gan` adds. */
import { configSchema, isValid, kindOfLayer, pathOf, type MechanismInput, type Segments } from '../config/index.ts';
import { sizeOf } from '../nn/shapes/index.ts';
import { placedMechanisms } from './mechanisms.ts';
import { checkGroups, checkShapes, endingIn, type DataExtent } from './networks.ts';
import type { Complaint } from './problem.ts';

type Config = Readonly<Record<string, unknown>>;
type MrGan = Extract<MechanismInput, { type: 'mr-gan' }>;

export function checkMrGan(config: Config, data: DataExtent | undefined): Complaint[] {
  return placedMechanisms(config).flatMap(({ mechanism, path }) =>
    mechanism.type === 'mr-gan'
      ? [
          ...checkEncoder(mechanism, [...path, 'encoder', 'layers'], config, data),
          ...checkDiffusion(mechanism, [...path, 'diffusion', 'layers'], config, data),
        ]
      : [],
  );
}

function checkEncoder(
  { encoder: { layers } }: MrGan,
  path: Segments,
  { latent }: Config,
  data: DataExtent | undefined,
): Complaint[] {
  const { problems, output } = checkShapes(layers, data?.shape, path);
  if (output !== undefined && isValid(configSchema.properties.latent, latent) && sizeOf(output) !== latent) {
    problems.push({
      code: 'encoder-output',
      message: `The encoder gives ${sizeOf(output)} numbers, but the generator starts from ${latent}.`,
      ...endingIn(latent, layers, [...path, layers.length - 1]),
    });
  }
  const batchLayers = layers.flatMap((layer, position): Complaint[] => {
    const kind = kindOfLayer(layer);
    if (kind !== 'minibatch-stddev' && kind !== 'minibatch-discrimination') return [];
    const place = [...path, position];
    return [
      {
        code: 'batch-layer-in-encoder',
        message: `"${kind}" looks at a whole batch, which is for a discriminator: the code of a sample must not depend on the others.`,
        path: place,
        fix: { title: `Remove "${kind}"`, edits: [{ kind: 'remove', path: pathOf(place) }] },
      },
    ];
  });
  return [...problems, ...batchLayers];
}

function checkDiffusion(
  { diffusion }: MrGan,
  path: Segments,
  { training }: Config,
  data: DataExtent | undefined,
): Complaint[] {
  if (diffusion === undefined) return [];
  const { layers } = diffusion;
  const { problems, output } = checkShapes(layers, data?.shape, path);
  if (output !== undefined && sizeOf(output) !== 1) {
    problems.push({
      code: 'discriminator-output',
      message: `This discriminator must end in 1 number, its verdict on the sample; this layer gives ${sizeOf(output)}.`,
      ...endingIn(1, layers, [...path, layers.length - 1]),
    });
  }
  return [...problems, ...checkGroups(layers, path, training)];
}
