/** Shape rules of all layers, and of a network as a whole. A new layer is a file beside these and a line here. */
import {
  kindOfLayer,
  type LayerConfig,
  type LayerInput,
  type LayerInputOf,
  type LayerKind,
} from '../../config/index.ts';
import { conv2dShape } from './conv2d.ts';
import { conv2dTransposeShape } from './conv2d-transpose.ts';
import { denseShape } from './dense.ts';
import { flattenShape } from './flatten.ts';
import { maxoutShape } from './maxout.ts';
import { minibatchDiscriminationShape } from './minibatch-discrimination.ts';
import { minibatchStddevShape } from './minibatch-stddev.ts';
import { normShape } from './norm.ts';
import { reshapeShape } from './reshape.ts';
import { residualShape } from './residual.ts';
import { sameShape } from './same.ts';
import type { LayerShape, SampleShape } from './shape.ts';
import { upsampleShape } from './upsample.ts';

export { codeLayerOf } from './code-layer.ts';
export { verdictLayerOf } from './verdict-layer.ts';
export { sizeOf, type LayerShape, type SampleShape } from './shape.ts';

type ShapeRule<Layer> = (layer: Layer, input: SampleShape) => LayerShape;

const rules: { readonly [Kind in LayerKind]: ShapeRule<LayerInputOf<Kind>> } = {
  dense: denseShape,
  conv2d: conv2dShape,
  'conv2d-transpose': conv2dTransposeShape,
  upsample: upsampleShape,
  reshape: reshapeShape,
  flatten: flattenShape,
  'batch-norm': normShape,
  'layer-norm': normShape,
  maxout: maxoutShape,
  dropout: sameShape,
  residual: residualShape,
  'minibatch-discrimination': minibatchDiscriminationShape,
  'minibatch-stddev': minibatchStddevShape,
};

/** What one layer makes of a sample of shape `input`. Takes layers with or without their defaults filled in. */
export function layerShape(layer: LayerConfig | LayerInput, input: SampleShape): LayerShape {
  // The table pairs each kind with its own rule; the compiler cannot follow the pair through a union.
  const rule = rules[kindOfLayer(layer)] as ShapeRule<LayerConfig | LayerInput>;
  return rule(layer, input);
}

/** A network's shapes: each layer's, up to and including the first that does not fit. */
export interface NetworkShape {
  readonly layers: readonly LayerShape[];
  /** Undefined when a layer does not fit. */
  readonly output: SampleShape | undefined;
  /** Learned numbers of all layers that fit. */
  readonly parameters: number;
}

export function networkShape(layers: readonly (LayerConfig | LayerInput)[], input: SampleShape): NetworkShape {
  const shapes: LayerShape[] = [];
  let shape = input;
  let parameters = 0;
  for (const layer of layers) {
    const result = layerShape(layer, shape);
    shapes.push(result);
    if (!result.ok) return { layers: shapes, output: undefined, parameters };
    shape = result.output;
    parameters += result.parameters;
  }
  return { layers: shapes, output: shape, parameters };
}
