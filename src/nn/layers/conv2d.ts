/** Layer `conv2d`: activation(conv(x, weight) + bias). */
import type { LayerConfigOf } from '../../config/index.ts';
import { conv, reshape, type ConvGeometry } from '../../graph/index.ts';
import { activations } from '../activations.ts';
import type { SampleShape } from '../shapes/index.ts';
import { addToChannels } from './channels.ts';
import type { LayerBody } from './layer.ts';
import { weightsAndBias } from './weights.ts';

/** @param input [channels, height, width] */
export function conv2dLayer(config: LayerConfigOf<'conv2d'>, input: SampleShape): LayerBody {
  const { conv2d: filters, kernel, stride, padding } = config;
  const channels = input[0]!;
  const geometry: ConvGeometry = { strides: [stride, stride], pads: [padding, padding, padding, padding] };
  const activation = activations[config.activation];
  const { weightOf, ...weights } = weightsAndBias(config, {
    shape: [filters, channels, kernel, kernel],
    inputs: channels * kernel ** 2,
    outputs: filters * kernel ** 2,
    units: filters,
    matrix: (weight) => reshape(weight, [filters, -1]),
  });
  return {
    ...weights,
    samplewise: true,
    apply: (parameters, x) => activation(addToChannels(conv(x, weightOf(parameters), geometry), parameters['bias'])),
  };
}
