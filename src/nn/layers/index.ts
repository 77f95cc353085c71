/** All layers. A new one is a file beside these and a line here, as its shape rule is in src/nn/shapes. */
import { kindOfLayer, type LayerConfig, type LayerConfigOf, type LayerKind } from '../../config/index.ts';
import { GraphError } from '../../graph/index.ts';
import { layerShape, type SampleShape } from '../shapes/index.ts';
import { conv2dLayer } from './conv2d.ts';
import { conv2dTransposeLayer } from './conv2d-transpose.ts';
import { denseLayer } from './dense.ts';
import type { Layer, LayerBody } from './layer.ts';
import { minibatchDiscriminationLayer } from './minibatch-discrimination.ts';
import { minibatchStddevLayer } from './minibatch-stddev.ts';
import { reshapeLayer } from './reshape.ts';
import { upsampleLayer } from './upsample.ts';

export type { Layer, Parameter } from './layer.ts';

/** @param input and output: shapes of one sample, which fit each other by the layer's shape rule */
type CreateLayer<Config> = (config: Config, input: SampleShape, output: SampleShape) => LayerBody;

const layers: { readonly [Kind in LayerKind]: CreateLayer<LayerConfigOf<Kind>> } = {
  dense: denseLayer,
  conv2d: conv2dLayer,
  'conv2d-transpose': conv2dTransposeLayer,
  upsample: upsampleLayer,
  reshape: reshapeLayer,
  flatten: reshapeLayer,
  'minibatch-discrimination': minibatchDiscriminationLayer,
  'minibatch-stddev': minibatchStddevLayer,
};

/**
 * A layer of a config for samples of this shape.
 * @throws GraphError where the layer cannot take them (src/check says so before)
 */
export function createLayer(config: LayerConfig, input: SampleShape): Layer {
  const kind = kindOfLayer(config);
  const shape = layerShape(config, input);
  if (!shape.ok) throw new GraphError('shape', kind, [input], shape.reason);
  // The table pairs each kind with its own function; the compiler cannot follow the pair through a union.
  const create = layers[kind] as CreateLayer<LayerConfig>;
  return { ...create(config, input, shape.output), output: shape.output };
}
