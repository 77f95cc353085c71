/** All layers. A new one is a file beside these and a case here, as its shape rule is in src/nn/shapes. */
import type { LayerConfig } from '../../config/index.ts';
import type { SampleShape } from '../shapes/index.ts';
import { denseLayer } from './dense.ts';
import type { Layer } from './layer.ts';
import { minibatchDiscriminationLayer } from './minibatch-discrimination.ts';
import { minibatchStddevLayer } from './minibatch-stddev.ts';

export type { Layer, Parameter } from './layer.ts';

/** A layer of a config for samples of this shape. The shapes have been checked (src/check). */
export function createLayer(config: LayerConfig, input: SampleShape): Layer {
  if ('dense' in config) return denseLayer(config, input);
  if ('minibatch-stddev' in config) return minibatchStddevLayer(config, input);
  return minibatchDiscriminationLayer(config, input);
}
