/** What each layer of a config's networks makes, and how much it learns: what an editor shows beside it. */
import {
  configSchema,
  discriminatorSchema,
  generatorSchema,
  isValid,
  parseConfig,
  type LayerInput,
  type ParsedConfig,
  type TextRange,
} from '../config/index.ts';
import { networkShape, type SampleShape } from '../nn/shapes/index.ts';
import { checkData, type DataContext } from './data.ts';
import { classWidth } from './condition.ts';
import { judgedShape } from './networks.ts';

export interface LayerNote {
  /** The layer in the text. */
  readonly range: TextRange;
  /** Shape of what comes out for one sample. */
  readonly output: SampleShape;
  /** Learned numbers of this layer. */
  readonly parameters: number;
  /** Of all layers of its network up to this one. */
  readonly sum: number;
}

/**
 * Up to the first layer of a network that does not fit; nothing of a network whose input is not known.
 * @param text may be parsed already
 */
export async function layerNotes(text: string | ParsedConfig, context: DataContext): Promise<LayerNote[]> {
  const parsed = typeof text === 'string' ? parseConfig(text) : text;
  if (parsed.root?.type !== 'object' || parsed.syntaxErrors.length > 0) return [];
  const config = parsed.value as Readonly<Record<string, unknown>>;
  const { generator, discriminator, latent } = config;
  const notesOf = (name: string, layers: readonly LayerInput[], input: SampleShape): LayerNote[] => {
    let sum = 0;
    return networkShape(layers, input).layers.flatMap((layer, position) => {
      if (!layer.ok) return [];
      sum += layer.parameters;
      const range = parsed.rangeOf([name, 'layers', position]).value;
      return [{ range, output: layer.output, parameters: layer.parameters, sum }];
    });
  };
  const { extent } = await checkData(config, context);
  const ofGenerator =
    isValid(generatorSchema, generator) && isValid(configSchema.properties.latent, latent)
      ? notesOf('generator', generator.layers, [latent + classWidth(config, extent)])
      : [];
  if (!isValid(discriminatorSchema, discriminator) || extent === undefined) return ofGenerator;
  return [...ofGenerator, ...notesOf('discriminator', discriminator.layers, judgedShape(config, extent))];
}
