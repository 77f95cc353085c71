/** All layers. A new one is a file beside these and a line here, as its shape rule is in src/nn/shapes. */
import { kindOfLayer, type LayerConfig, type LayerConfigOf, type LayerKind } from '../../config/index.ts';
import { GraphError, named, type Tensor } from '../../graph/index.ts';
import { layerShape, type SampleShape } from '../shapes/index.ts';
import { batchNormLayer } from './batch-norm.ts';
import { conv2dLayer } from './conv2d.ts';
import { conv2dTransposeLayer } from './conv2d-transpose.ts';
import { denseLayer } from './dense.ts';
import { dropoutLayer } from './dropout.ts';
import { layerNormLayer } from './layer-norm.ts';
import type { Layer, LayerBody, Mode, Place, Tensors } from './layer.ts';
import { maxoutLayer } from './maxout.ts';
import { minibatchDiscriminationLayer } from './minibatch-discrimination.ts';
import { minibatchStddevLayer } from './minibatch-stddev.ts';
import { reshapeLayer } from './reshape.ts';
import { residualLayer } from './residual.ts';
import { upsampleLayer } from './upsample.ts';

export type { Layer, LayerNoise, Mode, Parameter } from './layer.ts';

/** @param input and output: shapes of one sample, which fit each other by the layer's shape rule */
type CreateLayer<Config> = (config: Config, input: SampleShape, output: SampleShape, place: Place) => LayerBody;

const layers: { readonly [Kind in LayerKind]: CreateLayer<LayerConfigOf<Kind>> } = {
  dense: denseLayer,
  conv2d: conv2dLayer,
  'conv2d-transpose': conv2dTransposeLayer,
  upsample: upsampleLayer,
  reshape: reshapeLayer,
  flatten: reshapeLayer,
  'batch-norm': batchNormLayer,
  'layer-norm': layerNormLayer,
  maxout: maxoutLayer,
  dropout: (config, _, __, place) => dropoutLayer(config, place),
  residual: (config, input, _, { origin, noise }) =>
    residualLayer(
      config,
      createSequence(config.residual, input, { key: 'residual', origin: `${origin}.residual`, noise }),
    ),
  'minibatch-discrimination': minibatchDiscriminationLayer,
  'minibatch-stddev': minibatchStddevLayer,
};

/**
 * A layer of a config for samples of this shape.
 * @throws GraphError where the layer cannot take them (src/check says so before)
 */
function createLayer(config: LayerConfig, input: SampleShape, place: Place): Layer {
  const kind = kindOfLayer(config);
  const shape = layerShape(config, input);
  if (!shape.ok) throw new GraphError('shape', kind, [input], shape.reason);
  // The table pairs each kind with its own function; the compiler cannot follow the pair through a union.
  const create = layers[kind] as CreateLayer<LayerConfig>;
  return { ...create(config, input, shape.output, place), output: shape.output };
}

/** Layers one after the other. */
export interface Sequence extends Layer {
  /** What each of them makes, first to last. */
  each(parameters: Tensors, x: Tensor, mode: Mode): readonly Tensor[];
}

/**
 * Layers one after the other, as one.
 * @param key what the names of its parameters begin with: `layers[0].weight`
 * @param origin where the list of layers stands in the config, for messages
 * @throws GraphError where one cannot take what the one before it gives
 */
export function createSequence(
  configs: readonly LayerConfig[],
  input: SampleShape,
  { key, origin, noise }: Place & { readonly key: string },
): Sequence {
  let output = input;
  const parts = configs.map((config, position) => {
    const place = `${origin}[${position}]`;
    const layer = createLayer(config, output, { origin: place, noise });
    output = layer.output;
    return { layer, prefix: `${key}[${position}].`, place };
  });
  const step = ({ layer, prefix, place }: (typeof parts)[number], tensors: Tensors, x: Tensor, mode: Mode): Tensor =>
    named(layer.apply(within(tensors, prefix), x, mode), place);
  const each = (tensors: Tensors, x: Tensor, mode: Mode): Tensor[] => {
    let inside = x;
    return parts.map((part) => (inside = step(part, tensors, inside, mode)));
  };
  return {
    parameters: Object.assign(
      {},
      ...parts.map(({ layer, prefix }) => prefixed(layer.parameters, prefix)),
    ) as Layer['parameters'],
    samplewise: parts.every(({ layer }) => layer.samplewise),
    output,
    each,
    apply: (tensors, x, mode) => each(tensors, x, mode).at(-1) ?? x,
    carry: (tensors, x) => {
      let inside = x;
      const moved = parts.map((part) => {
        const { layer, prefix } = part;
        const own = layer.carry?.(within(tensors, prefix), inside) ?? {};
        inside = inside && step(part, tensors, inside, 'settling');
        return prefixed(own, prefix);
      });
      return Object.assign({}, ...moved) as Tensors;
    },
  };
}

function prefixed<T>(named: Readonly<Record<string, T>>, prefix: string): Record<string, T> {
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [prefix + name, value]));
}

/** Those whose names begin so, by the rest of their names. */
function within(tensors: Tensors, prefix: string): Tensors {
  const own = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}
