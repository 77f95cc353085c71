/** Shape rules of all layers, and of a network as a whole. A new layer is a file beside these and a case here. */
import type { LayerConfig, LayerInput } from '../../config/index.ts';
import { denseShape } from './dense.ts';
import { minibatchDiscriminationShape } from './minibatch-discrimination.ts';
import { minibatchStddevShape } from './minibatch-stddev.ts';
import type { LayerShape, SampleShape } from './shape.ts';

export { sizeOf, type LayerShape, type SampleShape } from './shape.ts';

/** What one layer makes of a sample of shape `input`. Takes layers with or without their defaults filled in. */
export function layerShape(layer: LayerConfig | LayerInput, input: SampleShape): LayerShape {
  if ('dense' in layer) return denseShape(layer, input);
  if ('minibatch-stddev' in layer) return minibatchStddevShape(input);
  return minibatchDiscriminationShape(layer, input);
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
